import type { Clock, IsoDate } from '@opptak/domain';
import type { Home, Protection } from './mock-world.ts';
import type { PersonStore } from './person-store.ts';
import type { SyntheticNumbers } from './synthetic-numbers.ts';

/** Where somebody really lives, also when the register hides it. */
export interface Dwelling {
  readonly home: Home | null;
  readonly shared: Home | null;
  readonly sharedFrom: string | null;
  readonly movedOn: string;
  readonly protection: Protection;
}

/** What the changes to the world work on. */
export interface WorldParts {
  readonly clock: Clock;
  readonly store: PersonStore;
  readonly numbers: SyntheticNumbers;
  /** By current number. */
  readonly homes: Map<string, Dwelling>;
  readonly today: () => IsoDate;
  /** Appends events about a person, in this order. */
  readonly happened: (person: string, ...types: readonly string[]) => void;
}
