import { setImmediate as letOthersIn } from 'node:timers/promises';

/** Each is a kindergarten: a millisecond or so. */
const stepsAtOnce = 4;

/** Does long work in small steps, so that whoever else asks the service is answered in between. */
export async function inSlices<T>(steps: Generator<undefined, T>): Promise<T> {
  for (let step = 0; ; step++) {
    if (step % stepsAtOnce === 0) await letOthersIn();
    const { done, value } = steps.next();
    if (done) return value;
  }
}
