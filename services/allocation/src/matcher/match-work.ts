import type { MessagePort } from 'node:worker_threads';
import { AppError } from '@opptak/domain';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type Allocated, allocated } from './allocate-work.ts';
import { type Decisions, decisions } from './decide-work.ts';
import { type Delivered, receive } from './delivery.ts';
import { type Explained, type ExplainQuestion, explained } from './explain-work.ts';
import { type FreezeQuestion, type Frozen, frozen } from './freeze-work.ts';
import { type Published, published } from './publish-work.ts';
import { answerWhatIf, type WhatIfFound, type WhatIfQuestion } from './what-if-work.ts';

/** One piece of work for the thread; what is too much to be copied in one go comes through its port, page by page. */
export type MatchWork = { readonly port: MessagePort } & MatchTask;
export type MatchTask =
  | { readonly kind: 'freeze'; readonly question: FreezeQuestion }
  | { readonly kind: 'allocate' }
  | { readonly kind: 'decide'; readonly run: 'main' | 'refill' }
  | { readonly kind: 'publish' }
  | { readonly kind: 'what-if'; readonly question: WhatIfQuestion }
  | { readonly kind: 'explain'; readonly question: ExplainQuestion };

export type Answer =
  | { readonly kind: 'freeze'; readonly answer: Frozen | null }
  | { readonly kind: 'allocate'; readonly answer: Allocated }
  | { readonly kind: 'decide'; readonly answer: Decisions }
  | { readonly kind: 'publish'; readonly answer: Published }
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
    return handedOver(answered(task, delivered));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Between threads an error loses its class: what can be explained crosses as data.
    const { kind, code, message, faults } = error;
    return { kind: 'refused', refused: { kind, code, message, faults } } satisfies Refused;
  }
}

function answered(task: MatchWork, delivered: Delivered): Answer {
  switch (task.kind) {
    case 'freeze':
      return { kind: 'freeze', answer: frozen(task.question, delivered) };
    case 'allocate':
      return { kind: 'allocate', answer: allocated(delivered, (percent) => task.port.postMessage(percent)) };
    case 'decide':
      return { kind: 'decide', answer: decisions(task.run, delivered) };
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
    case 'allocate':
      return answer.answer.parts;
    case 'decide':
      return answer.answer.pages;
    default:
      return [];
  }
}
