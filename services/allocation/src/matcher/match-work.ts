import type { MessagePort } from 'node:worker_threads';
import { AppError } from '@opptak/domain';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type Allocated, allocated } from './allocate-work.ts';
import { type Delivered, receive } from './delivery.ts';
import { type Explained, type ExplainQuestion, explained } from './explain-work.ts';
import { type FreezeQuestion, type Frozen, frozen } from './freeze-work.ts';
import { type ProofFound, type ProofQuestion, proved } from './prove-work.ts';
import { type Published, published } from './publish-work.ts';
import { answerWhatIf, type WhatIfFound, type WhatIfQuestion } from './what-if-work.ts';

/** One piece of work for the thread; what is too much to be copied in one go comes through its port, page by page. */
export type MatchWork = { readonly port: MessagePort } & MatchTask;
export type MatchTask =
  | { readonly kind: 'freeze'; readonly question: FreezeQuestion }
  | { readonly kind: 'allocate' }
  | { readonly kind: 'publish' }
  | { readonly kind: 'prove'; readonly question: ProofQuestion }
  | { readonly kind: 'what-if'; readonly question: WhatIfQuestion }
  | { readonly kind: 'explain'; readonly question: ExplainQuestion };

export type Answer =
  | { readonly kind: 'freeze'; readonly answer: Frozen | null }
  | { readonly kind: 'allocate'; readonly answer: Allocated }
  | { readonly kind: 'publish'; readonly answer: Published }
  | { readonly kind: 'prove'; readonly answer: ProofFound }
  | { readonly kind: 'what-if'; readonly answer: WhatIfFound }
  | { readonly kind: 'explain'; readonly answer: Explained };

/** What the engine would not do, and why. */
export interface Refused {
  readonly kind: 'refused';
  readonly refused: Pick<AppError, 'kind' | 'code' | 'message' | 'faults'>;
}

/** Runs in a thread of its own, so that the service answers while a round is frozen, allocated or read. */
export async function work(task: MatchWork): Promise<unknown> {
  const delivered = await receive(task.port);
  try {
    return handedOver(await answered(task, delivered));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Between threads an error loses its class: what can be explained crosses as data.
    const { kind, code, message, faults } = error;
    return { kind: 'refused', refused: { kind, code, message, faults } } satisfies Refused;
  }
}

async function answered(task: MatchWork, delivered: Delivered): Promise<Answer> {
  switch (task.kind) {
    case 'freeze':
      return { kind: 'freeze', answer: frozen(task.question, delivered) };
    case 'allocate':
      return { kind: 'allocate', answer: allocated(delivered, (percent) => task.port.postMessage(percent)) };
    case 'prove':
      return { kind: 'prove', answer: await proved(task.question, delivered) };
    case 'publish':
      return { kind: 'publish', answer: published(delivered) };
    case 'what-if':
      return { kind: 'what-if', answer: answerWhatIf(task.question, delivered) };
    case 'explain':
      return { kind: 'explain', answer: explained(task.question, delivered) };
  }
}

/** Documents change hands between the threads; they are not copied, for that would hold up the service. */
function handedOver(answer: Answer): unknown {
  const parts = partsOf(answer).map(({ buffer }) => buffer);
  return move({ [transferableSymbol]: parts, [valueSymbol]: answer });
}

function partsOf(answer: Answer): readonly Uint8Array<ArrayBuffer>[] {
  switch (answer.kind) {
    case 'freeze':
      return answer.answer?.parts ?? [];
    case 'prove':
      return answer.answer.parts;
    case 'allocate':
      return [...answer.answer.parts, ...answer.answer.decisions, ...answer.answer.pairings];
    default:
      return [];
  }
}
