import { MessageChannel } from 'node:worker_threads';
import { AppError } from '@opptak/domain';
import type { Language } from '@opptak/matching';
import { Piscina } from 'piscina';
import type { Allocated, Explained, MatchWork, Refused } from './match-work.ts';

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
  close(): Promise<void>;
}

const idleMs = 60_000;

export function openMatcher(): Matcher {
  // One run at a time is enough for a kommune; a second thread lets families read while a round runs.
  const threads = new Piscina<MatchWork, Allocated | Explained | Refused>({
    name: 'work',
    filename: new URL('./match-work.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: idleMs,
  });
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
    close: () => threads.close({ force: true }),
  };
}

function throwRefused(done: Allocated | Explained | Refused): void {
  if (!('refused' in done)) return;
  const { kind, code, message, faults } = done.refused;
  throw new AppError(kind, code, message, { faults });
}
