import type { Db, Vault } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import type { Links, RegistriesOf, Tenants } from '@opptak/service';
import type { Schema } from './schema.generated.ts';

/** What intake reaches outside through. */
export interface Deps {
  readonly db: Db<Schema>;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly links: Links;
  readonly tenants: Tenants;
  readonly registries: RegistriesOf;
  /** A fresh secret seed for a round's lot. */
  readonly newLotSeed: (roundId: string) => string;
}
