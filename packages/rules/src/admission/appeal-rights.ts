import { addDays, addMonths, type IsoDate } from '@opptak/domain';
import type { LegalSource } from '../legal-source.ts';
import type { Outcome, RuleResult, RuleStep } from '../rule-result.ts';
import { betalingsforskriften, forvaltningsloven, opptaksforskriften } from './admission-sources.ts';
import { nextWorkingDay } from './working-days.ts';

/** Three weeks from the day the notice reached the party. */
const APPEAL_DAYS = 21;

export type VedtakToAppeal =
  | {
      readonly kind: 'admission';
      readonly intake: 'main' | 'supplementary';
      /** How many kindergartens the family ranked. A family that only said yes to our proposal has ranked none. */
      readonly wishes: number;
      /** 1 for the first wish …; 'outside-wishes' for a place elsewhere; 'none' for no place. */
      readonly given: number | 'outside-wishes' | 'none';
      /** Statutory priority (§ 18) in the decision; decides the right at supplementary intake. */
      readonly statutoryPriority: boolean;
    }
  | { readonly kind: 'fee' };

export type AppealReason =
  | 'refused-at-main-intake'
  | 'neither-first-nor-second-wish'
  | 'no-wish-stated'
  | 'first-or-second-wish-met'
  | 'priority-refused-at-supplementary-intake'
  | 'no-appeal-at-supplementary-intake'
  | 'fee-vedtak';

export interface AppealRights {
  readonly mayAppeal: boolean;
  /** May demand written reasons (opptaksforskriften § 4); a fee vedtak carries its reasons already. */
  readonly mayDemandReasons: boolean;
  /** Who decides the appeal. Both kinds are sent to the kommune, which prepares them. */
  readonly body: 'kommunens-klagenemnd' | 'statsforvalteren' | null;
  readonly reason: AppealReason;
}

/**
 * Who may appeal what, and to whom.
 *
 * Admission: at the main intake over a refusal, or when neither the first nor the second wish was met; at
 * supplementary intake only a child with statutory priority that was not offered the place. The kommune's own
 * board (klagenemnd) decides, finally. When the family ranked no kindergarten there is no first wish to compare
 * with, and the doubt counts in its favour. Fees: always, and statsforvalteren decides.
 *
 * Legal source: forskrift om saksbehandlingsregler ved opptak §§ 4, 6, 8; forskrift om foreldrebetaling § 5.
 *
 * @throws RangeError when `given` is a wish that was never stated.
 */
export function appealRights(vedtak: VedtakToAppeal): RuleResult<AppealRights> {
  if (vedtak.kind === 'fee') {
    const value: AppealRights = {
      mayAppeal: true,
      mayDemandReasons: false,
      body: 'statsforvalteren',
      reason: 'fee-vedtak',
    };
    return { value, steps: [step('appeal.fee', betalingsforskriften('§ 5'), {}, 'fulfilled', value.reason)] };
  }
  if (typeof vedtak.given === 'number' && !(vedtak.given >= 1 && vedtak.given <= vedtak.wishes)) {
    throw new RangeError('The wish that was met is not among the wishes');
  }
  const [mayAppeal, reason] = vedtak.intake === 'main' ? atMainIntake(vedtak) : atSupplementary(vedtak);
  const { intake, wishes, given } = vedtak;
  return {
    value: {
      mayAppeal,
      mayDemandReasons: mayAppeal,
      body: mayAppeal ? 'kommunens-klagenemnd' : null,
      reason,
    },
    steps: [
      step(
        'appeal.admission',
        opptaksforskriften('§ 6'),
        { intake, wishes, given },
        mayAppeal ? 'fulfilled' : 'not-fulfilled',
        reason,
      ),
    ],
  };
}

type Admission = VedtakToAppeal & { readonly kind: 'admission' };

function atMainIntake({ given, wishes }: Admission): readonly [boolean, AppealReason] {
  if (given === 'none') return [true, 'refused-at-main-intake'];
  if (wishes === 0) return [true, 'no-wish-stated'];
  if (given === 1 || given === 2) return [false, 'first-or-second-wish-met'];
  return [true, 'neither-first-nor-second-wish'];
}

function atSupplementary({ given, statutoryPriority }: Admission): readonly [boolean, AppealReason] {
  return statutoryPriority && given !== 1
    ? [true, 'priority-refused-at-supplementary-intake']
    : [false, 'no-appeal-at-supplementary-intake'];
}

/**
 * Last day to send an appeal: three weeks from the day the notice was received. When that is a Saturday, Sunday
 * or public holiday, the next working day; where the reading could be doubted, the family gets the longer time.
 *
 * Legal source: forskrift om saksbehandlingsregler ved opptak § 9; forvaltningsloven §§ 29 and 30.
 */
export function appealDeadlineOn(receivedOn: IsoDate): IsoDate {
  return nextWorkingDay(addDays(receivedOn, APPEAL_DAYS));
}

export type AppealTiming = 'in-time' | 'late-a-person-decides' | 'too-late';

/**
 * Whether an appeal came in time. What counts is the day it was sent. A late one may still be heard when there
 * are good reasons, so it goes to a person – but not when a year has passed since the vedtak.
 *
 * Legal source: forvaltningsloven §§ 30 and 31.
 */
export function appealTiming(times: {
  readonly decidedOn: IsoDate;
  readonly receivedOn: IsoDate;
  readonly sentOn: IsoDate;
}): RuleResult<AppealTiming> {
  const deadlineOn = appealDeadlineOn(times.receivedOn);
  const value =
    times.sentOn <= deadlineOn
      ? 'in-time'
      : times.sentOn <= addMonths(times.decidedOn, 12)
        ? 'late-a-person-decides'
        : 'too-late';
  const source = forvaltningsloven(value === 'in-time' ? '§ 30' : '§ 31');
  const outcome = value === 'in-time' ? 'fulfilled' : value === 'too-late' ? 'not-fulfilled' : 'undecided';
  return { value, steps: [step('appeal.timing', source, { ...times, deadlineOn }, outcome, value)] };
}

function step(
  rule: string,
  source: LegalSource,
  facts: RuleStep['facts'],
  outcome: Outcome,
  result: string,
): RuleStep {
  return { rule, source, facts, outcome, result };
}
