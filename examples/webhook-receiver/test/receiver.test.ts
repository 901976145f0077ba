import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../receiver.ts';

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
const other = `whsec_${Buffer.from('another one of thirty-two bytes.').toString('base64')}`;
const folder = mkdtempSync(path.join(os.tmpdir(), 'receiver-'));
let receiver: Receiver;
afterEach(async () => {
  await receiver.stop();
  rmSync(path.join(folder, 'state.json'), { force: true });
});

const place = (version: number) => ({
  id: `event-${version}`,
  type: 'placement.changed',
  subject: 'p',
  version,
  data: {
    placementId: 'p',
    childId: 'c',
    kindergartenId: '974760673',
    from: '2026-08-15',
    until: null,
    daysPerWeek: version,
    status: 'agreed',
  },
});

interface Sent {
  readonly id?: string;
  readonly key?: string;
  readonly secondsAgo?: number;
  readonly change?: (body: string, headers: Record<string, string>) => string;
}

/** Sends what Opptak would send, but for what a test changes on the way. */
async function send(
  event: { readonly id: string },
  { id = event.id, key = secret, secondsAgo = 0, change }: Sent = {},
): Promise<number> {
  const body = JSON.stringify(event);
  const at = new Date(Date.now() - secondsAgo * 1000);
  const headers: Record<string, string> = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, at, body),
  };
  const sent = change?.(body, headers) ?? body;
  return (await fetch(receiver.url, { method: 'POST', headers, body: sent })).status;
}

describe('a receiver', () => {
  test('keeps the newest version, whatever comes twice or late', async () => {
    receiver = await startReceiver({ port: 0, secret });
    for (const version of [1, 3, 2, 3, 1]) expect(await send(place(version))).toBe(204);

    expect(receiver.state()).toMatchObject({ p: { version: 3, daysPerWeek: 3 } });
    expect(receiver.counts()).toEqual({ taken: 2, stale: 1, repeated: 2, refused: 0 });
    expect(await (await fetch(`${receiver.url}state`)).json()).toEqual(receiver.state());
  });

  test('takes nothing that is changed, old, of tomorrow, unsigned or signed by somebody else', async () => {
    receiver = await startReceiver({ port: 0, secret });
    const statuses = await Promise.all([
      send(place(1), { key: other }),
      send(place(1), { secondsAgo: 301 }),
      send(place(1), { secondsAgo: -310 }),
      send(place(1), { change: (body) => `${body} ` }),
      send(place(1), { change: (body) => body.replace('agreed', 'ended') }),
      send(place(1), {
        change: (body, headers) => {
          headers['webhook-id'] = 'another';
          return body;
        },
      }),
      send(place(1), {
        change: (body, headers) => {
          delete headers['webhook-signature'];
          return body;
        },
      }),
    ]);
    expect(statuses).toEqual(Array(7).fill(401));
    expect(receiver.state()).toEqual({});
    expect(await send(place(1))).toBe(204);
  });

  test('takes both secrets while one is being changed for the other, and none before it has one', async () => {
    receiver = await startReceiver({ port: 0 });
    expect(await send(place(1))).toBe(401);

    receiver.use([secret, other]);
    expect([await send(place(1)), await send(place(2), { key: other })]).toEqual([204, 204]);
  });

  test('remembers over a restart what it has seen', async () => {
    const file = path.join(folder, 'state.json');
    receiver = await startReceiver({ port: 0, secret, file });
    await send(place(2));
    await receiver.stop();

    receiver = await startReceiver({ port: 0, secret, file });
    await send(place(2));
    await send(place(1));
    expect(receiver.state()).toMatchObject({ p: { version: 2 } });
    expect(receiver.counts()).toEqual({ taken: 0, stale: 1, repeated: 1, refused: 0 });
  });
});
