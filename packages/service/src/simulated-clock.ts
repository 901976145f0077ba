import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Clock, dateInNorway } from '@opptak/domain';

/**
 * A clock that several processes on one machine share: it shows the instant written in a file. For simulations only.
 *
 * @throws Error when the file is missing or holds no instant.
 */
export function simulatedClock(file: string): Clock {
  const now = (): Date => {
    const at = new Date(readFileSync(file, 'utf8').trim());
    if (Number.isNaN(at.getTime())) throw new Error('The simulated clock shows no time');
    return at;
  };
  return { now, today: () => dateInNorway(now()) };
}

/** Sets a shared clock. Whoever reads at the same moment sees the old time or the new, never half of it. */
export function setSimulatedClock(file: string, at: Date): void {
  writeFileSync(`${file}.next`, at.toISOString());
  renameSync(`${file}.next`, file);
}
