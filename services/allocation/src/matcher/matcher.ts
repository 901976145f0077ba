import { setTimeout as pause } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { AppError } from '@opptak/domain';
import { Piscina } from 'piscina';
import type { Parts } from '../repositories/documents.ts';
import type { Allocated } from './allocate-work.ts';
import { deliver, type Sources } from './delivery.ts';
import type { Explained, ExplainQuestion } from './explain-work.ts';
import type { FreezeQuestion, Frozen } from './freeze-work.ts';
import type { Answer, MatchTask, MatchWork, Refused } from './match-work.ts';
import type { ProofFound, ProofQuestion } from './prove-work.ts';
import type { Published } from './publish-work.ts';
import type { WhatIfFound, WhatIfQuestion } from './what-if-work.ts';

/** What a run was frozen with and what it gave. */
export interface RunParts {
  readonly input: Parts;
  readonly result: Parts;
}

/** Called every other second while the thread works, for a caller who holds a transaction open. */
type StayAwake = () => Promise<void>;

/** The allocation engine, its checker and its explanations, in a thread of their own. */
export interface Matcher {
  /** @returns null for a refill with nothing to give. @throws what the pages throw */
  freeze(
    question: FreezeQuestion,
    pages: Omit<Sources, keyof RunParts>,
    stayAwake: StayAwake,
  ): Promise<Frozen | null>;
  /** @param onProgress told how far the run has come, 0–100. */
  allocate(input: Parts, onProgress: (percent: number) => void): Promise<Allocated>;
  publish(result: Parts): Promise<Published>;
  /** Asks the exact solver; may take minutes. @throws AppError unprocessable `bad-result` */
  prove(question: ProofQuestion, documents: RunParts): Promise<ProofFound>;
  explain(question: ExplainQuestion, documents: RunParts): Promise<Explained>;
  /** @throws AppError unavailable `too-many-questions` when several are being answered already. */
  whatIf(question: WhatIfQuestion, documents: RunParts): Promise<WhatIfFound>;
  close(): Promise<void>;
}

const idleMs = 60_000;
const awakeMs = 2_000;
/** A simulation takes a thread as long as a run does: more than these wait for nobody. */
const mostWhatIfs = 4;

export function openMatcher(): Matcher {
  // One for runs, one for simulations, one for proofs, and one for what somebody waits for with a transaction open.
  const threads = new Piscina<MatchWork, Answer | Refused>({
    name: 'work',
    filename: new URL('./match-work.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 4,
    idleTimeout: idleMs,
  });
  const runs = oneAfterTheOther();
  const whatIfs = oneAfterTheOther();
  const proofs = oneAfterTheOther();
  let asked = 0;

  async function ask(
    task: MatchTask,
    sources: Sources,
    { onProgress, stayAwake }: { onProgress?: (percent: number) => void; stayAwake?: StayAwake } = {},
  ) {
    const { port1, port2 } = new MessageChannel();
    if (onProgress) port1.on('message', onProgress);
    const answer = threads.run({ ...task, port: port2 }, { transferList: [port2] });
    // When a source fails, that is what is told, and not that the thread got nothing to work on.
    answer.catch(() => undefined);
    try {
      await deliver(port1, sources);
      const done = await (stayAwake ? awake(answer, stayAwake) : answer);
      if (done.kind === 'refused') throw refusal(done);
      return done;
    } finally {
      port1.close();
    }
  }

  return {
    async freeze(question, pages, stayAwake) {
      const done = await ask({ kind: 'freeze', question }, pages, { stayAwake });
      return done.kind === 'freeze' ? done.answer : somethingElse();
    },
    async allocate(input, onProgress) {
      const done = await runs(() => ask({ kind: 'allocate' }, { input }, { onProgress }));
      return done.kind === 'allocate' ? done.answer : somethingElse();
    },
    async publish(result) {
      const done = await ask({ kind: 'publish' }, { result });
      return done.kind === 'publish' ? done.answer : somethingElse();
    },
    async prove(question, documents) {
      const done = await proofs(() => ask({ kind: 'prove', question }, documents));
      return done.kind === 'prove' ? done.answer : somethingElse();
    },
    async explain(question, documents) {
      const done = await ask({ kind: 'explain', question }, documents);
      return done.kind === 'explain' ? done.answer : somethingElse();
    },
    async whatIf(question, documents) {
      if (asked >= mostWhatIfs) {
        throw new AppError(
          'unavailable',
          'too-many-questions',
          'Other simulations run; ask again in a moment',
        );
      }
      asked += 1;
      try {
        const done = await whatIfs(() => ask({ kind: 'what-if', question }, documents));
        return done.kind === 'what-if' ? done.answer : somethingElse();
      } finally {
        asked -= 1;
      }
    },
    close: () => threads.close({ force: true }),
  };
}

/** Lets the next piece of work begin when the last one has ended, however that went. */
function oneAfterTheOther(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

async function awake<T>(answer: Promise<T>, stayAwake: StayAwake): Promise<T> {
  let here = true;
  const answered = answer.finally(() => {
    here = false;
  });
  answered.catch(() => undefined);
  for (;;) {
    const stop = new AbortController();
    await Promise.race([answered, pause(awakeMs, undefined, { signal: stop.signal }).catch(() => undefined)]);
    stop.abort();
    if (!here) return answered;
    await stayAwake();
  }
}

function refusal({ refused: { kind, code, message, faults } }: Refused): AppError {
  return new AppError(kind, code, message, { faults });
}

function somethingElse(): never {
  throw new TypeError('The thread answered something else');
}
