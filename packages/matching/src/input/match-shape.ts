import { isIsoDate } from '@opptak/domain';
import type { MatchInput } from '../format.ts';
import { criterionShape } from './criterion-shape.ts';
import {
  anything,
  either,
  isRecord,
  listOf,
  name,
  object,
  oneOf,
  recordOf,
  type Shape,
  text,
  texts,
  whole,
  yesNo,
} from './shape.ts';

const date = texts(isIsoDate, 'must be a date (YYYY-MM-DD)');
const weekdays = listOf(oneOf('mon', 'tue', 'wed', 'thu', 'fri'));
const metres = whole(-10_000_000, 10_000_000);
const position = object({ x: metres, y: metres });
const places = whole(0, 1_000_000);

const seats: Shape = either((value) =>
  Array.isArray(value)
    ? listOf(object({ places, 'from?': date, 'days?': whole(1, 5), 'weekdays?': weekdays }))
    : places,
);
const byBand = (shape: Shape) => object({ 'small?': shape, 'large?': shape });
const perBand = (shape: Shape) => either((value) => (isRecord(value) ? byBand(shape) : shape));

const kindergarten = object({
  id: name,
  'kommune?': name,
  capacity: perBand(seats),
  'order?': listOf(name),
  'criteria?': listOf(criterionShape),
  'bylaw?': name,
  'convert?': object({ 'units?': places, 'protected?': byBand(places) }),
  'reserve?': perBand(places),
  'position?': position,
  'catchments?': listOf(name),
  'profiles?': listOf(name),
});

/** Facts are an open set: a kommune may record more than any criterion asks for. */
const facts = object(
  {
    'siblingAt?': listOf(name),
    'parentWorksAt?': listOf(name),
    'waitingAt?': listOf(name),
    'catchments?': listOf(name),
    'profiles?': listOf(name),
    'position?': position,
    'distanceM?': recordOf(whole(0)),
    'travelMinutes?': recordOf(whole(0)),
    'birthDate?': date,
    'appliedOn?': date,
    'flags?': recordOf(yesNo),
    'numbers?': recordOf(whole(Number.MIN_SAFE_INTEGER)),
  },
  { open: true },
);

const applicant = object({
  id: name,
  'kommune?': name,
  'band?': oneOf('small', 'large'),
  wishes: listOf(name),
  'current?': name,
  'family?': name,
  'together?': oneOf('required', 'preferred', 'nearby', 'independent'),
  'startsOn?': date,
  'daysPerWeek?': whole(1, 5),
  'weekdays?': weekdays,
  'statutoryPriority?': yesNo,
  'rightToPlace?': yesNo,
  'facts?': facts,
});

const nameOrNull = either((value) => (value === null ? anything : name));

const shape = object({
  format: oneOf('opptak-match/1'),
  'intake?': text,
  'seed?': text,
  'seedCommitment?': texts((value) => /^[0-9a-f]{64}$/.test(value), 'must be 64 hexadecimal digits'),
  'publicDraw?': text,
  'bandOrder?': listOf(oneOf('small', 'large')),
  'criteria?': listOf(criterionShape),
  'bylaws?': recordOf(
    object({ version: name, 'title?': text, 'kommune?': name, criteria: listOf(criterionShape) }),
  ),
  'siblings?': object({ 'nearM?': whole(0) }),
  'families?': listOf(object({ id: name, members: listOf(name), wishes: listOf(listOf(nameOrNull)) })),
  kindergartens: listOf(kindergarten),
  applicants: listOf(applicant),
  'region?': object({
    'residents?': oneOf('first', 'equal'),
    'closed?': listOf(name),
    'agreements?': listOf(object({ kindergarten: name, from: name, 'places?': places })),
    'reserveOrder?': oneOf('open-first', 'reserve-first'),
  }),
});

/** Faults in the shape of a document alone: fields, kinds of value, ranges. */
export const shapeFaults = shape;

/** Whether a value has the shape of an `opptak-match/1` document. References are checked afterwards. */
export const hasMatchShape = (value: unknown): value is MatchInput => shape(value) === undefined;
