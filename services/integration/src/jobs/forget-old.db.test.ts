import { childRegistered, placementChanged } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { isoDate } from '@opptak/domain';
import { sealIdentity } from '@opptak/service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostileReceiver, hostileReceiver } from '../../test/hostile-receiver.ts';
import {
  aPlacement,
  days,
  nordreisa,
  openPartnerBench,
  type PartnerBench,
} from '../../test/partner-bench.ts';
import { prepareNavList } from '../actions/prepare-nav-list.ts';
import { createSubscription } from '../actions/subscriptions.ts';
import { forgetOldHandler } from './forget-old.ts';

let bench: PartnerBench;
let receiver: HostileReceiver;
beforeAll(async () => {
  bench = await openPartnerBench();
  receiver = await hostileReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await bench[Symbol.asyncDispose]();
});

const count = async (table: string): Promise<number> => {
  const [row] = await bench.database.admin<{ count: number }>(
    `select count(*)::int as count from integration.${table}`,
  );
  return row?.count ?? 0;
};
const forget = () =>
  forgetOldHandler(bench.deps).run({}, { kommune: nordreisa, attempt: 1, messageId: 'one' });

test('deliveries go after 30 days with their attempts; the event stays', async () => {
  await bench.change((change) =>
    createSubscription(bench.deps, change, { url: receiver.url, eventTypes: ['placement.changed'] }),
  );
  const place = aPlacement();
  await bench.emit(placementChanged, { key: place.placementId, version: 1 }, place);
  await bench.settle();

  await bench.pass(30 * days);
  await forget();
  expect(await count('webhook_delivery')).toBe(1);
  await bench.pass(1);
  await forget();
  await forget();
  expect([
    await count('webhook_delivery'),
    await count('delivery_attempt'),
    await count('event_record'),
  ]).toEqual([0, 0, 1]);
});

test('a child goes when the month after its sixth birthday begins, and not the day before', async () => {
  // Turns six on 15 October 2026.
  const childId = stableId('child', 'six');
  const sealedIdentity = sealIdentity(bench.identityVault, nordreisa, childId, {
    nationalId: '15902099918',
    name: 'Áile Hætta',
    address: null,
    addressConfidential: false,
  });
  await bench.emit(
    childRegistered,
    { key: childId, version: 1 },
    {
      childId,
      bornOn: isoDate('2020-10-15'),
      familyId: stableId('family'),
      householdId: stableId('household'),
      adults: [],
      sealedIdentity,
    },
  );
  // 31 October 2026, 23:59:59 in Norway.
  bench.clock.moveTo(new Date('2026-10-31T22:59:59Z'));
  await bench.settle();
  await forget();
  expect(await count('child')).toBe(1);

  await bench.pass(1_000);
  await forget();
  expect(await count('child')).toBe(0);
});

test('a list to NAV is kept for 13 months', async () => {
  await bench.change((change) => prepareNavList(bench.deps, change, '2026-11'));
  bench.clock.moveTo(new Date('2027-12-31T12:00:00Z'));
  await forget();
  expect(await count('nav_list')).toBe(1);

  bench.clock.moveTo(new Date('2028-01-01T12:00:00Z'));
  await forget();
  expect(await count('nav_list')).toBe(0);
});
