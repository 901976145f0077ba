import type { Group, Run } from '../proof/model.ts';
import type { Applicant, Band, Kindergarten, Seats } from './document.ts';
import { byId } from './hashes.ts';
import { once } from './once.ts';
import { compare } from './orders.ts';
import { seatsOf } from './seats.ts';

/** The groups of the run, by kindergarten in id order, then small, large, all (§§ 2 and 6). */
export function groupsOf(run: Run): Group[] {
  const { applicants, kindergartens, region } = run.input;
  const earliest = applicants.map(({ startsOn = '' }) => startsOn).sort()[0] ?? '';
  const tenantsOf = Map.groupBy(applicants, ({ current }) => current);
  const placed = once(() => run.children().flatMap((child) => child.place() ?? []));
  const heldBy = once(() => Map.groupBy(placed(), ({ group }) => group));

  return byId(kindergartens).flatMap((kindergarten) => {
    const { id, capacity, reserve = 0, order } = kindergarten;
    const bands: readonly Band[] = isUndivided(capacity) ? ['all'] : ['small', 'large'];
    const here = bands.map((band): Group => {
      const group: Group = {
        kindergarten,
        band,
        capacity: isUndivided(capacity) ? capacity : (ofBand(capacity, band) ?? 0),
        tenants: (tenantsOf.get(id) ?? []).filter((tenant) => suits({ band }, tenant)),
        position: order && new Map(order.map((child, i) => [child, i])),
        reserve: typeof reserve === 'number' ? reserve : (ofBand(reserve, band) ?? 0),
        openFirst: region?.reserveOrder !== 'reserve-first',
        limits: limitsAt(run, id),
        seats: once(() => seatsOf(run, here, group, earliest)),
        plain: once(() => isPlain(group)),
        held: once(() => (heldBy().get(group) ?? []).sort(compare)),
      };
      return group;
    });
    return here;
  });
}

/** Whether children of this age belong to the group. */
export const suits = ({ band }: Pick<Group, 'band'>, applicant: Applicant): boolean =>
  band === 'all' || band === applicant.band;

const isUndivided = (capacity: Kindergarten['capacity']): capacity is Seats =>
  typeof capacity === 'number' || Array.isArray(capacity);

const ofBand = <T>(parts: { readonly small?: T; readonly large?: T }, band: Band): T | undefined =>
  band === 'all' ? undefined : parts[band];

function isPlain({ reserve, limits, seats }: Group): boolean {
  return reserve === 0 && limits.size === 0 && seats().every(({ whole, from }) => whole && from === '');
}

function limitsAt({ input: { region } }: Run, id: string): ReadonlyMap<string, number> {
  const here = (region?.agreements ?? []).filter(({ kindergarten }) => kindergarten === id);
  return new Map(here.flatMap(({ from, places }) => (places === undefined ? [] : [[from, places]])));
}
