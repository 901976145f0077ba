import { placementChanged } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { startReceiver } from '@opptak/example-webhook-receiver';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HostileReceiver, hostileReceiver, status } from '../../test/hostile-receiver.ts';
import {
  aPlacement,
  days,
  hours,
  minutes,
  nordreisa,
  openPartnerBench,
  type PartnerBench,
} from '../../test/partner-bench.ts';
import { replayEvents } from '../actions/replay-events.ts';
import {
  activateSubscription,
  createSubscription,
  removeSubscription,
  rotateSecret,
} from '../actions/subscriptions.ts';
import { findAttempts, findDeliveries } from '../repositories/deliveries.ts';
import { findEventsAfter, lastCursor } from '../repositories/events.ts';
import { findPlacements } from '../repositories/snapshots.ts';
import { getSubscription, type Subscription } from '../repositories/subscriptions.ts';
import type { Schema } from '../schema.generated.ts';
import { openSecrets } from '../webhooks/secrets.ts';

let bench: PartnerBench;
let receiver: HostileReceiver;
let subscription: Subscription;

beforeAll(async () => {
  bench = await openPartnerBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(async () => {
  receiver = await hostileReceiver();
  subscription = await subscribe(receiver.url);
});
afterEach(async () => {
  await bench.change((change) => removeSubscription(change, subscription.id));
  await receiver.stop();
});

const subscribe = (url: string): Promise<Subscription> =>
  bench.change((change) =>
    createSubscription(bench.deps, change, { url, eventTypes: ['placement.changed'] }),
  );
const happens = async (place = aPlacement(), version = 1): Promise<typeof place> => {
  await bench.emit(placementChanged, { key: place.placementId, version }, place);
  return place;
};
const reads = <T>(work: Parameters<typeof inKommune<Schema, T>>[2]) =>
  inKommune(bench.database.db, nordreisa, work);
const deliveries = () => reads((tx) => findDeliveries(tx, subscription.id, { after: 0, limit: 500 }));
const present = () => reads((tx) => getSubscription(tx, subscription.id));
const secrets = async () => openSecrets(bench.deps.vault, await present(), bench.clock.now());

describe('a delivery', () => {
  test('is signed, thin, and the same bytes in the feed', async () => {
    const place = await happens();
    await bench.settle();

    const [seen] = receiver.seen;
    const headers = {
      'webhook-id': seen?.id ?? '',
      'webhook-timestamp': seen?.timestamp ?? '',
      'webhook-signature': seen?.signature ?? '',
    };
    const [secret] = await secrets();
    expect(new Webhook(secret).verify(seen?.body ?? '', headers)).toMatchObject({
      id: seen?.id,
      type: 'placement.changed',
      kommune: nordreisa,
      subject: place.placementId,
      version: 1,
      data: place,
    });
    expect(() => new Webhook(secret).verify(`${seen?.body} `, headers)).toThrow('No matching signature');
    expect((await deliveries()).map(({ status: how, attempts }) => [how, attempts])).toEqual([
      ['delivered', 1],
    ]);
  });

  test('that the receiver took before our process was killed comes again with the same id, and counts once', async () => {
    const partner = await startReceiver({ port: 0 });
    const second = await subscribe(partner.url);
    partner.use(openSecrets(bench.deps.vault, second, bench.clock.now()));
    const { post } = bench.deps;
    let kill = true;
    Object.assign(bench.deps, {
      post: async (parcel: Parameters<typeof post>[0]) => {
        const answer = await post(parcel);
        if (parcel.url !== partner.url || !kill) return answer;
        kill = false;
        throw new Error('killed between sending and noting');
      },
    });

    const place = await happens();
    await bench.settle();
    await bench.pass(10_000);

    Object.assign(bench.deps, { post });
    const [told] = await reads((tx) => findDeliveries(tx, second.id, { after: 0, limit: 1 }));
    const attempts = await reads((tx) => findAttempts(tx, [told?.id ?? '']));
    expect(attempts).toMatchObject([{ attempt: 1, starts: 2, outcome: 'delivered' }]);
    expect(partner.counts()).toEqual({ taken: 1, repeated: 1, stale: 0, refused: 0 });
    expect(partner.state()).toEqual({ [place.placementId]: { ...place, version: 1 } });
    await bench.change((change) => removeSubscription(change, second.id));
    await partner.stop();
  });

  test('that is refused is tried again on the schedule, with the same id and a new timestamp', async () => {
    receiver.behave(status(500));
    await happens();
    await bench.settle();
    expect(receiver.seen).toHaveLength(1);

    await bench.pass(7_000);
    expect(receiver.seen).toHaveLength(2);
    await bench.pass(3 * minutes);
    expect(receiver.seen).toHaveLength(2);
    receiver.behave(status(200));
    await bench.pass(4 * minutes);

    expect(new Set(receiver.seen.map(({ id }) => id)).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 3, step: 2 }]);
    expect(await present()).toMatchObject({ failures: 0, failingSince: null, status: 'active' });
  });

  test('waits as long as the receiver asks, and so do those behind it', async () => {
    receiver.behave(status(429, { 'retry-after': '1200' }));
    await happens();
    await bench.settle();
    receiver.behave(status(204));
    await happens();
    await bench.pass(19 * minutes);
    expect(receiver.seen).toHaveLength(1);

    await bench.pass(30 * minutes);
    expect(receiver.seen).toHaveLength(3);
    expect((await deliveries()).map((one) => one.status)).toEqual(['delivered', 'delivered']);
  });

  test('is given up after ten attempts, and a replay begins anew', async () => {
    receiver.behave(status(500));
    await happens();
    await bench.settle();
    for (let hour = 0; hour < 110; hour++) await bench.pass(hours);
    expect(await deliveries()).toMatchObject([{ status: 'failed', attempts: 10 }]);
    expect(receiver.seen).toHaveLength(10);

    receiver.behave(status(204));
    const [failed] = await deliveries();
    await bench.change((change) => replayEvents(change, subscription.id, { from: failed?.cursor ?? 0 }));
    await bench.settle();
    await bench.pass(hours);
    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 11 }]);
  });
});

describe('an endpoint', () => {
  test('that answers 410 is disabled at once; the feed says so; what comes later is held until it is activated', async () => {
    receiver.behave(status(410));
    await happens();
    await bench.settle();
    expect(await present()).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
    const last = await reads(async (tx) => findEventsAfter(tx, (await lastCursor(tx)) - 1, 10));
    expect(last).toMatchObject([
      { type: 'webhook-subscription.disabled', subject: subscription.id, data: { reason: 'gone' } },
    ]);

    await happens();
    await bench.pass(hours);
    expect(receiver.seen).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ status: 'held' }]);
    const replay = () => bench.change((change) => replayEvents(change, subscription.id, { from: 0 }));
    await expect(replay()).rejects.toMatchObject({ code: 'subscription-disabled' });

    receiver.behave(status(204));
    await bench.change((change) => activateSubscription(change, subscription.id));
    const { events } = await replay();
    await bench.settle();
    await bench.pass(minutes);
    expect(new Set(receiver.seen.map(({ id }) => id)).size).toBe(events);
    expect(new Set((await deliveries()).map((one) => one.status))).toEqual(new Set(['delivered']));
  });

  test('that has only failed for five days is disabled; one success in between is enough to go on', async () => {
    receiver.behave(status(500));
    for (let day = 0; day < 4; day++) {
      await happens();
      await bench.settle();
      await bench.pass(days);
    }
    receiver.behave(status(204));
    await bench.pass(2 * days);
    expect(await present()).toMatchObject({ status: 'active', failures: 0 });

    receiver.behave(status(500));
    for (let day = 0; day < 6; day++) {
      await happens();
      await bench.settle();
      await bench.pass(days);
    }
    expect(await present()).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
  });

  test('that changes its secret is served with both for seven days, then with the new one', async () => {
    const [before] = await secrets();
    await bench.change((change) => rotateSecret(bench.deps, change, subscription.id));
    const [now] = await secrets();
    const verifies = (secret: string): boolean => {
      const seen = receiver.seen.at(-1);
      try {
        new Webhook(secret).verify(seen?.body ?? '', {
          'webhook-id': seen?.id ?? '',
          'webhook-timestamp': seen?.timestamp ?? '',
          'webhook-signature': seen?.signature ?? '',
        });
        return true;
      } catch {
        return false;
      }
    };

    await bench.pass(7 * days - 1);
    await happens();
    await bench.settle();
    expect([before, now].map(verifies)).toEqual([true, true]);

    await bench.pass(1);
    await happens();
    await bench.settle();
    expect([before, now].map(verifies)).toEqual([false, true]);
  });

  test('that hangs does not hold up another', async () => {
    receiver.behave(() => {});
    const healthy = await startReceiver({ port: 0 });
    for (let index = 0; index < 6; index++) await happens();
    const until = async (holds: () => boolean, withinMs: number): Promise<void> => {
      const startedAt = performance.now();
      while (!holds()) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        expect(performance.now() - startedAt).toBeLessThan(withinMs);
      }
    };
    await until(() => receiver.seen.length > 0, 5_000);
    const other = await subscribe(healthy.url);
    healthy.use(openSecrets(bench.deps.vault, other, bench.clock.now()));
    const place = await happens();
    await until(() => place.placementId in healthy.state(), 2_000);
    await bench.settle();
    receiver.behave(status(204));
    await bench.pass(days);
    await bench.change((change) => removeSubscription(change, other.id));
    await healthy.stop();
  });
});

test('a receiver that loses every tenth webhook and gets every twentieth twice ends, after a replay, where the snapshot is', async () => {
  const partner = await startReceiver({ port: 0 });
  const lossy = await subscribe(partner.url);
  partner.use(openSecrets(bench.deps.vault, lossy, bench.clock.now()));
  const from = (await reads((tx) => lastCursor(tx))) + 1;
  let sent = 0;
  const { post } = bench.deps;
  Object.assign(bench.deps, {
    post: async (parcel: Parameters<typeof post>[0]) => {
      if (parcel.url !== partner.url) return post(parcel);
      sent += 1;
      // Lost on the way although we were told that it arrived: the worst a network in between can do.
      if (sent % 10 === 0) return { outcome: 'delivered', statusCode: 204, retryAfterMs: null };
      if (sent % 20 === 1) await post(parcel);
      return post(parcel);
    },
  });
  const places = Array.from({ length: 20 }, () => aPlacement());
  for (const version of [1, 2, 3]) {
    for (const place of places) await happens({ ...place, daysPerWeek: 6 - version }, version);
  }
  await bench.settle();
  const snapshot = async () =>
    Object.fromEntries(
      (await reads((tx) => findPlacements(tx, undefined, 1000)))
        .filter(({ id }) => places.some(({ placementId }) => placementId === id))
        .map(({ id, version, daysPerWeek }) => [id, { version, daysPerWeek }]),
    );
  const heard = () =>
    Object.fromEntries(
      Object.entries(partner.state()).map(([id, { version, daysPerWeek }]) => [id, { version, daysPerWeek }]),
    );
  expect(partner.counts().repeated).toBeGreaterThan(0);
  expect(partner.counts().taken + partner.counts().stale).toBeLessThan(60);

  Object.assign(bench.deps, { post });
  await bench.change((change) => replayEvents(change, lossy.id, { from }));
  await bench.settle();

  expect(heard()).toEqual(await snapshot());
  expect(Object.values(heard()).every(({ version }) => version === 3)).toBe(true);
  expect(partner.counts().refused).toBe(0);
  await bench.change((change) => removeSubscription(change, lossy.id));
  await partner.stop();
});
