import { Distances, KindergartenId, parse } from '@opptak/contracts';
import type { Selectable } from 'kysely';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ApplicationTable } from '../schema.generated.ts';

/** An application with what it lists in it checked. */
export type Application = Omit<Selectable<ApplicationTable>, 'wishes' | 'distances'> & {
  readonly wishes: readonly string[];
  readonly distances: Readonly<Record<string, number>>;
};
/** An application as it is stored. The distances are text: nobody needs to read them but the thread that freezes a round. */
export type ApplicationRow = Omit<Selectable<ApplicationTable>, 'distances'> & { readonly distances: string };

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
