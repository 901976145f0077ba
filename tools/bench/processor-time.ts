/** Milliseconds of processor time that this thread spends on `work`: what else the machine does counts little. */
export function processorMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Some kernels count processor time in ticks of a few milliseconds only. */
const enoughMs = 100;
const batches = 5;

/** The least processor time of a run, of several batches long enough to be measured. The first runs, before the compiler is warm, do not count. */
export function leastMs(work: () => void): number {
  for (let run = 0; run < 3; run++) work();
  let runs = 1;
  const batch = () => {
    for (let run = 0; run < runs; run++) work();
  };
  while (processorMs(batch) < enoughMs) runs *= 2;
  return Math.min(...Array.from({ length: batches }, () => processorMs(batch) / runs));
}

export const shown = (ms: number): string =>
  (ms < 0.1 ? ms.toFixed(3) : ms < 10 ? ms.toFixed(2) : ms.toFixed(0)).padStart(8);
