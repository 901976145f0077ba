import type { Db, PlatformTables } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import type { GaugeSource } from '@opptak/http';
import { outboxState } from '@opptak/jobs';

/** How many messages wait, are on their way, or were put aside, and how long the oldest has waited. */
export function outboxGauges<S extends PlatformTables>(db: Db<S>, clock: Clock): readonly GaugeSource[] {
  return [
    {
      name: 'opptak_outbox_messages',
      help: 'Messages that are not done: due, sent, or dead (a person must look at them)',
      labels: ['state'],
      async read() {
        const { due, sent, dead } = await outboxState(db, clock.now());
        return Object.entries({ due, sent, dead }).map(([state, value]) => ({ labels: { state }, value }));
      },
    },
    {
      name: 'opptak_outbox_oldest_seconds',
      help: 'For how long the oldest message that is not done has been due',
      labels: [],
      async read() {
        const { oldestSeconds } = await outboxState(db, clock.now());
        return [{ labels: {}, value: oldestSeconds }];
      },
    },
  ];
}
