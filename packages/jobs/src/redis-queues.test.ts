import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openRedisQueues } from './redis-queues.ts';
import { errorCode } from './run-message.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A server that treats whoever comes as it is told. @returns its port. */
async function serving(treat: (caller: net.Socket) => void): Promise<number> {
  const callers: net.Socket[] = [];
  const server = net.createServer((caller) => {
    callers.push(caller);
    caller.on('error', () => {});
    treat(caller);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    for (const caller of callers) caller.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port');
  return address.port;
}

async function refusalAt(port: number): Promise<string> {
  const queues = openRedisQueues(`redis://:a-password@127.0.0.1:${port}`, () => {});
  ends.unshift(() => queues.close());
  return queues.check().then(
    () => 'taken',
    (error) => errorCode(error),
  );
}

test('the log says why Redis turns us down, so that whoever sets it up can mend it', async () => {
  const refusing = await serving((caller) =>
    caller.on('data', (commands) => {
      for (const _ of String(commands).matchAll(/^\*/gm)) caller.write('-WRONGPASS no such password\r\n');
    }),
  );
  const guarded = await serving((caller) => caller.end('-DENIED Running in protected mode\r\n'));

  expect(await refusalAt(refusing)).toBe('queue-away:WRONGPASS');
  expect(await refusalAt(guarded)).toBe('queue-away:hung-up');
});

test('the log says when nobody listens at all', async () => {
  const port = await serving(() => {});
  await ends.shift()?.();

  expect(await refusalAt(port)).toBe('queue-away:ECONNREFUSED');
});
