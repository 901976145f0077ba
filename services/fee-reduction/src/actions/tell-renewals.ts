import { feeRenewalDue } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { dateOf, type IsoDate } from '@opptak/domain';
import { type Change, recordAll, tellAll } from '@opptak/service';
import { findRenewals, insertRenewals } from '../repositories/renewals.ts';
import type { Schema } from '../schema.generated.ts';

export interface RenewalRound {
  /** The kindergarten year to apply for. */
  readonly year: number;
  readonly round: 'first' | 'reminder';
  /** An application that has come by then counts from August. */
  readonly answerBy: IsoDate;
}

/** Few enough that nobody waits long for the outbox. */
const wave = 200;

/**
 * Tells the next families whose reduction ends in July and who have not applied for the coming kindergarten year. Each
 * household hears once in a round; the reminder goes only to those who still have not applied.
 *
 * @returns whether there may be more.
 */
export async function tellNextRenewals(
  change: Change<Schema>,
  { year, round, answerBy }: RenewalRound,
): Promise<boolean> {
  const { tx, kommune, at } = change;
  const number = round === 'first' ? 1 : 2;
  const due = await findRenewals(tx, { year, after: undefined, limit: wave, notTold: number });
  await insertRenewals(
    tx,
    due.map(({ householdId }) => ({
      kommune,
      householdId,
      kindergartenYear: year,
      round: number,
      answerBy,
      toldAt: at,
    })),
  );
  await recordAll(
    change,
    due.map(({ householdId }) => ({
      caseId: householdId,
      type: 'fee-renewal-told',
      details: { year, round, answerBy },
    })),
  );
  await tellAll(
    change,
    feeRenewalDue,
    due.map(({ householdId, childIds }) => ({
      key: stableId('fee-renewal', householdId, String(year), round),
      version: 1,
      data: {
        householdId,
        childId: childIds[0] ?? householdId,
        kindergartenYear: year,
        endsOn: dateOf(year, 7, 31),
        answerBy,
        round,
      },
    })),
  );
  return due.length === wave;
}
