import {
  count,
  either,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  orNull,
  record,
  type Shape,
  text,
  whole,
} from './shape.ts';

/** The fields of `opptak-match/1` and its result, written down from docs/allocation-format.md §§ 1 and 9. */

const band = oneOf('small', 'large');
const groupBand = oneOf('small', 'large', 'all');
const weekdays = optional(list(oneOf('mon', 'tue', 'wed', 'thu', 'fri')));
const optionalText = optional(text);
const texts = optional(list(text));
const position = optional(object({ x: whole, y: whole }));

const graded = {
  key: text,
  paragraph: text,
  areas: texts,
  stepM: optional(count),
  limitsM: optional(list(count)),
  maxM: optional(count),
  stepMinutes: optional(count),
  limitsMinutes: optional(list(count)),
  maxMinutes: optional(count),
  prefer: optional(oneOf('transfer', 'new')),
  profile: optionalText,
  first: optional(oneOf('oldest', 'youngest', 'low', 'high')),
  unit: optional(oneOf('day', 'month', 'year')),
  openly: optional(flag),
  name: optionalText,
  min: optional(whole),
  max: optional(whole),
};
const item = object({ criterion: object(graded), points: either(count, list(count)) });
const criterion = object({ ...graded, items: optional(list(item)) });
const criteria = optional(list(criterion));

const kind = object({ places: count, from: optionalText, days: optional(count), weekdays });
const seats = either(count, list(kind));
const bandNumbers = object({ small: optional(count), large: optional(count) });
const kindergarten = object({
  id: text,
  kommune: optionalText,
  capacity: either(seats, object({ small: optional(seats), large: optional(seats) })),
  order: texts,
  criteria,
  bylaw: optionalText,
  convert: optional(object({ units: optional(count), protected: optional(bandNumbers) })),
  reserve: optional(either(count, bandNumbers)),
  position,
  catchments: texts,
  profiles: texts,
});

const facts = object({
  siblingAt: texts,
  parentWorksAt: texts,
  waitingAt: texts,
  catchments: texts,
  profiles: texts,
  position,
  distanceM: optional(record(count)),
  travelMinutes: optional(record(count)),
  birthDate: optionalText,
  appliedOn: optionalText,
  flags: optional(record(flag)),
  numbers: optional(record(whole)),
});
const applicant = object({
  id: text,
  kommune: optionalText,
  band: optional(band),
  wishes: list(text),
  current: optionalText,
  family: optionalText,
  together: optional(oneOf('required', 'preferred', 'nearby', 'independent')),
  startsOn: optionalText,
  daysPerWeek: optional(count),
  weekdays,
  statutoryPriority: optional(flag),
  rightToPlace: optional(flag),
  facts: optional(facts),
});

const familyWishes = object({ id: text, members: list(text), wishes: list(list(orNull(text))) });
const agreement = object({ kindergarten: text, from: text, places: optional(count) });

export const inputShape = object({
  format: oneOf('opptak-match/1'),
  intake: optionalText,
  seed: optionalText,
  seedCommitment: optionalText,
  publicDraw: optionalText,
  bandOrder: optional(list(band)),
  criteria,
  bylaws: optional(
    record(object({ version: text, title: optionalText, kommune: optionalText, criteria: list(criterion) })),
  ),
  siblings: optional(object({ nearM: optional(count) })),
  families: optional(list(familyWishes)),
  kindergartens: list(kindergarten),
  applicants: list(applicant),
  region: optional(
    object({
      residents: optional(oneOf('first', 'equal')),
      closed: texts,
      agreements: optional(list(agreement)),
      reserveOrder: optional(oneOf('open-first', 'reserve-first')),
    }),
  ),
});

const group = object({
  kindergarten: text,
  band: groupBand,
  places: count,
  filled: count,
  ranked: count,
  cutoff: orNull(object({ rank: count, tuple: list(whole) })),
});
const refusal = object({
  id: text,
  wish: count,
  rank: orNull(count),
  lastRank: orNull(count),
  decidedBy: text,
});
const leavers = object({ kindergarten: text, band: groupBand, applicants: list(text) });
const deviation = object({
  kind: oneOf('family-claim'),
  family: text,
  wanted: list(object({ id: text, kindergarten: orNull(text) })),
  blockedBy: list(leavers),
  extraPlaces: orNull(list(object({ kindergarten: text, band: groupBand, places: count }))),
});

export const resultShape = object({
  format: oneOf('opptak-match-result/1'),
  assignments: list(
    object({
      id: text,
      kindergarten: orNull(text),
      wish: orNull(count),
      via: orNull(oneOf('wish', 'kept', 'right')),
    }),
  ),
  deviations: list(deviation),
  unplacedRights: list(object({ id: text, reason: oneOf('no-seat', 'together-required', 'joint-wishes') })),
  certificate: object({
    format: oneOf('opptak-certificate/1'),
    engine: text,
    input: text,
    rules: text,
    result: text,
    document: text,
    seed: object({ commitment: text, reveal: text, publicDraw: orNull(text), committed: flag }),
    groups: list(group),
    refusals: list(refusal),
    optimality: object({ claim: oneOf('child-optimal', 'stable', 'claims'), order: orNull(list(count)) }),
  }),
  stats: object({
    applicants: count,
    kindergartens: count,
    placed: count,
    firstWish: count,
    proposals: count,
    engineMs: optional(number),
  }),
});

export type MatchInput = Shape<typeof inputShape>;
export type MatchResult = Shape<typeof resultShape>;
export type Applicant = MatchInput['applicants'][number];
export type Kindergarten = MatchInput['kindergartens'][number];
export type Facts = Shape<typeof facts>;
export type Criterion = Shape<typeof criterion>;
export type Band = Shape<typeof groupBand>;
export type Seats = Shape<typeof seats>;
export type GroupFacts = Shape<typeof group>;
export type Refusal = Shape<typeof refusal>;
export type Deviation = Shape<typeof deviation>;
