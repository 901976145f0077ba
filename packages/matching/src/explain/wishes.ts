import type { Applicant, Refusal } from '../format.ts';
import { type DecidingOptions, decidingOf, fewestOf } from './deciding.ts';
import type { Outcome, WishExplanation } from './explanation.ts';
import { groupAt, orderAt, type Scene } from './scene.ts';

/** What a child got, and by what right. */
export function outcomeOf(scene: Scene, applicant: Applicant): Outcome {
  const { kindergarten, wish, via } = scene.assignment.get(applicant.id) ?? {
    kindergarten: null,
    wish: null,
    via: null,
  };
  if (via !== null) return { kind: via, kindergarten, wish };
  const unplaced = scene.result.unplacedRights.find(({ id }) => id === applicant.id);
  return { kind: unplaced ? kindOf[unplaced.reason] : 'none', kindergarten: null, wish: null };
}

const kindOf = {
  'no-seat': 'none-right',
  'together-required': 'none-together',
  'joint-wishes': 'none-joint',
} as const;

/** What happened at each wish. Everything comes from the certificate and the order it certifies. */
export function wishesOf(
  scene: Scene,
  applicant: Applicant,
  options: DecidingOptions,
): readonly WishExplanation[] {
  const placed = scene.assignment.get(applicant.id)?.kindergarten ?? null;
  const refusals = new Map(scene.refusals.get(applicant.id)?.map((refusal) => [refusal.wish, refusal]));
  return applicant.wishes.map((kindergarten, index) => {
    const wish = index + 1;
    const refusal = refusals.get(wish);
    if (refusal) return refusedWish(scene, applicant, kindergarten, refusal, options);
    const order = kindergarten === placed ? placeInOrder(scene, applicant, kindergarten, options) : null;
    const verdict = kindergarten === placed ? 'placed' : 'better';
    return { wish, kindergarten, verdict, order, cutoff: null, waiting: null, deciding: null };
  });
}

function refusedWish(
  scene: Scene,
  applicant: Applicant,
  id: string,
  refusal: Refusal,
  options: DecidingOptions,
): WishExplanation {
  const { wish, rank, lastRank, decidedBy } = refusal;
  const group = groupAt(scene, applicant, id);
  const kindergarten = scene.input.kindergartens.find((other) => other.id === id);
  if (!group || !kindergarten || rank === null) {
    return {
      wish,
      kindergarten: id,
      verdict: 'not-eligible',
      order: null,
      cutoff: null,
      waiting: null,
      deciding: null,
    };
  }
  const many = group.ranked >= fewestOf(options);
  const cutoff = lastRank === null ? null : group.filled >= fewestOf(options) ? lastRank : 'few';
  return {
    wish,
    kindergarten: id,
    verdict: verdictOf(scene, applicant, id, decidedBy),
    order: many ? { rank, of: group.ranked } : 'few',
    cutoff: many ? cutoff : null,
    waiting: many ? waitingNumber(scene, applicant, id, rank) : null,
    deciding: decidingOf(scene, applicant, kindergarten, refusal, options),
  };
}

function verdictOf(
  scene: Scene,
  { id, family }: Applicant,
  kindergarten: string,
  decidedBy: Refusal['decidedBy'],
): WishExplanation['verdict'] {
  const claimed = scene.result.deviations.some(
    (claim) =>
      claim.family === family &&
      claim.wanted.some((wanted) => wanted.id === id && wanted.kindergarten === kindergarten),
  );
  if (claimed) return 'deviation';
  if (decidedBy === 'together') return 'together';
  return decidedBy === 'no-seat' ? 'no-seats' : 'full';
}

function placeInOrder(
  scene: Scene,
  applicant: Applicant,
  kindergarten: string,
  options: DecidingOptions,
): WishExplanation['order'] {
  const group = groupAt(scene, applicant, kindergarten);
  if (!group) return null;
  if (group.ranked < fewestOf(options)) return 'few';
  const order = orderAt(scene, applicant, kindergarten);
  const rank = order.findIndex((standing) => standing.applicant.id === applicant.id) + 1;
  return { rank, of: group.ranked };
}

/** Number in the row of those who were refused here and would still rather have this place. */
function waitingNumber(scene: Scene, applicant: Applicant, kindergarten: string, rank: number): number {
  const group = groupAt(scene, applicant, kindergarten);
  const ahead = (scene.interested.get(kindergarten) ?? []).filter((other) => {
    if (other.id === applicant.id || groupAt(scene, other, kindergarten) !== group) return false;
    const number = other.wishes.indexOf(kindergarten) + 1;
    const refusal = scene.refusals.get(other.id)?.find(({ wish }) => wish === number);
    return typeof refusal?.rank === 'number' && refusal.rank < rank;
  });
  return ahead.length + 1;
}
