import type { Db, Vault } from '@opptak/db';
import type { Clock, NationalIdPolicy } from '@opptak/domain';
import type { RegistriesOf, Tenants } from '@opptak/service';
import type { Schema } from './schema.generated.ts';
import type { FeeChoicesOf } from './settings.ts';

/** What the fee service reaches outside through. */
export interface Deps {
  readonly db: Db<Schema>;
  readonly clock: Clock;
  /** For alarms: what a person must look at soon. */
  readonly log: { error(line: object, text: string): void };
  readonly vault: Vault;
  readonly identityVault: Vault;
  readonly nationalIds: NationalIdPolicy;
  readonly tenants: Tenants;
  readonly registries: RegistriesOf;
  /** What each kommune has chosen where law leaves a choice. */
  readonly choices: FeeChoicesOf;
}
