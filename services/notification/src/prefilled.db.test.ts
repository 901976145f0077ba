import { InvitationView } from '@opptak/contracts';
import { Value } from 'typebox/value';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, openBench, tokenIn } from '../test/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.kindergartens();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** When each source was asked: the register at the first load, the rest on the morning of the campaign. */
const loadedAt = '2027-01-20T08:00:00.000Z';
const morning = '2027-01-30T08:00:00.000Z';

test('a parent sees where each field of the pre-filled application is from and when it was read, and types two answers', async () => {
  const { mother, father } = bench.family(1);
  const home = bench.family(2).home;
  const sibling = bench.world.addPerson({
    birthDate: '2024-02-02',
    sex: 'male',
    name: { first: 'Storebror', last: 'Familie1' },
    home: { ...home, number: 1 } as typeof home,
    parents: { mother, father },
  });
  bench.world.setContact(mother, { email: 'mor@example.test' });
  await bench.sync('initial');
  await bench.openRound();
  await bench.campaign();
  bench.clock.moveTo(new Date(morning));
  await bench.work();
  const mail = bench.mocks.altinn.emails.find(({ text }) => text.includes('Barn Familie1'));
  const { status, json } = await bench.view(tokenIn(mail?.text ?? ''));

  expect(status).toBe(200);
  expect(Value.Check(InvitationView, json)).toBe(true);
  const sources = Object.entries<{ source?: string; readAt?: string }>(json).flatMap(
    ([field, { source, readAt } = {}]) => (source ? [[field, source, readAt]] : []),
  );
  expect(sources).toEqual([
    ['childName', 'folkeregisteret', loadedAt],
    ['bornOn', 'folkeregisteret', loadedAt],
    ['guardians', 'folkeregisteret', loadedAt],
    ['siblings', 'folkeregisteret', loadedAt],
    ['address', 'folkeregisteret', loadedAt],
    ['rightToPlaceBy', 'law', morning],
    ['proposedStartOn', 'law', morning],
    ['proposedWishes', 'kartverket', morning],
  ]);
  // What has no source is no fact about the family: the case itself, the deadline, what may be chosen, art. 14.
  const plain = Object.keys(json).filter((field) => !sources.some(([name]) => name === field));
  expect(plain.sort()).toEqual([
    'answers',
    'childId',
    'deadlineOn',
    'expiresAt',
    'invitationId',
    'kindergartens',
    'privacy',
    'roundId',
    'status',
  ]);
  expect(json).toMatchObject({
    bornOn: { value: '2026-03-10' },
    siblings: { value: [{ name: 'Storebror Familie1', bornOn: '2024-02-02' }] },
    address: { value: { line: 'Skoleveien 1', postalCode: '9046' } },
    rightToPlaceBy: { value: '2027-08-31' },
    proposedStartOn: { value: '2027-08-01' },
    answers: 'one-decides',
  });
  const distances = json.proposedWishes.value.map(({ distanceM }: { distanceM: number }) => distanceM);
  expect(distances).toEqual(distances.toSorted((a: number, b: number) => a - b));
  expect(json.privacy.join(' ')).toContain('Folkeregisteret');
  expect(sibling).toBeDefined();
});
