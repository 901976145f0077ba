import { createHash } from 'node:crypto';
import type { MatchInput } from '@opptak/matching';
import { typedApplication } from '../repositories/typed-application.ts';
import { buildInput } from '../snapshot/build-input.ts';
import type { Situation } from '../snapshot/situation.ts';
import { ofThoseWhoAreHere } from '../snapshot/those-who-are-here.ts';
import { refillInput, type Vacancies } from '../snapshot/vacancies.ts';
import type { Delivered } from './delivery.ts';
import { inParts } from './parts.ts';

/** What is frozen, apart from what is delivered in pages. */
export type FreezeQuestion = Pick<Situation, 'round' | 'bylaws' | 'kindergartens' | 'sharing'> & FreezeAbout;
export type FreezeAbout =
  | { readonly kind: 'main' }
  | { readonly kind: 'refill'; readonly turnedDown: Vacancies['turnedDown'] };

/** The input of a run as it is stored. */
export interface Frozen {
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  readonly sha256: string;
  readonly applicants: number;
}

/**
 * Makes the engine's input of what the service has read, and writes it down.
 *
 * @returns null for a refill with nothing to give.
 */
export function frozen(question: FreezeQuestion, delivered: Delivered): Frozen | null {
  const input = inputOf(question, delivered);
  if (input === null) return null;
  const parts = inParts(JSON.stringify(input));
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return { parts, sha256: hash.digest('hex'), applicants: input.applicants.length };
}

function inputOf(question: FreezeQuestion, delivered: Delivered): MatchInput | null {
  const { round, bylaws, kindergartens, sharing } = question;
  const { children, placements, pending } = delivered;
  const around = { round, bylaws, kindergartens, sharing, children, placements };
  const applications = delivered.applications.map(typedApplication).filter(ofThoseWhoAreHere(children));
  if (question.kind === 'refill') {
    return refillInput({ ...around, applications, pending, turnedDown: question.turnedDown });
  }
  return buildInput({
    ...around,
    applications: applications.filter(({ late }) => !late),
    promised: [],
    applicantsSeats: 'take-part',
  });
}
