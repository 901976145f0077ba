import { operationsOf } from './document.ts';
import { requestAsDescribed } from './fuzzed-request.ts';
import { type Injectable, send } from './send.ts';

export interface ScopeOptions {
  readonly app: Injectable;
  readonly document: object;
  /** Headers with a good token that has just these scopes. */
  readonly callerWith: (scopes: readonly string[]) => Promise<Record<string, string>>;
}

/**
 * Holds every operation against its scope: refused with 403 to a token that has all other scopes of the service, and a
 * few that only look alike; let through with its own scope alone.
 *
 * @returns How many operations were checked.
 * @throws Error that names the operation.
 */
export async function checkScopes({ app, document, callerWith }: ScopeOptions): Promise<number> {
  const operations = operationsOf(document).filter(({ scopes }) => scopes.length > 0);
  const all = [...new Set(operations.flatMap(({ scopes }) => scopes))];
  for (const operation of operations) {
    const request = requestAsDescribed(document, operation, {}, 1);
    const others = all.filter((scope) => !operation.scopes.includes(scope));
    const alike = operation.scopes.flatMap((scope) => [
      `${scope}s`,
      scope.slice(0, -1),
      scope.toUpperCase(),
      `x${scope}`,
    ]);
    for (const scopes of [others, alike, []]) {
      const { statusCode } = await send(app, operation, request, await callerWith(scopes));
      if (statusCode !== 403)
        throw new Error(`${operation.id}: ${statusCode} with the scopes "${scopes.join(' ')}"`);
    }
    const { statusCode } = await send(app, operation, request, await callerWith(operation.scopes));
    if (statusCode === 401 || statusCode === 403)
      throw new Error(`${operation.id}: ${statusCode} with its own scope`);
  }
  return operations.length;
}
