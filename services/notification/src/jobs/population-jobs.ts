import { inKommune } from '@opptak/db';
import type { NationalId } from '@opptak/domain';
import { type JobHandler, planJob, type Schedule } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { openPerson } from '../actions/settle-families.ts';
import { inviteArrived, reconsider, settlePage, syncPopulationOf } from '../actions/sync-population.ts';
import type { Deps } from '../deps.ts';
import { findPeople } from '../repositories/people.ts';
import type { Schema } from '../schema.generated.ts';
import { rereadChildren, syncPopulation } from './job-definitions.ts';

/** Reads the population. Safe to run twice, and twice at once: the pointer decides whose page is stored. */
export function syncPopulationHandler(deps: Deps): JobHandler<typeof syncPopulation.payload> {
  return {
    definition: syncPopulation,
    run: ({ mode }, { kommune }) => syncPopulationOf(deps, kommune, mode),
  };
}

/** Reads some children anew, because a person has changed what may be told of them. */
export function rereadChildrenHandler(deps: Deps): JobHandler<typeof rereadChildren.payload> {
  return {
    definition: rereadChildren,
    async run({ childIds }, { kommune }) {
      const people = await inKommune(deps.db, kommune, (tx) => findPeople(tx, childIds));
      const numbers = [...people.values()].map((person) => openPerson(deps, person).nationalId as NationalId);
      const settled = await settlePage(deps, kommune, numbers);
      await changeAsSystem(deps, kommune, rereadChildren.name, async (change) => {
        await inviteArrived(change, settled.arrived);
        await reconsider(change, [...people.keys()], 'main-intake');
      });
    },
  };
}

/** Every night the feed is read, for every kommune. */
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
