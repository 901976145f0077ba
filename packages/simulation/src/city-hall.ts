import { createHash } from 'node:crypto';
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
    send(method, answer, urls, one, async () => ({
      authorization: `Bearer ${await accessToken()}`,
      ...(one.employee === undefined ? {} : { 'opptak-employee': one.employee }),
      ...(one.version === undefined ? {} : { 'if-match': `"${one.version}"` }),
    }));
  return {
    kommune,
    get: (answer, one) => ask('GET', answer, one),
    post: (answer, one) => ask('POST', answer, one),
    put: (answer, one) => ask('PUT', answer, one),
    async file(one) {
      const { status, text } = await untilAnswered(urls, one, async () => ({
        headers: { authorization: `Bearer ${await accessToken()}` },
      }));
      if (status === 404) return null;
      if (status >= 300) throw new Refused(one, status, problemOf(text));
      return text;
    },
  };
}

/** A family follows its link: the link is all it has. */
export function byLink<S extends TSchema>(urls: ServiceUrls, answer: S, one: Ask): Promise<Static<S>> {
  return send('POST', answer, urls, one, async () => ({}));
}

/** Sends a request, with the key that makes it the same request however often it is sent. */
async function send<S extends TSchema>(
  method: string,
  answer: S,
  urls: ServiceUrls,
  one: Ask,
  headers: () => Promise<Readonly<Record<string, string>>>,
): Promise<Static<S>> {
  const body = one.body === undefined ? undefined : JSON.stringify(one.body);
  const key = digest(one.key ?? `${one.path} ${one.version ?? ''} ${body ?? ''}`);
  const { status, text } = await untilAnswered(urls, one, async () => ({
    method,
    headers: {
      ...(await headers()),
      // Also where a version is named: a service that was killed with the answer in its hands would call it old.
      ...(method === 'GET' ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  }));
  if (status >= 300) throw new Refused(one, status, problemOf(text));
  return parse(answer, JSON.parse(text), `Answer of ${one.service}`);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const pauseMs = 100;
/** Longer than a service takes to start on a machine that is busy. */
const patienceMs = 120_000;

interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks until there is an answer: again when the service is being started anew, was killed with the answer in its hands,
 * or says that it is busy.
 */
async function untilAnswered(
  urls: ServiceUrls,
  { service, path }: Pick<Ask, 'service' | 'path'>,
  request: () => Promise<RequestInit>,
): Promise<Answer> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await askOnce(urls[service] + path, await request());
    if (answer && !comeBack(answer)) return answer;
    if (performance.now() > until) throw new Error(`${service} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** @returns null when no whole answer came. */
async function askOnce(url: string, request: RequestInit): Promise<Answer | null> {
  try {
    const response = await fetch(url, request);
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

const comeBack = ({ status, text }: Answer): boolean =>
  status === 503 || (status === 409 && problemOf(text) === 'urn:opptak:still-running');

function problemOf(text: string): string {
  const type = /"type":"([^"]+)"/.exec(text)?.[1];
  return type ?? 'without a problem';
}
