import type { Db, Vault } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import type { Config, Links, RegistriesOf, Tenants } from '@opptak/service';
import type { Schema } from './schema.generated.ts';

/** What notification reaches outside through. */
export interface Deps {
  readonly db: Db<Schema>;
  readonly clock: Clock;
  /** Personal data at rest. */
  readonly vault: Vault;
  /** Identities inside events. */
  readonly identityVault: Vault;
  readonly links: Links;
  readonly tenants: Tenants;
  readonly registries: RegistriesOf;
  readonly config: Pick<Config, 'familyPagesUrl' | 'nationalIds' | 'feedEverySeconds'>;
}
