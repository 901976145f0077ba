/** SQLSTATEs that say "not now": no connection, no room, shutting down, a lock or time limit, a lost race. */
const passing = /^(08|53|57P0[1-5]|57014|55P03|55006|40001|40P01)/;
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/** node-postgres gives these no code. */
const messages = [
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
];

/**
 * What kind of trouble the database is in, if that is why the request failed.
 *
 * @returns 'busy' when every connection is taken, 'away' when it did not answer or could not go on; null when the
 *   error is something else, and so a bug.
 */
export function databaseTrouble(error: unknown): 'busy' | 'away' | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at.message.startsWith('timeout exceeded when trying to connect')) return 'busy';
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    if (passing.test(code) || network.has(code)) return 'away';
    if (messages.some((message) => at instanceof Error && at.message.startsWith(message))) return 'away';
  }
  return null;
}
