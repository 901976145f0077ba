import { AppError, type IsoDate } from '@opptak/domain';
import type { Bylaw, Criterion, GradedCriterion } from '../format.ts';
import type { BylawCriterion, BylawSet, BylawsDocument, BylawVersion } from './bylaws-document.ts';
import { lintBylaws } from './lint/lint-bylaws.ts';
import { versionOn } from './lint/lint-validity.ts';

/**
 * The rules a round is run by: for each set the version in force on `on`, as the engine reads it, by set id.
 *
 * @param on the round's application deadline
 * @throws AppError unprocessable `bylaws-refused` when the linter finds an error: the round is never run by rules that
 *   the law or common sense stops.
 */
export function compileBylaws(document: BylawsDocument, on: IsoDate): Readonly<Record<string, Bylaw>> {
  const errors = lintBylaws({ ...document, roundOn: on }).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new AppError('unprocessable', 'bylaws-refused', 'The bylaws have errors', {
      faults: errors.map(({ at, code }) => ({ at, message: code })),
    });
  }
  return Object.fromEntries(
    document.sets.flatMap((set) => {
      const version = versionOn(set, on);
      return version ? [[set.id, compileVersion(set, version)]] : [];
    }),
  );
}

/** The set that orders children at a kindergarten: its own when it has one, else its kommune's. */
export function setFor(
  document: BylawsDocument,
  kindergarten: { readonly id: string; readonly kommune?: string },
): BylawSet | undefined {
  return (
    document.sets.find((set) => set.kindergarten === kindergarten.id) ??
    document.sets.find((set) => set.kindergarten === undefined && set.kommune === kindergarten.kommune)
  );
}

function compileVersion(set: BylawSet, version: BylawVersion): Bylaw {
  const criteria = version.tiers.map(({ criteria: inTier }): Criterion => {
    const [only] = inTier;
    if (only && inTier.length === 1 && only.points === undefined) return compileCriterion(only);
    return {
      key: 'points',
      paragraph: [...new Set(inTier.map(({ paragraph }) => paragraph))].join('; '),
      items: inTier.map((item) => ({ criterion: compileGraded(item), points: item.points ?? [] })),
    };
  });
  return { version: version.id, title: set.name, kommune: set.kommune, criteria };
}

function compileCriterion(criterion: BylawCriterion): Criterion {
  const { key, paragraph } = criterion;
  if (key === 'statutory-priority' || key === 'right-to-place' || key === 'lot') return { key, paragraph };
  return compileGraded(criterion);
}

function compileGraded(criterion: BylawCriterion): GradedCriterion {
  const { key, paragraph } = criterion;
  switch (key) {
    case 'sibling-attending':
    case 'sibling-applying':
    case 'child-of-staff':
    case 'application-date':
    case 'waiting-list':
      return { key, paragraph };
    case 'catchment':
      return { key, paragraph, ...(criterion.areas ? { areas: criterion.areas } : {}) };
    case 'distance':
      return { key, paragraph, limitsM: criterion.bands ?? [] };
    case 'travel-time':
      return { key, paragraph, limitsMinutes: criterion.bands ?? [] };
    case 'transfer':
      return { key, paragraph, prefer: criterion.first === 'new' ? 'new' : 'transfer' };
    case 'profile':
      return { key, paragraph, profile: criterion.profile ?? '' };
    case 'age': {
      const unit = (['day', 'month', 'year'] as const).find((name) => name === criterion.unit) ?? 'day';
      return { key, paragraph, first: criterion.first === 'youngest' ? 'youngest' : 'oldest', unit };
    }
    case 'wish-number':
      return { key, paragraph, openly: criterion.openly === true };
    case 'flag':
      return { key, paragraph, name: criterion.fact ?? '' };
    case 'number': {
      const { min, max } = criterion.range ?? { min: 0, max: 0 };
      return {
        key,
        paragraph,
        name: criterion.fact ?? '',
        first: criterion.first === 'high' ? 'high' : 'low',
        min,
        max,
      };
    }
    default:
      // Only reachable without the linter, which knows exactly the keys above.
      throw new RangeError('The criterion is not in the library');
  }
}
