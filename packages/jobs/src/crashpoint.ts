const seen = new Map<string, number>();

/**
 * A place where a test may kill this process, to see that nothing is lost or done twice. Does nothing unless
 * NODE_ENV is "test" and OPPTAK_CRASH_AT names the place: "relay:after-add", or "relay:after-add:3" for the third time.
 */
export function crashpoint(name: string): void {
  if (process.env['NODE_ENV'] !== 'test') return;
  const wanted = process.env['OPPTAK_CRASH_AT'];
  if (!wanted?.startsWith(name)) return;
  const count = (seen.get(name) ?? 0) + 1;
  seen.set(name, count);
  if (wanted === name || wanted === `${name}:${count}`) process.kill(process.pid, 'SIGKILL');
}
