import { type MovableClock, movableClock } from '@opptak/domain';

/** A clock that stands at `instant` until a test moves it. */
export const fixedClock = (instant: string): MovableClock => movableClock(new Date(instant));
