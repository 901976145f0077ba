import { setImmediate as letOthersIn } from 'node:timers/promises';

/** Steps between which others are let in: each takes well below a millisecond. */
const stepsAtOnce = 10;

/** Does long work in small steps, so that whoever else asks the service is answered in between. */
export async function inSlices<T>(steps: Generator<undefined, T>): Promise<T> {
  for (let step = 1; ; step++) {
    const { done, value } = steps.next();
    if (done) return value;
    if (step % stepsAtOnce === 0) await letOthersIn();
  }
}
