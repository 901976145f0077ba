import { MessageChannel } from 'node:worker_threads';
import { AppError } from '@opptak/domain';
import type { Language } from '@opptak/matching';
import { Piscina } from 'piscina';
import type { Allocated, Answer, Explained, MatchWork, Refused } from './match-work.ts';
import type { WhatIfFound, WhatIfQuestion } from './what-if-work.ts';

/** The allocation engine, its checker and its explanations, in a thread of their own. */
export interface Matcher {
  /** @param onProgress told how far the run has come, 0–100. */
  allocate(input: string, onProgress: (percent: number) => void): Promise<Allocated>;
  explain(question: {
    readonly input: string;
    /** The bylaws that the run was frozen with, so that reasons are given in their own words. */
    readonly bylaws: string | null;
    readonly result: string;
    readonly applicant: string;
    readonly language: Language;
    readonly names: Readonly<Record<string, string>>;
  }): Promise<Explained>;
  /** @throws AppError unavailable `too-many-questions` when several are being answered already. */
  whatIf(question: WhatIfQuestion): Promise<WhatIfFound>;
  close(): Promise<void>;
}

const idleMs = 60_000;
/** A simulation takes a thread as long as a run does: more than these wait for nobody. */
const mostWhatIfs = 4;

export function openMatcher(): Matcher {
  // One run at a time is enough for a kommune; a second thread lets families read while a round runs.
  const threads = new Piscina<MatchWork, Answer | Refused>({
    name: 'work',
    filename: new URL('./match-work.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: idleMs,
  });
  let whatIfs: Promise<unknown> = Promise.resolve();
  let asked = 0;
  return {
    async allocate(input, onProgress) {
      const { port1, port2 } = new MessageChannel();
      port1.on('message', onProgress);
      try {
        const done = await threads.run(
          { kind: 'allocate', input, progress: port2 },
          { transferList: [port2] },
        );
        throwRefused(done);
        if (!('violations' in done)) throw new TypeError('The thread answered something else');
        return done;
      } finally {
        port1.close();
      }
    },
    async explain(question) {
      const done = await threads.run({ kind: 'explain', ...question });
      throwRefused(done);
      if (!('facts' in done)) throw new TypeError('The thread answered something else');
      return done;
    },
    async whatIf(question) {
      if (asked >= mostWhatIfs)
        throw new AppError(
          'unavailable',
          'too-many-questions',
          'Other simulations run; ask again in a moment',
        );
      asked += 1;
      // One after the other, so that a thread is left for runs and families.
      const answer = whatIfs.then(() => threads.run({ kind: 'what-if', question }));
      whatIfs = answer.catch(() => undefined);
      try {
        const done = await answer;
        throwRefused(done);
        if (!('moves' in done)) throw new TypeError('The thread answered something else');
        return done;
      } finally {
        asked -= 1;
      }
    },
    close: () => threads.close({ force: true }),
  };
}

function throwRefused(done: Answer | Refused): asserts done is Answer {
  if (!('refused' in done)) return;
  const { kind, code, message, faults } = done.refused;
  throw new AppError(kind, code, message, { faults });
}
