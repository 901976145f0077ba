import type { Fault } from '@opptak/domain';
import { either, isRecord, listOf, name, object, oneOf, type Shape, whole, yesNo } from './shape.ts';

const step = whole(1, 1_000_000);
const bare = {};

const graded: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  'sibling-attending': bare,
  'sibling-applying': bare,
  catchment: { 'areas?': listOf(name) },
  distance: { 'stepM?': step, 'limitsM?': ascending, 'maxM?': whole(0, 10_000_000) },
  'travel-time': { 'stepMinutes?': step, 'limitsMinutes?': ascending, 'maxMinutes?': whole(0, 10_000) },
  'child-of-staff': bare,
  transfer: { 'prefer?': oneOf('transfer', 'new') },
  profile: { profile: name },
  age: { first: oneOf('oldest', 'youngest'), 'unit?': oneOf('day', 'month', 'year') },
  'application-date': bare,
  'waiting-list': bare,
  'wish-number': { 'openly?': yesNo },
  flag: { name },
  number: {
    name,
    first: oneOf('low', 'high'),
    min: whole(-1_000_000_000, 1_000_000_000),
    max: whole(-1_000_000_000, 1_000_000_000),
  },
};

const gradedShape = byKey(graded);

const points = object({
  criterion: gradedShape,
  points: either((value) => (Array.isArray(value) ? listOf(whole(0, 1_000_000)) : whole(0, 1_000_000))),
});

/** One admission criterion: a key that is known, its bylaw paragraph, and its parameters. */
export const criterionShape: Shape = byKey({
  'statutory-priority': bare,
  'right-to-place': bare,
  lot: bare,
  ...graded,
  points: { items: listOf(points) },
});

function byKey(criteria: Readonly<Record<string, Readonly<Record<string, Shape>>>>): Shape {
  const shapes = new Map<unknown, Shape>(
    Object.entries(criteria).map(([key, fields]) => [
      key,
      object({ key: name, paragraph: paragraph, ...fields }),
    ]),
  );
  return (value) => {
    if (!isRecord(value)) return [{ at: '', message: 'must be an object' }];
    const shape = shapes.get(value['key']);
    if (!shape) return [{ at: '/key', message: `must be one of ${[...shapes.keys()].join(', ')}` }];
    return shape(value) ?? ownRules(value);
  };
}

function paragraph(value: unknown): readonly Fault[] | undefined {
  if (typeof value === 'string' && value.trim() !== '') return undefined;
  return [{ at: '', message: 'must name the paragraph of the bylaw: a criterion without one has no basis' }];
}

function ascending(value: unknown): readonly Fault[] | undefined {
  const faults = listOf(whole(0))(value);
  if (faults || !Array.isArray(value)) return faults;
  const limits: readonly unknown[] = value;
  const sorted = limits.every((limit, index) => index === 0 || Number(limits[index - 1]) < Number(limit));
  return sorted ? undefined : [{ at: '', message: 'must rise from each limit to the next' }];
}

function ownRules(criterion: Readonly<Record<string, unknown>>): readonly Fault[] | undefined {
  if (criterion['key'] === 'wish-number' && criterion['openly'] !== true) {
    return [
      {
        at: '/openly',
        message: 'must be true: a first-preference-first rule punishes honest wishes and must be said openly',
      },
    ];
  }
  if (criterion['key'] === 'number' && Number(criterion['min']) > Number(criterion['max'])) {
    return [{ at: '/max', message: 'must not be below min' }];
  }
  return undefined;
}
