import { placementChanged } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { startReceiver } from '@opptak/example-webhook-receiver';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPlacement, nordreisa, openPartnerBench, type PartnerBench } from '../../test/partner-bench.ts';
import { createSubscription } from '../actions/subscriptions.ts';
import { findPlacements } from '../repositories/snapshots.ts';
import { openSecrets } from '../webhooks/secrets.ts';

let bench: PartnerBench;
beforeAll(async () => {
  bench = await openPartnerBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

test('a partner is told of each version of a place, signed, and ends in the state of the snapshot', async () => {
  const receiver = await startReceiver({ port: 0 });
  const subscription = await bench.change((change) =>
    createSubscription(bench.deps, change, { url: receiver.url, eventTypes: ['placement.changed'] }),
  );
  receiver.use(openSecrets(bench.deps.vault, subscription, bench.clock.now()));
  const place = aPlacement();

  await bench.emit(placementChanged, { key: place.placementId, version: 1 }, place as never);
  await bench.emit(placementChanged, { key: place.placementId, version: 2 }, {
    ...place,
    daysPerWeek: 3,
  } as never);
  await bench.settle();

  const [stored] = await inKommune(bench.database.db, nordreisa, (tx) => findPlacements(tx, undefined, 10));
  expect(receiver.state()).toEqual({
    [place.placementId]: { ...place, daysPerWeek: 3, version: 2 },
  });
  expect(stored).toMatchObject({ id: place.placementId, daysPerWeek: 3, version: 2 });
  await receiver.stop();
});
