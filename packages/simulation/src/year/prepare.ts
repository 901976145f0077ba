import { readdirSync, readFileSync } from 'node:fs';
import {
  Accepted,
  BylawsDocument,
  BylawsReceipt,
  ImportReceipt,
  Kindergarten,
  Kindergartens,
  parse,
  Round,
} from '@opptak/contracts';
import { addDays, isoDate } from '@opptak/domain';
import { parseBylaws } from '@opptak/matching';
import type { CityHall } from '../city-hall.ts';
import type { SimulatedKindergarten } from '../population.ts';
import { at } from './calendar.ts';
import { type Stage, settle } from './stage.ts';

const bylawsFolder = new URL('../../../../examples/bylaws/', import.meta.url);

/** Of a hundred places, this many are for children under three. */
const smallPercent = 42;
/** Places fewer than the children who were enrolled when the register counted: enough of them for nobody to choose freely. */
const missingPercent = 4;
const fullPriceNok = 1200;
const foodNok = 300;
const importSlice = 500;

/** Before the year begins: kindergartens from the register, places and prices from the owners, bylaws, present places. */
export async function prepare(stage: Stage): Promise<void> {
  const everywhere = (work: (hall: CityHall) => Promise<unknown>) => Promise.all(stage.cityHalls.map(work));
  await everywhere((hall) =>
    hall.post(Accepted, { service: 'intake', path: '/v1/kindergarten-imports', body: {} }),
  );
  await settle(stage);
  await everywhere((hall) => offerPlaces(stage, hall));
  await settle(stage);
  await everywhere((hall) => importPlacements(stage, hall));
  await settle(stage);
}

async function offerPlaces(stage: Stage, hall: CityHall): Promise<void> {
  const { kindergartens } = await hall.get(Kindergartens, { service: 'intake', path: '/v1/kindergartens' });
  for (const kindergarten of kindergartens) {
    const known = stage.kindergartens.find(({ id }) => id === kindergarten.kindergartenId);
    if (known) await setPlaces(hall, kindergarten, known);
  }
  await hall.post(BylawsReceipt, {
    service: 'intake',
    path: '/v1/bylaws',
    body: exampleBylaws(hall.kommune),
  });
}

/** Opens the main round of the year. @returns its id. */
export async function openRound({ calendar }: Stage, hall: CityHall): Promise<string> {
  const { roundId } = await hall.post(Round, {
    service: 'intake',
    path: '/v1/rounds',
    body: {
      kind: 'main',
      kindergartenYear: calendar.year,
      opensAt: at(calendar.preparedOn, '08:00').toISOString(),
      deadlineOn: calendar.deadlineOn,
    },
  });
  return roundId;
}

async function setPlaces(
  hall: CityHall,
  { kindergartenId, version, ownership }: Kindergarten,
  { children, sami }: SimulatedKindergarten,
): Promise<void> {
  const places = children - Math.floor((children * missingPercent) / 100);
  const small = Math.round((places * smallPercent) / 100);
  const large = places - small;
  await hall.put(Kindergarten, {
    service: 'intake',
    path: `/v1/kindergartens/${kindergartenId}/offer`,
    version,
    body: {
      capacity: { small, large },
      // Municipal kindergartens let the age bands use each other's places; each keeps most of its own.
      conversion:
        ownership === 'municipal'
          ? {
              order: ['small', 'large'],
              minimum: { small: Math.floor(small / 2), large: Math.floor(large / 2) },
            }
          : null,
      profile: sami ? 'sami' : null,
      monthlyPriceNok: fullPriceNok,
      monthlyFoodNok: foodNok,
      fullTimeHours: 45,
    },
  });
}

/** The examples speak of kindergartens that are nobody's; in the simulation these stand in for them. */
const standIns: Readonly<Record<string, string>> = {
  'example-kaafjord-sami': '974569302',
  'example-asker-forest': '928527263',
};

/** Bylaws made for the demonstration; see examples/bylaws. */
function exampleBylaws(kommune: string): BylawsDocument {
  const found = readdirSync(bylawsFolder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => parseBylaws(JSON.parse(aYearEarlier(readFileSync(new URL(name, bylawsFolder), 'utf8')))))
    .find(({ sets }) => sets.some((set) => set.kommune === kommune));
  if (!found) throw new Error(`There are no example bylaws for ${kommune}`);
  const sets = found.sets.map((set) =>
    set.kindergarten === undefined
      ? set
      : { ...set, kindergarten: standIns[set.kindergarten] ?? set.kindergarten },
  );
  return parse(BylawsDocument, JSON.parse(JSON.stringify({ ...found, sets })), 'Bylaws');
}

/** The examples hold from August 2026, the deadline of the simulated year is in March: their dates move a year back. */
const aYearEarlier = (text: string): string =>
  text.replaceAll(
    /"(\d{4})(-\d{2}-\d{2})"/g,
    (_date, year: string, rest: string) => `"${Number(year) - 1}${rest}"`,
  );

/** The places that children have already, as the system used before hands them over. */
async function importPlacements({ calendar, families }: Stage, hall: CityHall): Promise<void> {
  const from = isoDate(`${calendar.year - 1}-08-01`);
  const placements = families
    .filter(({ kommune }) => kommune === hall.kommune)
    .flatMap((family) => family.children.map((child) => ({ family, child })))
    .flatMap(({ child }) =>
      child.kindergarten === null ? [] : [{ ...child, kindergarten: child.kindergarten }],
    )
    .map(({ nationalId, bornOn, kindergarten }) => ({
      nationalId,
      kindergartenId: kindergarten,
      from,
      until: leavesForSchool(bornOn, calendar.year) ? addDays(calendar.placesFrom, -1) : null,
      daysPerWeek: 5,
    }));
  for (let start = 0; start < placements.length; start += importSlice) {
    await hall.post(ImportReceipt, {
      service: 'allocation',
      path: '/v1/placement-imports',
      body: { placements: placements.slice(start, start + importSlice) },
      key: `placements ${hall.kommune} ${start}`,
    });
  }
}

const leavesForSchool = (bornOn: string, year: number): boolean => Number(bornOn.slice(0, 4)) <= year - 6;
