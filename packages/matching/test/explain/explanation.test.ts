import { describe, expect, test } from 'vitest';
import { allocate } from '../../src/allocate.ts';
import { languages, placeholders } from '../../src/bylaws/language.ts';
import { type ExplainedRound, explainedRound } from '../../src/explain/explain.ts';
import { explanationLines } from '../../src/explain/explanation-lines.ts';
import { explanationTexts } from '../../src/explain/explanation-texts.ts';
import { orderAt, sceneOf } from '../../src/explain/scene.ts';
import { wishesOf } from '../../src/explain/wishes.ts';
import type { Applicant, MatchInput, MatchResult } from '../../src/format.ts';
import { bylaws, exampleRound, names } from './example-round.ts';
import { diceOf, randomRound } from './random-round.ts';

const ready = (input: MatchInput, protectedIds: readonly string[] = []): ExplainedRound =>
  explainedRound(input, allocate(input).certificate, allocate, {
    bylaws,
    protectedApplicants: new Set(protectedIds),
  });
const textOf = (round: ExplainedRound, id: string, language: (typeof languages)[number] = 'nb'): string =>
  explanationLines(language, round.explain(id), { names })
    .map(({ heading, text }) => (heading ? `\n${text}` : text))
    .join('\n');

const withFacts = (id: string, change: Partial<Applicant>): MatchInput => ({
  ...exampleRound,
  applicants: exampleRound.applicants.map((applicant) =>
    applicant.id === id ? { ...applicant, ...change } : applicant,
  ),
});

const round = ready(exampleRound);
const refusedByLot = (): string => {
  const id = allocate(exampleRound).certificate.refusals.find(({ decidedBy }) => decidedBy === 'lot')?.id;
  if (id === undefined) throw new Error('The example has nobody refused by lot');
  return id;
};

describe('the texts of explanations', () => {
  test('every language has every text with the same placeholders, and none is empty', () => {
    for (const [key, nb] of Object.entries(explanationTexts.nb)) {
      for (const language of languages) {
        const text = new Map(Object.entries(explanationTexts[language])).get(key) ?? '';
        expect(text.trim(), `${language} ${key}`).not.toBe('');
        expect(placeholders(text), `${language} ${key}`).toEqual(placeholders(nb));
      }
    }
  });

  test.each(['distance-waits', 'sibling-waits', 'priority-waits', 'f-near-1'])(
    'the letter to %s is as reviewed in every language',
    async (id) => {
      const letters = languages.map((language) => textOf(round, id, language));

      await expect(`${letters.join('\n\n---\n\n')}\n`).toMatchFileSnapshot(`__snapshots__/${id}.txt`);
    },
  );

  test('the letter to a child that lost by lot is as reviewed', async () => {
    await expect(`${textOf(round, refusedByLot())}\n`).toMatchFileSnapshot('__snapshots__/lot.txt');
  });
});

describe('the facts of an explanation', () => {
  test('name the deciding criterion with the paragraph and words of the bylaws, the place in the order and the limit', () => {
    const [wish] = round.explain('distance-waits').wishes;

    // Two siblings and six who live within 500 metres stand ahead for eight places; § 18 child without place stands behind.
    expect(wish).toMatchObject({
      verdict: 'full',
      order: { rank: 9, of: 10 },
      cutoff: 8,
      waiting: 1,
      deciding: { kind: 'criterion', key: 'distance', paragraph: '§ 5 første ledd bokstav e' },
    });
    expect(wish?.deciding).toHaveProperty('words.nb');
  });

  test('say that a place in October would have been there', () => {
    expect(round.explain('sibling-waits')).toMatchObject({
      outcome: { kind: 'right', kindergarten: 'tun' },
      change: {
        helps: { change: { kind: 'start', from: '2027-08-01', to: '2027-10-01' }, kindergarten: 'bakken' },
      },
    });
  });

  test('a result of another input is not explained', () => {
    const other = allocate(randomRound(1)).certificate;

    expect(() => explainedRound(exampleRound, other, allocate)).toThrow('does not belong');
  });

  test('the order that reasons are counted in is the certified one, at every refused wish of random rounds', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const input = randomRound(seed);
      const result = allocate(input);
      const scene = sceneOf(input, result);
      for (const { id, wish, rank } of result.certificate.refusals) {
        const applicant = scene.child.get(id);
        const kindergarten = applicant?.wishes[wish - 1];
        if (!applicant || kindergarten === undefined || rank === null) continue;
        const order = orderAt(scene, applicant, kindergarten).map((standing) => standing.applicant.id);
        expect(order.indexOf(id) + 1).toBe(rank);
      }
    }
  });
});

describe('what an explanation keeps to itself', () => {
  test('in random rounds, nothing that is told of a child depends on facts of children behind it who got no place', () => {
    let compared = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const input = randomRound(seed);
      const result = allocate(input);
      const dice = diceOf(seed);
      const unplaced = result.assignments.filter(({ kindergarten }) => kindergarten === null);
      const changing = unplaced[dice.roll(unplaced.length || 1)]?.id;
      if (changing === undefined) continue;
      const other: MatchInput = {
        ...input,
        applicants: input.applicants.map((applicant) =>
          applicant.id === changing
            ? { ...applicant, facts: { birthDate: `2026-0${1 + dice.roll(9)}-15`, appliedOn: '2027-02-27' } }
            : applicant,
        ),
      };
      const after = allocate(other);
      const standings = ({ certificate }: MatchResult) =>
        certificate.refusals
          .filter(({ id }) => id !== changing)
          .map(({ id, wish, rank, lastRank }) => [id, wish, rank, lastRank]);
      const places = ({ assignments }: MatchResult) => assignments.map(({ kindergarten }) => kindergarten);
      // Only rounds where the change moved nobody: otherwise another letter is the truth.
      if (
        JSON.stringify([places(result), standings(result)]) !==
        JSON.stringify([places(after), standings(after)])
      )
        continue;
      const [one, two] = [sceneOf(input, result), sceneOf(other, after)];
      for (const applicant of input.applicants) {
        if (applicant.id === changing || applicant.family !== undefined) continue;
        expect(wishesOf(two, applicant, {})).toEqual(wishesOf(one, applicant, {}));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  test('a statutory priority is only called a legally protected priority, never § 18, health or child welfare', () => {
    for (const language of languages) {
      const text = textOf(round, 'priority-waits', language);
      expect(text).not.toMatch(/§ 18|section 18|funksjons|barnevern|mánáidsuodjalus|disab|welfare/i);
    }
    expect(round.explain('priority-waits').wishes[0]?.deciding).toEqual({ kind: 'statutory' });
  });

  test('with four children ahead on the deciding reason nothing is said of it; with five it is', () => {
    // Of the eight at Fjordgata two stand ahead by siblings and six by distance; each sibling more is one less by distance.
    const withSiblings = (many: number): MatchInput => ({
      ...exampleRound,
      applicants: exampleRound.applicants.map((applicant) =>
        Number(/^f-near-(\d)$/.exec(applicant.id)?.[1] ?? 9) <= many
          ? { ...applicant, facts: { ...applicant.facts, siblingAt: ['fjordgata'] } }
          : applicant,
      ),
    });
    const reason = (input: MatchInput) => ready(input).explain('distance-waits').wishes[0]?.deciding?.kind;

    expect(reason(withSiblings(1))).toBe('criterion');
    expect(reason(withSiblings(2))).toBe('few');
  });

  test('a kommune may ask for more than five, never for fewer', () => {
    const reason = (fewest: number) =>
      explainedRound(exampleRound, allocate(exampleRound).certificate, allocate, { fewest }).explain(
        'distance-waits',
      ).wishes;

    expect(reason(7)[0]?.deciding).toEqual({ kind: 'few' });
    expect(reason(1)).toEqual(reason(5));
  });

  test('who has priority and who has a right is one and the same reason', () => {
    // One of five without § 18, and then all: the right decides in the one case and § 18 in the other.
    const right = withFacts('s-priority-5', { statutoryPriority: false });

    expect(allocate(right).certificate.refusals.find(({ id }) => id === 'priority-waits')?.decidedBy).toBe(
      'right-to-place',
    );
    expect(textOf(ready(right), 'priority-waits')).toBe(textOf(round, 'priority-waits'));
  });

  test('where fewer than five stand in the order, neither place, limit nor reason is told', () => {
    expect(round.explain('distance-waits').wishes[1]).toEqual({
      wish: 2,
      kindergarten: 'nes',
      verdict: 'full',
      order: 'few',
      cutoff: null,
      waiting: null,
      deciding: { kind: 'few' },
    });
  });

  test('a family with a protected address reads nothing about homes and distances', () => {
    const explained = ready(exampleRound, ['distance-waits']);

    expect(explained.explain('distance-waits').wishes[0]?.deciding).toEqual({ kind: 'withheld' });
    for (const language of languages) {
      expect(textOf(explained, 'distance-waits', language)).not.toMatch(
        /avstand|distance|gaska|meter|metre/i,
      );
    }
  });

  test('a child whose home is not in the round is told that homes were not used, not that it lives too far away', () => {
    const input = withFacts('distance-waits', { facts: {} });

    expect(ready(input).explain('distance-waits').wishes[0]?.deciding).toEqual({ kind: 'home-unknown' });
  });

  test('no letter shows the distance, date or age of anybody', () => {
    for (const { id } of exampleRound.applicants) {
      expect(textOf(round, id)).not.toMatch(/\b(1200|6000|700)\b/);
    }
  });

  test('a letter does not change when only the protected facts of a family behind the limit change', () => {
    // Everyone behind the limit is changed in turn in ways that leave it behind: another home as far away, a hidden home,
    // facts that no bylaw here reads.
    const behind = ['h-equal-1', 'h-equal-2', 'h-equal-3', 'sibling-waits', 'priority-waits'];
    const before = new Map(exampleRound.applicants.map(({ id }) => [id, textOf(round, id)]));
    const unread: readonly Partial<Applicant>[] = [
      { facts: { birthDate: '2025-01-01', flags: { secret: true }, numbers: { income: 1 } } },
      { facts: { parentWorksAt: ['fjordgata'], profiles: ['sami'], appliedOn: '2027-01-01' } },
    ];
    for (const id of behind) {
      const own = exampleRound.applicants.find((applicant) => applicant.id === id)?.facts;
      for (const change of unread) {
        const changed = ready(withFacts(id, { facts: { ...own, ...change.facts } }));
        for (const [reader, text] of before) {
          if (reader !== id) expect(textOf(changed, reader)).toBe(text);
        }
      }
    }
  });

  test('a letter does not change with a home behind the limit that moves further away, or is hidden', () => {
    const before = textOf(round, 'distance-waits');
    // The unplaced priority-waits stands last at Fjordgata with or without a home on the map.
    for (const facts of [{}, { distanceM: { fjordgata: 9000 } }, { distanceM: { fjordgata: 4999 } }]) {
      expect(textOf(ready(withFacts('priority-waits', { facts })), 'distance-waits')).toBe(before);
    }
  });

  test('a letter does not tell which of the admitted children has a priority', () => {
    const before = textOf(round, 'distance-waits');
    for (const id of ['f-sibling-1', 'f-near-3']) {
      const changed = withFacts(id, { statutoryPriority: true });
      // Six of eight decide by distance before, five after f-near-3 changes class: both are enough to name the reason.
      expect(textOf(ready(changed), 'distance-waits')).toBe(before);
    }
  });
});
