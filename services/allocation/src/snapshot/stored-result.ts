import { nullable } from '@opptak/contracts';
import { type Static, Type } from 'typebox';

/** Of a stored result, what decisions are made from. */
export const StoredResult = Type.Object({
  format: Type.Literal('opptak-match-result/1'),
  assignments: Type.Array(
    Type.Object({
      id: Type.String(),
      kindergarten: nullable(Type.String()),
      wish: nullable(Type.Integer()),
      via: nullable(Type.Enum(['wish', 'kept', 'right'])),
    }),
  ),
  deviations: Type.Array(Type.Unknown()),
  unplacedRights: Type.Array(
    Type.Object({
      id: Type.String(),
      reason: Type.Enum(['no-seat', 'together-required', 'joint-wishes']),
    }),
  ),
  certificate: Type.Object({
    result: Type.String(),
    refusals: Type.Array(Type.Object({ id: Type.String(), wish: Type.Integer(), decidedBy: Type.String() })),
  }),
});
export type StoredResult = Static<typeof StoredResult>;
