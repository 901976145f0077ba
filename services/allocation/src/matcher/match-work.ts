import type { MessagePort } from 'node:worker_threads';
import { AppError } from '@opptak/domain';
import {
  allocate,
  explainedRound,
  explanationLines,
  type Language,
  type MatchResult,
  readMatchInput,
} from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import type { Counts } from './counts.ts';
import { answerWhatIf, type WhatIfFound, type WhatIfQuestion } from './what-if-work.ts';

/** One piece of work for the thread. Everything crosses as text: the bytes that are hashed are the bytes that are kept. */
export type MatchWork =
  | { readonly kind: 'allocate'; readonly input: string; readonly progress: MessagePort }
  | { readonly kind: 'what-if'; readonly question: WhatIfQuestion }
  | {
      readonly kind: 'explain';
      readonly input: string;
      readonly bylaws: string | null;
      readonly result: string;
      readonly applicant: string;
      readonly language: Language;
      /** What kindergartens are called, by id. */
      readonly names: Readonly<Record<string, string>>;
    };

export interface Allocated {
  readonly result: string;
  /** What the independent checker found; empty when the result is VALID. */
  readonly counts: Counts;
  readonly violations: readonly { readonly code: string; readonly where: string; readonly text: string }[];
}

export interface Explained {
  readonly text: string;
  readonly facts: string;
}

/** What the engine would not do, and why. */
export interface Refused {
  readonly refused: Pick<AppError, 'kind' | 'code' | 'message' | 'faults'>;
}

export type Answer = Allocated | Explained | WhatIfFound;

/** Runs in a thread of its own, so that the service answers while a round is allocated. */
export function work(task: MatchWork): Answer | Refused {
  try {
    return answered(task);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Between threads an error loses its class: what can be explained crosses as data.
    const { kind, code, message, faults } = error;
    return { refused: { kind, code, message, faults } };
  }
}

function answered(task: MatchWork): Answer {
  switch (task.kind) {
    case 'allocate':
      return allocated(task);
    case 'explain':
      return explained(task);
    case 'what-if':
      return answerWhatIf(task.question);
  }
}

function allocated({ input, progress }: Extract<MatchWork, { kind: 'allocate' }>): Allocated {
  const document: unknown = JSON.parse(input);
  progress.postMessage(10);
  const result = allocate(readMatchInput(document));
  progress.postMessage(70);
  const text = JSON.stringify(result);
  // The checker reads what will be stored, not what the engine holds in memory.
  const violations = check(JSON.parse(input), JSON.parse(text));
  progress.postMessage(95);
  const { assignments, deviations, unplacedRights } = result;
  const counts = {
    applicants: assignments.length,
    placed: assignments.filter(({ kindergarten }) => kindergarten !== null).length,
    firstWish: assignments.filter(({ wish }) => wish === 1).length,
    deviations: deviations.length,
    unplacedRights: unplacedRights.length,
  };
  return { result: text, violations, counts };
}

function explained({
  input,
  bylaws,
  result,
  applicant,
  language,
  names,
}: Extract<MatchWork, { kind: 'explain' }>): Explained {
  const { certificate }: MatchResult = JSON.parse(result);
  const round = explainedRound(readMatchInput(JSON.parse(input)), certificate, allocate, {
    ...(bylaws === null ? {} : { bylaws: JSON.parse(bylaws) }),
  });
  const explanation = round.explain(applicant);
  const lines = explanationLines(language, explanation, { names });
  return { text: lines.map(({ text }) => text).join('\n'), facts: JSON.stringify(explanation) };
}
