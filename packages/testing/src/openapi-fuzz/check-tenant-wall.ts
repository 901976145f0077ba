import type { Known } from './arbitrary-of-schema.ts';
import { operationsOf } from './document.ts';
import { requestAsDescribed } from './fuzzed-request.ts';
import { type Answer, type Injectable, send } from './send.ts';

export interface TenantWallOptions {
  readonly app: Injectable;
  readonly document: object;
  /** Ids that exist in one kommune, by the name of the parameter or field that holds them. */
  readonly theirs: Known;
  /** Ids of the same form that exist nowhere, under the same names. */
  readonly nowhere: Known;
  /** Headers with a good token of another kommune, with every scope. */
  readonly stranger: () => Promise<Record<string, string>>;
}

/**
 * Sends a stranger's requests with another kommune's ids and with ids that exist nowhere, and compares: the answers
 * must be the same to the letter, but for the request's own id. An operation whose path holds such an id must refuse.
 *
 * @returns The operationIds that were checked: those that take any of the ids.
 * @throws Error that names the operation that tells the two apart, or lets the stranger in.
 */
export async function checkTenantWall(options: TenantWallOptions): Promise<string[]> {
  const { app, document, theirs, nowhere, stranger } = options;
  const checked: string[] = [];
  const ids = Object.values(theirs).flat().map(String);
  for (const operation of operationsOf(document).filter(({ security }) => security.length > 0)) {
    // Requests are made by chance, and an id may be optional: of a few, one that holds an id.
    const foreign = Array.from({ length: 20 }, (_, seed) =>
      requestAsDescribed(document, operation, theirs, seed),
    ).find(({ url, payload }) => ids.some((id) => `${url} ${payload ?? ''}`.includes(id)));
    if (!foreign) continue;
    // The same request, letter by letter, but for the ids.
    const replaced = (text: string): string =>
      Object.entries(theirs).reduce(
        (all, [name, values]) =>
          values.reduce<string>(
            (one, id, index) => one.replaceAll(String(id), String(nowhere[name]?.[index])),
            all,
          ),
        text,
      );
    const missing = {
      ...foreign,
      url: replaced(foreign.url),
      payload: foreign.payload === null ? null : replaced(foreign.payload),
      headers:
        'idempotency-key' in foreign.headers
          ? { ...foreign.headers, 'idempotency-key': 'another' }
          : foreign.headers,
    };
    const toForeign = await send(app, operation, foreign, await stranger());
    const toMissing = await send(app, operation, missing, await stranger());
    const inPath = ids.some((id) => foreign.url.split('?')[0]?.includes(id));
    const fault = faultOf(toForeign, toMissing, inPath);
    if (fault) throw new Error(`${operation.id}: ${fault}`);
    checked.push(operation.id);
  }
  return checked;
}

function faultOf(foreign: Answer, missing: Answer, inPath: boolean): string | null {
  if (inPath && foreign.statusCode < 400) return `${foreign.statusCode} for another kommune’s id`;
  if (foreign.statusCode !== missing.statusCode) {
    return `${foreign.statusCode} for another kommune’s id, ${missing.statusCode} for one that exists nowhere`;
  }
  return comparable(foreign) === comparable(missing) ? null : 'another body for another kommune’s id';
}

const comparable = ({ body }: Answer): string => body.replace(/"instance":"[^"]*"/, '');
