import { applicationSubmitted, placementChanged } from '@opptak/contracts';
import { isoDate } from '@opptak/domain';
import type { Home } from '@opptak/registries/mocks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Bench,
  birk,
  homeAt,
  openBench,
  permissions,
  roundId,
  storfjord,
  tokenIn,
} from '../test/bench.ts';

/** A home like no other: its street, postal code and place are nobody else's. */
const home: Home = {
  type: 'street',
  kommune: storfjord,
  street: 'Kanarigata',
  number: 77,
  postalCode: '9199',
  postTown: 'KANARIVIK',
};
const ordinary = permissions.filter((name) => name !== 'opptak:protection.handle');

let bench: Bench;
beforeEach(async () => {
  bench = await openBench(undefined, undefined, { feedEverySeconds: 25 });
  await bench.kindergartens();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** A mother with two children at the canary home; the father of the younger lives in its other home. */
async function family() {
  const mother = bench.world.addPerson({
    birthDate: '1995-05-05',
    sex: 'female',
    name: { first: 'Mor', last: 'Kanari' },
    home,
  });
  const father = bench.world.addPerson({
    birthDate: '1993-04-04',
    sex: 'male',
    name: { first: 'Far', last: 'Annensteds' },
    home: homeAt(20),
  });
  const child = (first: string, birthDate: string, parents: { mother: string; father?: string }) =>
    bench.world.addPerson({ birthDate, sex: 'female', name: { first, last: 'Kanari' }, home, parents });
  const brother = child('Halvbror', '2023-02-02', { mother });
  const younger = child('Yngst', '2026-03-10', { mother, father });
  bench.world.setSharedResidence(younger, homeAt(20));
  bench.world.setContact(mother, { email: 'mor@example.test' });
  bench.world.setContact(father, { email: 'far@example.test' });
  await bench.sync('initial');
  await bench.openRound();
  const { campaignId } = (await bench.campaign()).json;
  bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
  await bench.work();
  const written = bench.mocks.altinn.emails.find(({ address }) => address === 'far@example.test');
  const childId = bench.childId(younger);
  const [told] = (await bench.told('invitation.created')).filter((one) => one['childId'] === childId);
  return {
    people: [mother, younger, brother],
    childId,
    campaignId: String(campaignId),
    invitationId: String(told?.['invitationId']),
    distances: Object.values(told?.['distances'] as Record<string, number>),
    written: written?.text ?? '',
  };
}

/** The family has applied, and has got a place. */
async function applied({ childId, invitationId }: Awaited<ReturnType<typeof family>>): Promise<void> {
  const applicationId = '22222222-2222-4222-8222-222222222222';
  await bench.hear(applicationSubmitted, applicationId, {
    applicationId,
    roundId,
    invitationId,
    childId,
    familyId: childId,
    bornOn: isoDate('2026-03-10'),
    startOn: isoDate('2027-08-15'),
    daysPerWeek: 5,
    wishes: [birk],
    distances: {},
    together: 'preferred',
    rightToPlace: true,
    statutoryPriority: false,
    submittedAt: '2027-02-01T08:00:00.000Z',
    late: false,
  });
  const placementId = '33333333-3333-4333-8333-333333333333';
  await bench.hear(placementChanged, placementId, {
    placementId,
    childId,
    kindergartenId: birk,
    from: isoDate('2027-08-15'),
    until: null,
    daysPerWeek: 5,
    status: 'agreed',
  });
}

/** Reads the feed when it is due, second by second, until a reading is done. @returns after how many seconds. */
async function untilRead(): Promise<number> {
  for (let seconds = 0; ; seconds += 1) {
    const due = await bench.rows(
      `select id from notification.outbox where type = 'follow-feed' and done_at is null and run_at <= $1`,
      [bench.clock.now()],
    );
    for (const { id } of due) {
      await bench.job('follow-feed', {});
      await bench.rows('update notification.outbox set done_at = now() where id = $1', [id]);
    }
    if (due.length > 0) return seconds;
    bench.clock.moveTo(new Date(bench.clock.now().getTime() + 1_000));
  }
}

/** Every answer that a caseworker without access to protected families gets, and what each service was told last. */
async function everythingShown({ campaignId, childId, invitationId }: Awaited<ReturnType<typeof family>>) {
  const paths = [
    '/v1/manual-cases',
    '/v1/guarded-cases',
    '/v1/message-summary',
    '/v1/population-summary',
    '/v1/sync-state',
    `/v1/invitations?roundId=${roundId}`,
    `/v1/campaigns/${campaignId}`,
    `/v1/campaigns/${campaignId}/reach`,
    `/v1/case-log/${invitationId}`,
    `/v1/case-log/${childId}`,
    '/v1/case-log-summary',
  ];
  const answers = await Promise.all(
    paths.map((path) => bench.call('GET', path, undefined, { permissions: ordinary })),
  );
  const told = await bench.rows(
    `select distinct on (type, consumer, key) payload from notification.outbox
     where kind = 'event' order by type, consumer, key, version desc`,
  );
  return [
    ...answers.map(({ raw }) => raw.toString('utf8')),
    JSON.stringify(told),
    bench.logged.join('\n'),
  ].join('\n');
}

const words = ['Kanarigata', 'KANARIVIK', '9199', 'Halvbror', 'Mor Kanari'];
const heard = (text: string, distances: readonly number[] = []): readonly (string | number)[] => [
  ...words.filter((word) => text.includes(word)),
  ...distances.filter((metres) =>
    new RegExp(`"distanceM":${metres}\\b|"9000000\\d\\d":${metres}\\b`).test(text),
  ),
];

test('a parent who lives in the other home is shown nothing of where the child lives, protected or not', async () => {
  const { written, distances } = await family();
  expect(distances).toHaveLength(3);
  expect(heard(written.replace('Halvbror', ''), distances)).toEqual([]);
  const { status, json } = await bench.view(tokenIn(written));
  expect(status).toBe(200);
  expect(json.address.value).toBeNull();
  // By name, as for somebody of whom nothing is known.
  expect(json.proposedWishes.value.map(({ name }: { name: string }) => name)).toEqual([
    'Birk barnehage',
    'Einer barnehage',
    'Furu barnehage',
  ]);
  const { siblings: _siblings, guardians: _guardians, ...shown } = json;
  expect(heard(JSON.stringify(shown), distances)).toEqual([]);
});

test.each(['the invitation', 'the placement'])(
  'protection that comes after %s: within a minute nothing shows where they live, and nothing more is sent',
  async (after) => {
    const one = await family();
    const { childId, people, distances, written } = one;
    if (after === 'the placement') await applied(one);
    // A reminder, or the receipt of the application, is queued when the register grades the home.
    bench.clock.moveTo(new Date('2027-02-15T08:00:00Z'));
    await bench.job('run-campaign-step', { campaignId: one.campaignId, daysBefore: 14 });
    const planned = () => bench.rows(`select id from notification.message where status = 'planned'`);
    expect((await planned()).length).toBeGreaterThan(0);
    // What the days between have made due is read first.
    await untilRead();
    for (const person of people) bench.world.changeProtection(person, 'strictly-confidential');

    expect(await untilRead()).toBeLessThanOrEqual(60);
    expect(await planned()).toEqual([]);
    const sentBefore = bench.mocks.altinn.emails.length;
    // What follows is due at the same instant.
    await bench.work();
    expect(bench.mocks.altinn.emails).toHaveLength(sentBefore);
    expect(bench.mocks.svarut.letters).toEqual([]);
    const shown = await everythingShown(one);
    expect(heard(shown, distances)).toEqual([]);
    // The kindergartens near by are proposed no more: those that come first by name are, as for anybody.
    const told = (await bench.told('invitation.created'))
      .filter((each) => each['childId'] === childId)
      .at(-1);
    expect(told?.['proposedWishes']).toEqual(
      ['900000015', '900000023', '900000031'].map((kindergartenId) => ({ kindergartenId, distanceM: null })),
    );
    const viewed = await bench.view(tokenIn(written));
    expect(heard(JSON.stringify(viewed.json), distances)).toEqual([]);
  },
);
