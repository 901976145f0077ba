import { type Static, Type } from 'typebox';
import { BylawsDocument } from './bylaws.ts';
import { Id, KindergartenId, nullable } from './primitives.ts';

const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
const AgeBand = Type.Enum(['small', 'large']);

export const WhatIfChange = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('places'),
        kindergartenId: KindergartenId,
        band: AgeBand,
        change: Type.Integer({ minimum: -500, maximum: 500, description: 'So many places more, or fewer' }),
      },
      closed,
    ),
    Type.Object({ kind: Type.Literal('closure'), kindergartenId: KindergartenId }, closed),
    Type.Object({ kind: Type.Literal('band-order'), first: AgeBand }, closed),
    Type.Object({ kind: Type.Literal('bylaws'), bylaws: BylawsDocument }, closed),
  ],
  { $id: 'WhatIfChange', description: 'One thing that would be otherwise' },
);
export type WhatIfChange = Static<typeof WhatIfChange>;

export const AskWhatIf = Type.Object(
  { changes: Type.Array(WhatIfChange, { minItems: 1, maxItems: 20 }) },
  { $id: 'AskWhatIf', ...closed, description: 'Tried together, in their order' },
);
export type AskWhatIf = Static<typeof AskWhatIf>;

const simulation = Type.Literal(true, {
  description: 'Nothing has been decided, stored or told to anybody. Only a published run decides',
});

const WhatIfTotals = Type.Object(
  {
    applicants: Count,
    placed: Count,
    firstWish: Count,
    unplacedRights: Count,
    deviations: Count,
  },
  closed,
);

export const WhatIf = Type.Object(
  {
    simulation,
    runId: Id,
    inputSha256: nullable(Type.String({ description: 'The frozen round that it was tried on' })),
    before: WhatIfTotals,
    after: WhatIfTotals,
    better: Type.Integer({ minimum: 0, description: 'Children who would get a place that they wish more' }),
    worse: Count,
    otherwise: Type.Integer({ minimum: 0, description: 'Another place, neither of them wished' }),
    placesToMove: Type.Integer({
      minimum: 0,
      description:
        'Children with a place at a kindergarten that would close who took no part in the run: each needs another',
    }),
    kindergartens: Type.Array(
      Type.Object(
        { kindergartenId: KindergartenId, before: Count, after: Count, come: Count, leave: Count },
        closed,
      ),
    ),
    moves: Type.Array(
      Type.Object(
        {
          applicationId: Id,
          from: nullable(KindergartenId),
          to: nullable(KindergartenId),
          better: Type.Integer({
            minimum: -1,
            maximum: 1,
            description: '1 better, −1 worse by its own wishes',
          }),
        },
        closed,
      ),
    ),
  },
  { $id: 'WhatIf', ...closed },
);
export type WhatIf = Static<typeof WhatIf>;

const Shown = nullable(
  Type.Integer({
    minimum: 0,
    description: 'Null: between one and four, or from which such a number follows',
  }),
);

export const WhatIfSummary = Type.Object(
  {
    simulation,
    runId: Id,
    better: Shown,
    worse: Shown,
    otherwise: Shown,
    placesToMove: Shown,
    kindergartens: Type.Array(
      Type.Object({ kindergartenId: KindergartenId, come: Shown, leave: Shown }, closed),
    ),
  },
  {
    $id: 'WhatIfSummary',
    ...closed,
    description: 'For publishing: no child, and no group of fewer than five',
  },
);
export type WhatIfSummary = Static<typeof WhatIfSummary>;
