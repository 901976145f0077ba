import type { Application } from '../repositories/typed-application.ts';
import type { Situation } from './situation.ts';

/** Leaves out the applications of children who have left the kommune. */
export function ofThoseWhoAreHere(children: Situation['children']): (application: Application) => boolean {
  const gone = new Set(children.flatMap(({ id, leftOn }) => (leftOn === null ? [] : [id])));
  return ({ childId }) => !gone.has(childId);
}
