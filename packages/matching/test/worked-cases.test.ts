import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allocate } from '../src/allocate.ts';
import type { Applicant, Kindergarten, MatchInput } from '../src/format.ts';
import { readMatchInput } from '../src/input/read-match-input.ts';

interface School {
  readonly capacity?: number;
  readonly units?: number;
  readonly reserve?: number;
  readonly priority: readonly string[];
}
interface Case {
  readonly id: string;
  readonly title: string;
  readonly rule?: string;
  readonly applicants: Record<string, string[]>;
  readonly schools: Record<string, School>;
  readonly current?: Record<string, string>;
  readonly ageGroup?: Record<string, 'small' | 'large'>;
  readonly home?: string[];
  readonly statutoryRight?: string[];
  readonly expected: { readonly applicantOptimal: Record<string, string | null> };
}
interface SiblingCase {
  readonly id: string;
  readonly title: string;
  readonly families: Record<string, { children: string[]; wishes: (string | null)[][] }>;
  readonly schools: Record<string, School>;
  readonly expected: { readonly stableWhenOwnSeatsCount: Record<string, string | null>[] };
}

const file = new URL('./data/matching-cases.json', import.meta.url);
const data: { cases: Case[]; extensionCases: Case[]; siblingCases: SiblingCase[] } = JSON.parse(
  readFileSync(file, 'utf8'),
);

const placesOf = (input: MatchInput) =>
  Object.fromEntries(
    allocate(readMatchInput(input)).assignments.map(({ id, kindergarten }) => [id, kindergarten]),
  );

describe('plain and extension cases end in the applicant-optimal matching', () => {
  test.each([...data.cases, ...data.extensionCases])('$id: $title', (worked) => {
    expect(placesOf(documentOf(worked))).toEqual(worked.expected.applicantOptimal);
  });
});

describe('families with joint wishes', () => {
  test.each(data.siblingCases)('$id: $title', (worked) => {
    const input = siblingDocument(worked);
    const result = allocate(readMatchInput(input));
    const stable = worked.expected.stableWhenOwnSeatsCount;
    if (stable.length === 0) {
      expect(result.deviations.length).toBeGreaterThan(0);
      expect(result.certificate.optimality.claim).toBe('claims');
    } else {
      expect(result.deviations).toEqual([]);
      expect(stable).toContainEqual(placesOf(input));
    }
  });
});

function documentOf(worked: Case): MatchInput {
  const optional = <K extends string, V>(key: K, value: V | undefined) =>
    value === undefined ? {} : { [key]: value };
  return {
    format: 'opptak-match/1',
    ...(worked.rule === 'reserveFirst' && { region: { reserveOrder: 'reserve-first' } }),
    ...(worked.id === 'ext-flex-largeFirst' && { bandOrder: ['large', 'small'] }),
    kindergartens: Object.entries(worked.schools).map(
      ([id, { capacity, units, reserve, priority }]): Kindergarten => ({
        id,
        capacity: units === undefined ? (capacity ?? 0) : { small: 0, large: units },
        order: priority,
        ...(units !== undefined && { convert: {} }),
        ...(reserve !== undefined && { reserve, kommune: 'home' }),
      }),
    ),
    applicants: Object.entries(worked.applicants).map(
      ([id, wishes]): Applicant => ({
        id,
        wishes,
        ...optional('current', worked.current?.[id]),
        ...optional('band', worked.ageGroup?.[id]),
        ...optional('kommune', worked.home && (worked.home.includes(id) ? 'home' : 'away')),
        ...optional('rightToPlace', worked.statutoryRight?.includes(id)),
      }),
    ),
  };
}

function siblingDocument({ families, schools }: SiblingCase): MatchInput {
  const single = Object.values(families).filter(({ children }) => children.length === 1);
  const joint = Object.entries(families).filter(([, { children }]) => children.length > 1);
  return {
    format: 'opptak-match/1',
    kindergartens: Object.entries(schools).map(([id, { capacity = 0, priority }]) => ({
      id,
      capacity,
      order: priority,
    })),
    families: joint.map(([id, { children, wishes }]) => ({ id, members: children, wishes })),
    applicants: [
      ...single.map(({ children: [id = ''], wishes }) => ({
        id,
        wishes: wishes.flatMap(([wish]) => wish ?? []),
      })),
      ...joint.flatMap(([family, { children, wishes }]) =>
        children.map((id, index) => ({
          id,
          family,
          wishes: [...new Set(wishes.flatMap((tuple) => tuple[index] ?? []))],
        })),
      ),
    ],
  };
}
