import type { Db, Vault } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import type { Tenants } from '@opptak/service';
import type { Matcher } from './matcher/matcher.ts';
import type { Schema } from './schema.generated.ts';

/** What allocation reaches outside through. */
export interface Deps {
  readonly db: Db<Schema>;
  readonly clock: Clock;
  readonly tenants: Tenants;
  readonly vault: Vault;
  /** The engine, its checker and its explanations, in a thread of their own. */
  readonly matcher: Matcher;
}
