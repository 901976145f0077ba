import { guardianAnswered } from '@opptak/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, homeAt, openBench, roundId } from '../test/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.kindergartens();
});
afterEach(() => bench[Symbol.asyncDispose]());

const morning = new Date('2027-01-30T08:00:00Z');

/** A family that has been invited; with delt bosted, the father lives in the child's other home. */
async function invited({ shared }: { readonly shared: boolean }) {
  const family = bench.family(1);
  if (shared) {
    bench.world.move([family.father], homeAt(20));
    bench.world.setSharedResidence(family.child, homeAt(20));
  }
  await bench.sync('initial');
  await bench.openRound();
  await bench.campaign();
  bench.clock.moveTo(morning);
  await bench.work();
  const [told] = await bench.told('invitation.created');
  const [mother, father] = [bench.childId(family.mother), bench.childId(family.father)];
  return {
    child: family.child,
    numbers: { mother: family.mother, father: family.father },
    mother,
    father,
    invitationId: String(told?.['invitationId']),
  };
}
const told = async () =>
  (await bench.told('invitation.created')).map(({ guardians, answers }) => ({
    guardians: [...(guardians as string[])].sort(),
    answers,
  }));
const toldOthers = async () => bench.told('link-holders.changed', 'allocation');
const messages = (template: string) =>
  bench.rows('select person_id, status from notification.message where template = $1', [template]);
const answered = (
  of: { invitationId: string; child: string },
  state: { status: 'waits-for-other' | 'answers-differ'; answered: string[]; waitsFor: string[] },
  version = 1,
) =>
  bench.hear(
    guardianAnswered,
    of.invitationId,
    { invitationId: of.invitationId, roundId, childId: bench.childId(of.child), ...state },
    { version },
  );

describe('parents who decide together', () => {
  test('both hold a link; when one has answered only the other is reminded, at once and on the later days', async () => {
    const family = await invited({ shared: true });
    const { mother, father } = family;
    expect(await told()).toEqual([{ guardians: [mother, father].sort(), answers: 'all-must-answer' }]);

    const waits = { status: 'waits-for-other' as const, answered: [mother], waitsFor: [father] };
    await answered(family, waits);
    await answered(family, waits);
    await bench.work();
    expect(await messages('other-parent-answered')).toEqual([{ person_id: father, status: 'sent' }]);

    bench.clock.moveTo(new Date('2027-02-15T08:00:00Z'));
    await bench.work();
    expect(await messages('reminder')).toEqual([{ person_id: father, status: 'sent' }]);
  });

  test('who have answered differently are both told, once; old news changes nothing', async () => {
    const family = await invited({ shared: true });
    const { mother, father } = family;
    await answered(family, { status: 'answers-differ', answered: [mother, father], waitsFor: [] }, 2);
    await answered(family, { status: 'waits-for-other', answered: [mother], waitsFor: [father] }, 1);
    await answered(family, { status: 'answers-differ', answered: [mother, father], waitsFor: [] }, 3);
    await bench.work();
    expect((await messages('answers-differ')).map((row) => row['person_id']).sort()).toEqual(
      [mother, father].sort(),
    );
    expect(await messages('other-parent-answered')).toEqual([]);
  });
});

describe('intake is told whose links are dead', () => {
  test('in the transaction that blocks somebody, and again when the block is lifted', async () => {
    const { mother, father, child } = await invited({ shared: false });
    const block = await bench.call(
      'POST',
      '/v1/access-blocks',
      { personId: bench.childId(child), againstPersonId: father },
      { employee: 'c-1' },
    );
    // Before any job has run.
    expect((await told()).at(-1)).toEqual({ guardians: [mother], answers: 'one-decides' });
    // Those who have sent links of their own hear it too, and only now.
    expect(await toldOthers()).toEqual([{ childId: bench.childId(child), guardians: [mother] }]);

    await bench.work();
    expect(await told()).toHaveLength(2);
    await bench.call('POST', `/v1/access-blocks/${block.json.blockId}/lift`, {}, { employee: 'c-1' });
    expect((await told()).at(-1)?.guardians).toEqual([mother, father].sort());
    expect((await toldOthers()).at(-1)?.guardians).toEqual([mother, father].sort());
  });

  test('when a parent has lost parental responsibility, by the same page of the register', async () => {
    const family = await invited({ shared: false });
    const { mother, child } = family;
    bench.world.setGuardians(child, { type: 'mother', holder: family.numbers.mother });
    await bench.job('sync-population', { mode: 'feed' });
    expect((await told()).at(-1)?.guardians).toEqual([mother]);
    expect((await toldOthers()).at(-1)?.guardians).toEqual([mother]);
  });

  test('and not again when nothing about them has changed', async () => {
    await invited({ shared: false });
    await bench.sync('initial');
    expect(await told()).toHaveLength(1);
  });
});
