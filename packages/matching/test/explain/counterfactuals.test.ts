import { describe, expect, test } from 'vitest';
import { allocate } from '../../src/allocate.ts';
import type { Change } from '../../src/explain/change.ts';
import { explainedRound } from '../../src/explain/explain.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import type { Applicant, MatchInput } from '../../src/format.ts';
import { randomRound } from './random-round.ts';

/** The family's application as the explanation says it could have been – written here once more, on purpose. */
function rewritten(input: MatchInput, id: string, change: Change): MatchInput {
  const child = input.applicants.find((applicant) => applicant.id === id);
  const siblings = new Set(
    input.applicants
      .filter(({ family }) => family !== undefined && family === child?.family)
      .map((a) => a.id),
  );
  const rewrite = (applicant: Applicant): Applicant => {
    const copy = structuredClone(applicant);
    const own = applicant.id === id;
    switch (change.kind) {
      case 'list': {
        const listed = applicant.wishes.includes(change.add) || applicant.current === change.add;
        return (own || siblings.has(applicant.id)) && !listed
          ? { ...copy, wishes: [...copy.wishes, change.add] }
          : copy;
      }
      case 'apart':
        return siblings.has(applicant.id) ? { ...copy, together: 'independent' } : copy;
      case 'order':
        return own ? { ...copy, wishes: [...new Set([change.first, ...copy.wishes])] } : copy;
      case 'start':
        return own ? { ...copy, startsOn: change.to } : copy;
      case 'days':
        return own ? { ...copy, daysPerWeek: change.to } : copy;
      case 'weekdays':
        return own ? { ...copy, weekdays: change.to, daysPerWeek: change.to.length } : copy;
      case 'start-and-days':
        return own ? { ...copy, startsOn: change.to, daysPerWeek: change.days } : copy;
      case 'earlier-application':
        return own ? { ...copy, facts: { ...copy.facts, appliedOn: change.to } } : copy;
    }
  };
  return { ...input, applicants: input.applicants.map(rewrite) };
}

const placeOf = (input: MatchInput, id: string): string | null =>
  allocate(input).assignments.find((assignment) => assignment.id === id)?.kindergarten ?? null;

interface Claim {
  readonly input: MatchInput;
  readonly explanation: Explanation;
}

/** Explains children of one random round after another until so many of them have a change that would have helped. */
function claims(wanted: number): readonly Claim[] {
  const found: Claim[] = [];
  for (let seed = 1; found.filter(({ explanation }) => explanation.change.helps).length < wanted; seed++) {
    const input = randomRound(seed);
    const round = explainedRound(input, allocate(input).certificate, allocate);
    for (const { id } of input.applicants) found.push({ input, explanation: round.explain(id) });
  }
  return found;
}

const sample = claims(500);
const helping = sample.flatMap(({ input, explanation: { applicant, change, outcome } }) =>
  change.helps ? [{ input, applicant, outcome, ...change.helps }] : [],
);

describe('what would have given another result', () => {
  test('all of at least 500 sampled changes come true when the round is run with them', () => {
    expect(helping.length).toBeGreaterThanOrEqual(500);
    for (const { input, applicant, change, kindergarten } of helping) {
      expect(placeOf(rewritten(input, applicant, change), applicant), change.kind).toBe(kindergarten);
    }
  });

  test('every change gives a place that the family would rather have had', () => {
    for (const { input, applicant, outcome, kindergarten } of helping) {
      const wishes = input.applicants.find(({ id }) => id === applicant)?.wishes ?? [];
      const level = (id: string | null) =>
        id === null ? 99 : wishes.includes(id) ? wishes.indexOf(id) : wishes.length;
      if (outcome.kind === 'right') expect(kindergarten).not.toBe(outcome.kindergarten);
      else expect(level(kindergarten)).toBeLessThan(level(outcome.kindergarten));
    }
  });

  test('the sample holds every kind of change that the rounds allow', () => {
    expect([...new Set(helping.map(({ change }) => change.kind))].sort()).toEqual([
      'apart',
      'days',
      'earlier-application',
      'list',
      'order',
      'start',
      'start-and-days',
      'weekdays',
    ]);
  });

  test('where no change helps, none of the single changes tried gives a better place', () => {
    const hopeless = sample.filter(({ explanation: { change } }) => !change.helps && change.tried.length > 0);
    expect(hopeless.length).toBeGreaterThan(50);
    for (const { input, explanation } of hopeless.slice(0, 60)) {
      const { applicant, outcome, change } = explanation;
      const child = input.applicants.find(({ id }) => id === applicant);
      const wishes = child?.wishes ?? [];
      const reached = outcome.kindergarten === null ? wishes.length : wishes.indexOf(outcome.kindergarten);
      const better = wishes.slice(0, reached === -1 ? wishes.length : reached);
      const changes: Change[] = [];
      if (change.tried.includes('order'))
        changes.push(...better.map((first): Change => ({ kind: 'order', first })));
      if (change.tried.includes('days')) {
        const from = child?.daysPerWeek ?? 5;
        for (let to = 1; to < from; to++) changes.push({ kind: 'days', from, to });
      }
      for (const tried of changes) {
        expect(better, tried.kind).not.toContain(placeOf(rewritten(input, applicant, tried), applicant));
      }
    }
  });

  test('for a child that applies alone, where first wishes do not count, no other order of wishes ever helps', () => {
    const alone = helping.filter(
      ({ input, applicant }) =>
        input.applicants.find(({ id }) => id === applicant)?.family === undefined &&
        input.kindergartens.every(({ criteria }) => criteria?.every(({ key }) => key !== 'wish-number')),
    );

    expect(alone.filter(({ change }) => change.kind === 'order')).toEqual([]);
  });
});
