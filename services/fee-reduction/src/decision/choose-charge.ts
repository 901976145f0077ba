import type { Kroner } from '@opptak/domain';
import { type CalendarMonth, monthOfDate } from '@opptak/rules';
import type { DecisionInputs, StandingCharge } from './decision-inputs.ts';
import type { MonthOfChild } from './month-fees.ts';
import { placeKey } from './place-of-month.ts';

/** What is right to charge for one child in one month. */
export interface DecidedCharge {
  readonly month: CalendarMonth;
  readonly kindergarten: string;
  readonly placementId: string;
  readonly payerId: string;
  readonly place: string;
  readonly feeNok: Kroner;
  readonly unreducedNok: Kroner;
  readonly foodNok: Kroner;
}

/** What is charged beside what was charged: lower at once, higher with notice, another place as it is. */
export function chooseCharge(
  { higherFrom, payerId, decidedOn }: DecisionInputs,
  { month, held, fee }: MonthOfChild,
  standing: StandingCharge | undefined,
): DecidedCharge {
  const place = placeKey(held);
  const kept = standing?.place === place && month < higherFrom ? standing : undefined;
  const lower = (now: Kroner, before: Kroner | undefined): Kroner =>
    before !== undefined && before < now ? before : now;
  // Rows that are issued stay with whoever got them; somebody else pays from this month on.
  const payer = standing && month < monthOfDate(decidedOn) ? standing.payerId : payerId;
  return {
    month,
    kindergarten: held.place.kindergarten,
    placementId: held.place.placementId,
    payerId: payer,
    place,
    feeNok: lower(fee.feeNok, kept?.feeNok),
    unreducedNok: fee.unreducedNok,
    foodNok: lower(fee.foodNok, kept?.foodNok),
  };
}

/** Whether a charge is new or another than before. */
export function isOther(charge: DecidedCharge, standing: StandingCharge | undefined): boolean {
  return (
    !standing ||
    standing.place !== charge.place ||
    standing.feeNok !== charge.feeNok ||
    standing.foodNok !== charge.foodNok ||
    standing.payerId !== charge.payerId
  );
}

/** Whether the same place costs more than it did. */
export const isHigher = (charge: DecidedCharge, standing: StandingCharge | undefined): boolean =>
  standing?.place === charge.place && charge.feeNok + charge.foodNok > standing.feeNok + standing.foodNok;
