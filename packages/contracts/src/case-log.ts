import { Type } from 'typebox';
import { Instant } from './primitives.ts';

const closed = { additionalProperties: false } as const;

export const CaseLog = Type.Object(
  {
    lines: Type.Array(
      Type.Object(
        {
          type: Type.String(),
          actor: Type.String(),
          occurredAt: Instant,
          /** Ids, codes and outcomes. */
          details: Type.Record(Type.String(), Type.Unknown()),
        },
        closed,
      ),
    ),
  },
  { $id: 'CaseLog', ...closed },
);

export const CaseLogSummary = Type.Object(
  {
    steps: Type.Array(
      Type.Object(
        {
          type: Type.String(),
          by: Type.Enum(['system', 'guardian', 'kommune'], {
            description: 'Who took the step: a rule or job of ours, a family, or a person in the kommune',
          }),
          count: Type.Integer({ minimum: 0 }),
        },
        closed,
      ),
    ),
  },
  { $id: 'CaseLogSummary', ...closed },
);
