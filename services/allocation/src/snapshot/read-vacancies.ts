import type { Tx } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import type { MatchInput } from '@opptak/matching';
import { findPending, findTurnedDown, type Pending } from '../repositories/outcomes.ts';
import type { Placement } from '../repositories/placements.ts';
import { type Application, findSubmitted, type Round } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { buildInput, type Situation, yearStart } from './build-input.ts';
import { ofThoseWhoAreHere, surroundings } from './read-situation.ts';

/**
 * Freezes what a refill is about: the seats that nobody holds or has been offered, and every child that would rather
 * be in one of them. Who has a place, or an open offer, keeps it whatever comes of it: they take part with the wishes
 * that they like better, and the seat they may leave is filled next time, when they have said yes.
 *
 * @returns null when there is no free seat that anybody waits for.
 */
export async function readVacancies(
  tx: Tx<Schema>,
  round: Round,
  today: IsoDate,
): Promise<{ readonly input: MatchInput; readonly bylaws: Situation['bylaws'] } | null> {
  const start = yearStart(round);
  const around = await surroundings(tx, today > start ? today : start);
  const pending = await findPending(tx);
  const applications = stillWaiting(
    (await findSubmitted(tx, round.id)).filter(ofThoseWhoAreHere(around.children)),
    { pending, placements: around.placements, turnedDown: await findTurnedDown(tx, round.id) },
  );
  const placements = [...around.placements, ...offeredSeats(pending)];
  const input = buildInput({ ...around, round, applications, placements, applicantsSeats: 'stay-theirs' });
  return somebodyWaitsForASeat(input) ? { input, bylaws: around.bylaws } : null;
}

/** Whether a run could give anything: a free seat in the age band of a child that may be given it. */
function somebodyWaitsForASeat({ kindergartens, applicants }: MatchInput): boolean {
  const free = new Set(
    kindergartens.flatMap(({ id, capacity, convert }) => {
      if (typeof capacity !== 'object' || !('small' in capacity)) return [];
      const { small = 0, large = 0 } = capacity;
      const units = convert?.units ?? 0;
      return [
        ...(seats(small) > 0 || units > 1 ? [`${id}|small`] : []),
        ...(seats(large) > 0 || units > 0 ? [`${id}|large`] : []),
      ];
    }),
  );
  const somewhere = new Set([...free].map((group) => group.split('|')[1]));
  return applicants.some(
    ({ band, wishes, rightToPlace }) =>
      wishes.some((wish) => free.has(`${wish}|${band}`)) || (rightToPlace && somewhere.has(band)),
  );
}

const seats = (capacity: unknown): number => (typeof capacity === 'number' ? capacity : 0);

/**
 * Applications with the wishes that are better than what the child has, or has said no to: all of them for a child
 * without a place. Who has turned down a place has had what the right is about (§ 16).
 */
function stillWaiting(
  applications: readonly Application[],
  {
    pending,
    placements,
    turnedDown,
  }: {
    readonly pending: readonly Pending[];
    readonly placements: readonly Placement[];
    readonly turnedDown: Awaited<ReturnType<typeof findTurnedDown>>;
  },
): readonly Application[] {
  const busy = new Set(pending.map(({ childId }) => childId));
  const has = new Map(placements.map(({ childId, kindergartenId }) => [childId, kindergartenId]));
  const refused = Map.groupBy(turnedDown, ({ applicationId }) => applicationId);
  return applications
    .filter(({ childId }) => !busy.has(childId))
    .map((application): Application => {
      const place = has.get(application.childId);
      const no = (refused.get(application.id) ?? []).map(({ kindergartenId }) => kindergartenId);
      const enough = application.wishes.findIndex((wish) => wish === place || no.includes(wish));
      return {
        ...application,
        wishes: enough < 0 ? application.wishes : application.wishes.slice(0, enough),
        rightToPlace: application.rightToPlace && no.length === 0,
      };
    })
    .filter(({ wishes }) => wishes.length > 0);
}

/** An open offer holds its seat like a place; an exchange keeps the numbers as they are. */
function offeredSeats(pending: readonly Pending[]): Situation['placements'] {
  return pending
    .filter(({ status, swapId }) => status === 'open' && swapId === null)
    .map(
      (offer): Placement => ({
        kommune: offer.kommune,
        id: offer.id,
        childId: offer.childId,
        kindergartenId: offer.kindergartenId,
        fromOn: offer.startOn,
        untilOn: null,
        daysPerWeek: offer.daysPerWeek,
        status: 'agreed',
        offerId: offer.id,
        version: 1,
      }),
    );
}
