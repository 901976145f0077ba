import {
  allocate,
  explainedRound,
  explanationLines,
  type Language,
  type MatchResult,
  readMatchInput,
} from '@opptak/matching';
import type { Delivered } from './delivery.ts';
import { joined } from './parts.ts';

export interface ExplainQuestion {
  /** The bylaws that the run was frozen with, so that reasons are given in their own words. */
  readonly bylaws: string | null;
  readonly applicant: string;
  readonly language: Language;
  /** What kindergartens are called, by id. */
  readonly names: Readonly<Record<string, string>>;
}

export interface Explained {
  readonly text: string;
  readonly facts: string;
}

/** Says why an applicant got what it got. */
export function explained(
  { bylaws, applicant, language, names }: ExplainQuestion,
  { input, result }: Delivered,
): Explained {
  const { certificate }: MatchResult = JSON.parse(joined(result));
  const round = explainedRound(readMatchInput(JSON.parse(joined(input))), certificate, allocate, {
    ...(bylaws === null ? {} : { bylaws: JSON.parse(bylaws) }),
  });
  const explanation = round.explain(applicant);
  const lines = explanationLines(language, explanation, { names });
  return { text: lines.map(({ text }) => text).join('\n'), facts: JSON.stringify(explanation) };
}
