import { Application } from '@opptak/contracts';
import { addDays, isoDate } from '@opptak/domain';
import { Type } from 'typebox';
import { Refused } from '../city-hall.ts';
import type { Sent } from './answer-invitations.ts';
import { at } from './calendar.ts';
import { advance, type Stage, settle } from './stage.ts';

const Anything = Type.Object({});

/** Families with a low income apply for reduced payment in June; places and invoices begin in August. */
export async function settleFees(stage: Stage, applications: readonly Sent[]): Promise<void> {
  const { calendar, cityHalls, progress } = stage;
  await advance(stage, at(isoDate(`${calendar.year}-06-01`), '10:00'));
  let applied = 0;
  for (const hall of cityHalls) {
    const families = applications.filter(
      ({ family }) => family.kommune === hall.kommune && family.temper.appliesForReducedFee,
    );
    for (const { applicationId } of families) {
      const { childId } = await hall.get(Application, {
        service: 'intake',
        path: `/v1/applications/${applicationId}`,
      });
      applied += await applyForReducedFee(() =>
        hall.post(Anything, { service: 'fee-reduction', path: '/v1/fee-applications', body: { childId } }),
      );
    }
  }
  await settle(stage);
  progress.step('reduced fees are decided', { applications: applied });
  await advance(stage, at(addDays(calendar.placesFrom, 14), '06:00'));
  for (const month of ['08', '09', '10']) {
    // Fees are checked on the 20th, and invoiced on the 1st.
    await advance(stage, at(isoDate(`${calendar.year}-${month}-20`), '06:00'));
    await advance(stage, at(addDays(isoDate(`${calendar.year}-${month}-28`), 5), '07:00'));
    progress.step('invoice basis and lists', { month: `${calendar.year}-${month}` });
  }
  await advance(stage, at(calendar.endsOn, '06:00'));
}

/** @returns 1 when it was taken in; 0 when the child has no place to pay for, or has applied already. */
async function applyForReducedFee(apply: () => Promise<unknown>): Promise<0 | 1> {
  try {
    await apply();
    return 1;
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 409)) return 0;
    throw error;
  }
}
