import { Distances, KindergartenId, parse } from '@opptak/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Application, ApplicationRow } from '../repositories/projections.ts';

export const Wishes = Type.Array(KindergartenId);
/** Compiled once: a round has thousands of applications, each with a distance to every kindergarten. */
const listed = Compile(Type.Object({ wishes: Wishes, distances: Distances }));

/** An application as it was stored, with what it lists in it checked. */
export function typedApplication(row: ApplicationRow): Application {
  const { wishes } = row;
  const distances: unknown = JSON.parse(row.distances);
  const lists: unknown = { wishes, distances };
  if (listed.Check(lists)) return { ...row, ...lists };
  return {
    ...row,
    wishes: parse(Wishes, wishes, 'application.wishes'),
    distances: parse(Distances, distances, 'application.distances'),
  };
}
