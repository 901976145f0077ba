import type { Criterion, Facts } from '../format.ts';

export type CriterionKey = Exclude<Criterion['key'], 'points'>;

/** Everything recorded about an applicant that a criterion may read. */
export type FactName =
  | keyof Facts
  | 'statutoryPriority'
  | 'rightToPlace'
  | 'current'
  | 'wishes'
  | 'family'
  | 'seed';

export interface LibraryCriterion {
  readonly facts: readonly FactName[];
  /** Two people who know the facts must come to the same answer (forskrift 2005-12-16-1477 § 2). */
  readonly objective: boolean;
  /** Who vouches for the facts; `bylaw`: the bylaw itself must name the register or document. */
  readonly verifiedBy:
    | 'expert-assessment'
    | 'population-register'
    | 'kommune'
    | 'map'
    | 'employer'
    | 'application'
    | 'draw'
    | 'bylaw';
  /** 0 nothing personal, 1 the application's own facts, 2 family life or home, 3 special category or confidential. */
  readonly privacyWeight: 0 | 1 | 2 | 3;
  /** `application`: the family decides it when it applies; `life`: only by living differently; `none`: not at all. */
  readonly familyControl: 'none' | 'application' | 'life';
  readonly source: string;
}

const entry = (
  facts: readonly FactName[],
  verifiedBy: LibraryCriterion['verifiedBy'],
  privacyWeight: LibraryCriterion['privacyWeight'],
  familyControl: LibraryCriterion['familyControl'],
  source = 'forskrift 2005-12-16-1477 § 2',
): LibraryCriterion => ({ facts, objective: true, verifiedBy, privacyWeight, familyControl, source });

/** Every reason the engine can order children by. What is not here can not be used, whatever a bylaw says. */
export const criteriaLibrary: Readonly<Record<CriterionKey, LibraryCriterion>> = {
  'statutory-priority': entry(['statutoryPriority'], 'expert-assessment', 3, 'none', 'barnehageloven § 18'),
  'right-to-place': entry(['rightToPlace'], 'population-register', 1, 'none', 'barnehageloven § 16'),
  'sibling-attending': entry(['siblingAt'], 'kommune', 1, 'none'),
  'sibling-applying': entry(['family', 'wishes'], 'kommune', 1, 'life'),
  catchment: entry(['catchments', 'position'], 'population-register', 2, 'life'),
  distance: entry(['position', 'distanceM'], 'map', 2, 'life'),
  'travel-time': entry(['travelMinutes'], 'map', 2, 'life'),
  'child-of-staff': entry(['parentWorksAt'], 'employer', 2, 'life'),
  transfer: entry(['current'], 'kommune', 1, 'none'),
  profile: entry(['profiles'], 'application', 3, 'application', 'barnehageloven §§ 1 a og 10'),
  age: entry(['birthDate'], 'population-register', 1, 'none'),
  'application-date': entry(['appliedOn'], 'application', 1, 'application'),
  'waiting-list': entry(['waitingAt'], 'kommune', 1, 'none', 'forskrift 2005-12-16-1477 § 3'),
  'wish-number': entry(['wishes'], 'application', 1, 'application'),
  flag: { ...entry(['flags'], 'bylaw', 2, 'none'), objective: false },
  number: { ...entry(['numbers'], 'bylaw', 2, 'none'), objective: false },
  lot: entry(['seed', 'family'], 'draw', 0, 'none'),
};

export const isCriterionKey = (key: string): key is CriterionKey => Object.hasOwn(criteriaLibrary, key);
