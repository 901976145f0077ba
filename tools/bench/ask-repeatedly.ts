import { parentPort, workerData } from 'node:worker_threads';

/** What the thread that asks is told. */
export interface Asked {
  readonly url: string;
  readonly token: string;
  readonly everyMs: number;
}

/** How long each answer took, in milliseconds, and how many were no good answers. */
export interface Answers {
  readonly tookMs: readonly number[];
  readonly failed: number;
}

const { url, token, everyMs }: Asked = workerData;
const tookMs: number[] = [];
const asking = new Set<Promise<void>>();
let failed = 0;

async function ask(): Promise<void> {
  const start = performance.now();
  try {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    await answer.text();
    if (!answer.ok) failed += 1;
  } catch {
    failed += 1;
  }
  tookMs.push(performance.now() - start);
}

// At a steady pace, whatever the last answer took: who waits for a slow answer does not count the next ones as slow.
const timer = setInterval(() => {
  const one = ask().finally(() => asking.delete(one));
  asking.add(one);
}, everyMs);
parentPort?.once('message', async () => {
  clearInterval(timer);
  await Promise.all(asking);
  parentPort?.postMessage({ tookMs, failed } satisfies Answers);
  parentPort?.close();
});
