import type { Db, Vault } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import type { Tenants } from '@opptak/service';
import type { Schema } from './schema.generated.ts';
import type { Post } from './webhooks/post-webhook.ts';
import type { Slots } from './webhooks/slots.ts';

/** What integration reaches outside through. */
export interface Deps {
  readonly db: Db<Schema>;
  readonly clock: Clock;
  /**
   * The time that stands in a delivery. Receivers refuse what is more than five minutes off their own clocks, and a
   * simulation moves our clock, never theirs.
   */
  readonly wireClock: Clock;
  readonly vault: Vault;
  readonly identityVault: Vault;
  readonly tenants: Tenants;
  readonly post: Post;
  readonly slots: Slots;
  /** Whether a subscription may name http://127.0.0.1: on a developer's machine only. */
  readonly toLoopback: boolean;
}
