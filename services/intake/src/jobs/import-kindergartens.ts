import { inKommune } from '@opptak/db';
import type { JobHandler } from '@opptak/jobs';
import type { RegisteredKindergarten } from '@opptak/registries';
import { changeAsSystem } from '@opptak/service';
import { storeRegistered } from '../actions/store-registered.ts';
import type { Deps } from '../deps.ts';
import { findKindergartens, type Registered } from '../repositories/kindergartens.ts';
import { importKindergartens } from './import-kindergartens-job.ts';

/**
 * Fetches the kommune's kindergartens from the national register. Safe to run twice: what has not changed is left
 * alone. What the register no longer lists becomes inactive, unless the register lists nothing at all.
 */
export function importKindergartensHandler(deps: Deps): JobHandler<typeof importKindergartens.payload> {
  return {
    definition: importKindergartens,
    async run(_payload, { kommune }) {
      const registered = await deps.registries(kommune).kindergartens.findInKommune(kommune);
      if (registered.length === 0) return;
      const known = await inKommune(deps.db, kommune, (tx) => findKindergartens(tx));
      await changeAsSystem(deps, kommune, importKindergartens.name, (change) =>
        storeRegistered(change, registered.map(toFacts), new Set(known.map(({ id }) => id))),
      );
    },
  };
}

function toFacts(registered: RegisteredKindergarten): Registered {
  return {
    id: registered.organisationNumber,
    name: registered.name,
    ownership: registered.ownership,
    form: registered.kind === 'unknown' ? 'ordinary' : registered.kind,
    ownerName: registered.owner?.name ?? '',
    lat: registered.position?.latitude ?? null,
    lon: registered.position?.longitude ?? null,
    minAge: registered.ages?.from ?? 0,
    maxAge: registered.ages?.until ?? 5,
    active: true,
  };
}
