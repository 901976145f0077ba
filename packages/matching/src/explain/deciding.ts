import type { BylawsDocument, WordsIn } from '../bylaws/bylaws-document.ts';
import { setFor } from '../bylaws/compile-bylaws.ts';
import { criteriaAt, isCoded } from '../criteria/code.ts';
import { distanceTo } from '../criteria/distance.ts';
import type { Applicant, Criterion, GradedCriterion, Kindergarten, MatchInput, Refusal } from '../format.ts';
import { type Deciding, smallestGroup } from './explanation.ts';
import { firstDifference, orderAt, type Scene, type Standing } from './scene.ts';

export interface DecidingOptions {
  /** The bylaws the round was compiled from; with them a reason is shown in the bylaw's own words. */
  readonly bylaws?: BylawsDocument | undefined;
  /** Applicants with a protected address: their homes are never spoken of. */
  readonly protectedApplicants?: ReadonlySet<string> | undefined;
  /** A kommune may ask for more than `smallestGroup` children before anything is told of them, never for fewer. */
  readonly fewest?: number | undefined;
}

/** How many children it takes before anything is told of them. */
export const fewestOf = ({ fewest = smallestGroup }: DecidingOptions): number =>
  Math.max(fewest, smallestGroup);

const homeKeys: readonly Criterion['key'][] = ['distance', 'travel-time', 'catchment'];

/**
 * What decided that a child stood behind the last one admitted – named only when at least `smallestGroup` (or `fewest`) admitted
 * children went ahead on exactly that, so that the reason can not be tied to one family.
 *
 * Told of any number of children, because it tells nothing about them that the place itself does not: that they
 * had the place already, that places are kept for residents, and that the order was given beforehand.
 */
export function decidingOf(
  scene: Scene,
  applicant: Applicant,
  kindergarten: Kindergarten,
  refusal: Refusal,
  options: DecidingOptions,
): Deciding | null {
  const { decidedBy } = refusal;
  switch (decidedBy) {
    case 'not-eligible':
    case 'no-seat':
    case 'together':
      return null;
    case 'own-place':
      return { kind: 'current' };
    case 'reserve':
      return { kind: 'reserve' };
    case 'order':
      return { kind: 'given' };
  }
  const criteria = criteriaAt(scene.input, kindergarten);
  const criterion = decidedBy.startsWith('criteria/') ? criteria[Number(decidedBy.slice(9))] : undefined;
  const speaksOfHome =
    decidedBy === 'resident' || (criterion !== undefined && keysOf(criterion).some(isHome));
  if (speaksOfHome && options.protectedApplicants?.has(applicant.id)) return { kind: 'withheld' };
  if (criterion && homeUnknown(criterion, applicant, kindergarten)) return { kind: 'home-unknown' };

  const components = componentsOf(decidedBy, criteria, criterion);
  if (aheadOn(orderAt(scene, applicant, kindergarten.id), applicant, components) < fewestOf(options)) {
    return { kind: 'few' };
  }
  if (decidedBy === 'statutory-priority' || decidedBy === 'right-to-place') return { kind: 'statutory' };
  if (decidedBy === 'resident') return { kind: 'resident' };
  if (!criterion) return { kind: 'lot' };
  if (criterion.key === 'points') {
    return { kind: 'points', keys: keysOf(criterion), paragraph: criterion.paragraph };
  }
  return {
    kind: 'criterion',
    key: criterion.key,
    paragraph: criterion.paragraph,
    variant: variantOf(criterion),
    words: wordsOf(scene.input, kindergarten, criterion, options.bylaws),
  };
}

/** How many admitted children stand ahead of a child on exactly this, being equal on all before it. */
function aheadOn(order: readonly Standing[], applicant: Applicant, components: readonly number[]): number {
  const own = order.find((standing) => standing.applicant.id === applicant.id);
  if (!own) return 0;
  return order
    .slice(0, order.indexOf(own))
    .filter(({ admitted, tuple }) => admitted && components.includes(firstDifference(tuple, own.tuple)))
    .length;
}

/**
 * Where in the tuple a reason stands: docs/allocation-format.md § 4, counted from 0. § 18 and § 16 are one reason here:
 * told apart, a family without the right could read a child's § 18 out of the difference.
 */
function componentsOf(
  decidedBy: Refusal['decidedBy'],
  criteria: readonly Criterion[],
  criterion: Criterion | undefined,
): readonly number[] {
  const coded = criteria.filter(isCoded);
  if (criterion && isCoded(criterion)) return [4 + coded.indexOf(criterion)];
  if (decidedBy === 'statutory-priority' || decidedBy === 'right-to-place') return [1, 2];
  return decidedBy === 'resident' ? [3] : [4 + coded.length];
}

const isHome = (key: Criterion['key']): boolean => homeKeys.includes(key);

function keysOf(criterion: Criterion): readonly GradedCriterion['key'][] {
  if (criterion.key === 'points') return [...new Set(criterion.items.map((item) => item.criterion.key))];
  return isCoded(criterion) ? [criterion.key] : [];
}

function homeUnknown(criterion: Criterion, applicant: Applicant, kindergarten: Kindergarten): boolean {
  const { key } = criterion;
  if (key === 'distance') return distanceTo(applicant, kindergarten) === undefined;
  if (key === 'travel-time') return applicant.facts?.travelMinutes?.[kindergarten.id] === undefined;
  if (key === 'catchment') return applicant.facts?.catchments === undefined;
  return false;
}

function variantOf(criterion: Criterion): string | null {
  if (criterion.key === 'age') return criterion.first;
  if (criterion.key === 'number') return criterion.first;
  return criterion.key === 'profile' ? criterion.profile : null;
}

/** The bylaw's words for a criterion: same key, same paragraph, in the version the round was run by. */
function wordsOf(
  input: MatchInput,
  kindergarten: Kindergarten,
  criterion: Criterion,
  bylaws: BylawsDocument | undefined,
): WordsIn | null {
  const named = kindergarten.bylaw;
  const set = bylaws && (bylaws.sets.find(({ id }) => id === named) ?? setFor(bylaws, kindergarten));
  const version = set?.versions.find(
    ({ id }) => named !== undefined && id === input.bylaws?.[named]?.version,
  );
  const found = version?.tiers
    .flatMap(({ criteria }) => criteria)
    .find(({ key, paragraph }) => key === criterion.key && paragraph === criterion.paragraph);
  return found?.text ?? null;
}
