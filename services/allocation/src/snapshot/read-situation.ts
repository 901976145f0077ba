import { createHash } from 'node:crypto';
import type { Tx } from '@opptak/db';
import { AppError, type IsoDate } from '@opptak/domain';
import { findHeldFrom } from '../repositories/placements.ts';
import {
  type Application,
  findChildren,
  findKindergartens,
  findSubmitted,
  getBylaws,
  getRound,
  type Round,
} from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { yearStart } from '../seats/bands.ts';
import type { Situation } from './build-input.ts';

/**
 * Reads the situation that the main run of a round is about.
 *
 * @throws AppError conflict `round-open` before intake has closed it.
 * @throws AppError conflict `applications-incomplete` when not every application that intake vouches for has arrived.
 */
export async function readMainSituation(tx: Tx<Schema>, roundId: string): Promise<Situation> {
  const round = await getRound(tx, roundId);
  if (round.status !== 'closed') throw new AppError('conflict', 'round-open', 'The round has not closed');
  const inTime = (await findSubmitted(tx, roundId)).filter((application) => !application.late);
  refuseIncomplete(round, inTime);
  const around = await surroundings(tx, yearStart(round.kindergartenYear));
  const applications = inTime.filter(ofThoseWhoAreHere(around.children));
  return { ...around, round, applications, promised: [], applicantsSeats: 'take-part' };
}

/** Leaves out the applications of children who have left the kommune. */
export function ofThoseWhoAreHere(children: Situation['children']): (application: Application) => boolean {
  const gone = new Set(children.flatMap(({ id, leftOn }) => (leftOn === null ? [] : [id])));
  return ({ childId }) => !gone.has(childId);
}

/** What holds apart from the applications, with the places that are held on a day or later. */
export async function surroundings(
  tx: Tx<Schema>,
  on: IsoDate,
): Promise<Omit<Situation, 'applications' | 'applicantsSeats' | 'promised' | 'round'>> {
  return {
    bylaws: await getBylaws(tx),
    kindergartens: await findKindergartens(tx),
    children: await findChildren(tx),
    placements: await findHeldFrom(tx, on),
  };
}

function refuseIncomplete(round: Round, applications: readonly Application[]): void {
  const checksum = createHash('sha256')
    .update(applications.map(({ id, version }) => `${id}:${version}\n`).join(''))
    .digest('hex');
  if (applications.length === round.expectedApplications && checksum === round.expectedChecksum) return;
  throw new AppError(
    'conflict',
    'applications-incomplete',
    'Not every application of the round has arrived; nothing is allocated before that',
  );
}
