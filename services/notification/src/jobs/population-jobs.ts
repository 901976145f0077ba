import { inKommune } from '@opptak/db';
import type { NationalId } from '@opptak/domain';
import { type JobHandler, planJob, type Schedule } from '@opptak/jobs';
import { inviteArrived, reconsider } from '../actions/reconsider.ts';
import { settleChildren } from '../actions/store-reading.ts';
import { followFeedOf, syncPopulationOf } from '../actions/sync-population.ts';
import type { Deps } from '../deps.ts';
import { openPerson } from '../population/person-record.ts';
import { findPeople } from '../repositories/people.ts';
import type { Schema } from '../schema.generated.ts';
import { followFeed, rereadChildren, syncPopulation } from './job-definitions.ts';

/** Reads the population. Safe to run twice, and twice at once: the pointer decides whose page is stored. */
export function syncPopulationHandler(deps: Deps): JobHandler<typeof syncPopulation.payload> {
  return {
    definition: syncPopulation,
    run: ({ mode }, { kommune }) => syncPopulationOf(deps, kommune, mode),
  };
}

/** Reads what is new in the feed, again and again. Safe to run twice, as the sync. */
export function followFeedHandler(deps: Deps): JobHandler<typeof followFeed.payload> {
  return {
    definition: followFeed,
    run: (_payload, { kommune }) => followFeedOf(deps, kommune),
  };
}

/** Reads some children anew, because a person has changed what may be told of them. */
export function rereadChildrenHandler(deps: Deps): JobHandler<typeof rereadChildren.payload> {
  return {
    definition: rereadChildren,
    async run({ childIds }, { kommune }) {
      const people = await inKommune(deps.db, kommune, (tx) => findPeople(tx, childIds));
      const numbers = [...people.values()].map((person) => openPerson(deps, person).nationalId as NationalId);
      await settleChildren(deps, kommune, numbers, async (change, { arrived }) => {
        await inviteArrived(change, arrived);
        await reconsider(change, [...people.keys()], 'main-intake');
      });
    },
  };
}

/** Every night the feed is read, for every kommune: what the day's readings have missed, and who is not loaded yet. */
export function populationSchedules(deps: Deps): readonly Schedule<Schema>[] {
  return [
    {
      name: 'sync-population',
      cron: '0 4 * * *',
      async plan(tx) {
        const runAt = deps.clock.now();
        for (const { kommune } of deps.tenants.all) {
          await planJob(tx, syncPopulation, { mode: 'feed' }, { kommune, runAt });
        }
      },
    },
  ];
}
