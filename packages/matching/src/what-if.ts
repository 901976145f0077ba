import { allocate } from './allocate.ts';
import { unitsOf } from './engine/conversion.ts';
import type { RankMemory } from './engine/rank-memory.ts';
import type { Band, Criterion, Kindergarten, MatchInput, MatchResult, Seats } from './format.ts';

/** One thing to try out. Several are tried together, in their order. */
export type WhatIfChange =
  /** Other admission criteria, at one kindergarten or (without `kindergarten`) at all that have no given order. */
  | { readonly kind: 'criteria'; readonly criteria: readonly Criterion[]; readonly kindergarten?: string }
  /** More whole places, or fewer; never fewer than none. */
  | { readonly kind: 'places'; readonly kindergarten: string; readonly band?: Band; readonly change: number }
  /** The kindergarten closes: its children seek places like everybody else, and nobody can be placed there. */
  | { readonly kind: 'closure'; readonly kindergarten: string }
  | { readonly kind: 'band-order'; readonly bandOrder: readonly [Band, Band] };

/** Whose result differs between two runs. */
export interface Difference {
  readonly id: string;
  readonly before: string | null;
  readonly after: string | null;
  /** −1: worse by the child's own list, 1: better, 0: neither list place is known to be better. */
  readonly better: -1 | 0 | 1;
}

/** The document as it would be. The seed stays, so that luck is not what differs. */
export function changed(input: MatchInput, changes: readonly WhatIfChange[]): MatchInput {
  return changes.reduce(apply, input);
}

/**
 * Runs the allocation again with changes and says for whom it would differ. Not an estimate: the whole run is repeated.
 *
 * @param memory of other runs of this document, as in `allocate`
 * @throws AppError `bad-match-input` when the changed document can not be allocated
 */
export function whatIf(
  input: MatchInput,
  before: MatchResult,
  changes: readonly WhatIfChange[],
  memory?: RankMemory,
): { readonly result: MatchResult; readonly differences: readonly Difference[] } {
  const result = allocate(changed(input, changes), memory);
  const old = new Map(before.assignments.map((assignment) => [assignment.id, assignment]));
  const differences = result.assignments.flatMap(({ id, kindergarten, ...after }): Difference[] => {
    const was = old.get(id);
    if (!was || was.kindergarten === kindergarten) return [];
    return [
      { id, before: was.kindergarten, after: kindergarten, better: compare(was, { kindergarten, ...after }) },
    ];
  });
  return { result, differences };
}

type Place = Omit<MatchResult['assignments'][number], 'id'>;

function compare(before: Place, after: Place): Difference['better'] {
  const value = ({ kindergarten, wish }: Place) =>
    kindergarten === null ? Number.POSITIVE_INFINITY : (wish ?? Number.MAX_SAFE_INTEGER);
  const [was, is] = [value(before), value(after)];
  return is < was ? 1 : is > was ? -1 : 0;
}

function apply(input: MatchInput, change: WhatIfChange): MatchInput {
  switch (change.kind) {
    case 'band-order':
      return { ...input, bandOrder: change.bandOrder };
    case 'criteria':
      return withKindergartens(input, change.kindergarten, (kindergarten) =>
        kindergarten.order ? kindergarten : { ...kindergarten, criteria: change.criteria },
      );
    case 'places':
      return withKindergartens(input, change.kindergarten, (kindergarten) =>
        withPlaces(kindergarten, change),
      );
    case 'closure':
      return closed(input, change.kindergarten);
  }
}

function withKindergartens(
  input: MatchInput,
  id: string | undefined,
  edit: (kindergarten: Kindergarten) => Kindergarten,
): MatchInput {
  const kindergartens = input.kindergartens.map((kindergarten) =>
    id === undefined || kindergarten.id === id ? edit(kindergarten) : kindergarten,
  );
  return { ...input, kindergartens };
}

/** Room that the age bands share is written down apart from the places of each: it grows and shrinks with them. */
function withPlaces(
  kindergarten: Kindergarten,
  { band, change }: Extract<WhatIfChange, { kind: 'places' }>,
): Kindergarten {
  const { convert } = kindergarten;
  const capacity = morePlaces(kindergarten.capacity, band, change);
  if (convert?.units === undefined || band === undefined) return { ...kindergarten, capacity };
  const units = Math.max(0, convert.units + unitsOf[band] * change);
  return { ...kindergarten, capacity, convert: { ...convert, units } };
}

function morePlaces(
  capacity: Kindergarten['capacity'],
  band: Band | undefined,
  change: number,
): Kindergarten['capacity'] {
  if (typeof capacity === 'number' || isList(capacity)) return moreSeats(capacity, change);
  return band === undefined ? capacity : { ...capacity, [band]: moreSeats(capacity[band] ?? 0, change) };
}

const isList = (capacity: Kindergarten['capacity']): capacity is Extract<Seats, readonly unknown[]> =>
  Array.isArray(capacity);

/** Whole places are added as a kind of their own; they are taken away from the first kinds that have some. */
function moreSeats(seats: Seats, change: number): Seats {
  if (typeof seats === 'number') return Math.max(0, seats + change);
  if (change >= 0) return [...seats, { places: change }];
  let left = -change;
  return seats.map((kind) => {
    const taken = Math.min(left, kind.places);
    left -= taken;
    return { ...kind, places: kind.places - taken };
  });
}

function closed(input: MatchInput, id: string): MatchInput {
  const without = (list: readonly string[]) => list.filter((one) => one !== id);
  const region = input.region?.agreements && {
    ...input.region,
    agreements: input.region.agreements.filter(({ kindergarten }) => kindergarten !== id),
  };
  return {
    ...input,
    ...(region && { region }),
    ...(input.families && {
      families: input.families.map((family) => ({
        ...family,
        wishes: family.wishes.filter((tuple) => !tuple.includes(id)),
      })),
    }),
    kindergartens: input.kindergartens.filter((kindergarten) => kindergarten.id !== id),
    applicants: input.applicants.map((applicant) => {
      if (applicant.current !== id && !applicant.wishes.includes(id)) return applicant;
      const { current, ...rest } = applicant;
      return {
        ...rest,
        wishes: without(applicant.wishes),
        ...(current !== undefined && current !== id && { current }),
      };
    }),
  };
}
