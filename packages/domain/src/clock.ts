import { dateInNorway, type IsoDate } from './iso-date.ts';

/** Where time comes from. Everything that needs the time asks a clock, so that tests and simulations can move it. */
export interface Clock {
  now(): Date;
  /** The calendar date in Norway. */
  today(): IsoDate;
}

const clockFrom = (now: () => Date): Clock => ({ now, today: () => dateInNorway(now()) });

export const systemClock: Clock = clockFrom(() => new Date());

/** A clock that stands still until it is moved. It can not go backwards. */
export interface MovableClock extends Clock {
  /** @throws RangeError when `to` lies before the present time of the clock. */
  moveTo(to: Date): void;
}

export function movableClock(start: Date): MovableClock {
  let at = start.getTime();
  return {
    ...clockFrom(() => new Date(at)),
    moveTo(to) {
      if (to.getTime() < at) throw new RangeError('A clock does not go backwards');
      at = to.getTime();
    },
  };
}
