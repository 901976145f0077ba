import { Type } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { CalendarDate, Id, KindergartenId, nullable } from '../primitives.ts';

/** A vedtak on what a family pays for one child from a date on (forskrift 2005-12-16-1478). */
export const feeDecided = defineEvent(
  'fee.decided',
  Type.Object(
    {
      vedtakId: Id,
      childId: Id,
      kindergartenId: KindergartenId,
      validFrom: CalendarDate,
      validUntil: nullable(CalendarDate),
      feeNok: Type.Integer({ minimum: 0 }),
      /** What the place costs without reductions: the letter shows both. */
      unreducedNok: Type.Integer({ minimum: 0 }),
      foodNok: Type.Integer({ minimum: 0 }),
      /** Which reductions took part: stable rule ids. */
      rules: Type.Array(Type.String()),
      /** Where the income that the vedtak rests on is from; null or left out: it rests on none. Never the income itself. */
      incomeFrom: Type.Optional(nullable(Type.Enum(['tax', 'documents']))),
      /** Whether the family applied for reduced payment; only then is there a letter with appeal rights. */
      appliedFor: Type.Boolean(),
      /** The application that it answers; null for an ordinary fee, and for one decided again because facts changed. */
      applicationId: nullable(Id),
    },
    { additionalProperties: false },
  ),
  ['notification', 'integration'],
);

/**
 * A family pays less because it applied, keeps a place after July and has not applied for the next kindergarten year: without
 * an application it pays the ordinary price from August. One event for a household and round.
 */
export const feeRenewalDue = defineEvent(
  'fee-renewal.due',
  Type.Object(
    {
      householdId: Id,
      /** One of the household's children with a place, for whom the family is told. */
      childId: Id,
      /** The year to apply for. */
      kindergartenYear: Type.Integer({ minimum: 2000, maximum: 2100 }),
      /** Last day of the reduction. */
      endsOn: CalendarDate,
      /** An application that has come by then counts from August. */
      answerBy: CalendarDate,
      round: Type.Enum(['first', 'reminder']),
    },
    { additionalProperties: false },
  ),
  ['notification'],
);

/** The invoice basis of one month is issued. Amounts in øre. */
export const invoiceBasisIssued = defineEvent(
  'invoice-basis.issued',
  Type.Object(
    {
      basisId: Id,
      month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
      rows: Type.Array(
        Type.Object(
          {
            number: Type.Integer({ minimum: 1 }),
            childId: Id,
            kindergartenId: KindergartenId,
            feeOere: Type.Integer(),
            foodOere: Type.Integer(),
          },
          { additionalProperties: false },
        ),
      ),
      totalOere: Type.Integer(),
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    },
    { additionalProperties: false },
  ),
  ['integration'],
);
