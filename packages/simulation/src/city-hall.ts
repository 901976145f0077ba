import type { ServiceName } from '@opptak/contracts';
import { parse } from '@opptak/contracts';
import type { Static, TSchema } from 'typebox';

/** Where each service answers. */
export type ServiceUrls = Readonly<Record<ServiceName, string>>;

/** A request of a municipal system, or of a family. */
export interface Ask {
  readonly service: ServiceName;
  readonly path: string;
  readonly body?: unknown;
  /** Makes a repeated request the same request. Default: the path and what is asked. */
  readonly key?: string;
  /** The caseworker behind the request. */
  readonly employee?: string;
  /** Which version of the record was seen. */
  readonly version?: number;
}

/** A kommune's own system, as it talks to Opptak: typed answers, requests that may be repeated. */
export interface CityHall {
  readonly kommune: string;
  get<S extends TSchema>(answer: S, ask: Omit<Ask, 'body' | 'key' | 'version'>): Promise<Static<S>>;
  post<S extends TSchema>(answer: S, ask: Ask): Promise<Static<S>>;
  put<S extends TSchema>(answer: S, ask: Ask): Promise<Static<S>>;
  /** A file, as it comes; null when there is none. */
  file(ask: Pick<Ask, 'service' | 'path'>): Promise<string | null>;
}

/** The caller was refused: an answer that is not 2xx, with its problem code. */
export class Refused extends Error {
  readonly status: number;
  /** For example "urn:opptak:offer-settled". */
  readonly problem: string;

  constructor(ask: Ask, status: number, problem: string) {
    super(`${ask.service} ${ask.path.replaceAll(/[0-9a-f-]{36}/g, ':id')} answered ${status} ${problem}`);
    this.name = 'Refused';
    this.status = status;
    this.problem = problem;
  }
}

export interface CityHallOptions {
  readonly kommune: string;
  readonly urls: ServiceUrls;
  /** A Maskinporten access token of the kommune with every permission. */
  readonly accessToken: () => Promise<string>;
}

export function cityHall({ kommune, urls, accessToken }: CityHallOptions): CityHall {
  const ask = async <S extends TSchema>(method: string, answer: S, one: Ask): Promise<Static<S>> =>
    send(method, answer, urls, one, {
      authorization: `Bearer ${await accessToken()}`,
      ...(one.employee === undefined ? {} : { 'opptak-employee': one.employee }),
      ...(one.version === undefined ? {} : { 'if-match': `"${one.version}"` }),
    });
  return {
    kommune,
    get: (answer, one) => ask('GET', answer, one),
    post: (answer, one) => ask('POST', answer, one),
    put: (answer, one) => ask('PUT', answer, one),
    async file({ service, path }) {
      const response = await fetch(urls[service] + path, {
        headers: { authorization: `Bearer ${await accessToken()}` },
      });
      if (response.status === 404) return null;
      if (!response.ok) throw new Refused({ service, path }, response.status, await problemOf(response));
      return response.text();
    },
  };
}

/** A family follows its link: the link is all it has. */
export function byLink<S extends TSchema>(urls: ServiceUrls, answer: S, one: Ask): Promise<Static<S>> {
  return send('POST', answer, urls, one, {});
}

const pauseMs = 100;
const tries = 150;

/**
 * Sends a request until it is answered: a service that is being started again, or says that it is busy, is asked
 * again with the same key, so that nothing is done twice.
 */
async function send<S extends TSchema>(
  method: string,
  answer: S,
  urls: ServiceUrls,
  one: Ask,
  headers: Readonly<Record<string, string>>,
): Promise<Static<S>> {
  const body = one.body === undefined ? undefined : JSON.stringify(one.body);
  const key = one.key ?? `${one.path} ${body ?? ''}`;
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(urls[one.service] + one.path, {
      method,
      headers: {
        ...headers,
        ...(method === 'POST' ? { 'idempotency-key': await digest(key) } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    }).catch(() => null);
    const settled = response !== null && response.status !== 503 && response.status !== 409;
    const stillRunning =
      response?.status === 409 && (await problemOf(response.clone())) === 'urn:opptak:still-running';
    if (response && (settled || (response.status === 409 && !stillRunning))) {
      if (!response.ok) throw new Refused(one, response.status, await problemOf(response));
      return parse(answer, await response.json(), `Answer of ${one.service}`);
    }
    if (attempt === tries) throw new Error(`${one.service} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function problemOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === 'object' && body !== null && 'type' in body
    ? String(body.type)
    : 'without a problem';
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(bytes).toString('hex');
}
