import { connectDatabase, makeVault } from '@opptak/db';
import { type KommuneNumber, kommuneNumber, movableClock, type NationalId } from '@opptak/domain';
import { type PersonRegistry, readEventPage, readPersonDocument } from '@opptak/registries';
import { type Home, mockWorld, seededRandom } from '@opptak/registries/mocks';
import { makeLinks, readKeys, readTenants } from '@opptak/service';
import { numbersIn } from '../src/actions/find-concerned.ts';
import { readFeed } from '../src/actions/read-feed.ts';
import { syncPopulationOf } from '../src/actions/sync-population.ts';
import type { Deps } from '../src/deps.ts';
import type { Schema } from '../src/schema.generated.ts';

const town = kommuneNumber('5538');
const perPage = 1_000;

/** Events of one kind, as pages of text: what comes over the wire. */
export type Pages = readonly string[];

/**
 * A kommune with its families in a database, and a register that answers from memory with what the real one writes:
 * the network and the register's own time are left out, everything else is as in production.
 */
export async function openSyncTown(options: {
  readonly databaseUrl: string;
  readonly tenantsFile: string;
  readonly families: number;
}) {
  const clock = movableClock(new Date('2027-01-20T08:00:00Z'));
  const world = mockWorld({ clock, seed: 1 });
  const at = (number: number, kommune: KommuneNumber = town): Home => ({
    type: 'street',
    kommune,
    street: 'Skoleveien',
    number,
    postalCode: '9046',
    postTown: 'OTEREN',
  });
  const families = Array.from({ length: options.families }, (_, index) => {
    const home = at(index + 1);
    const day = String(1 + (index % 28)).padStart(2, '0');
    const mother = world.addPerson({ birthDate: `19${70 + (index % 30)}-05-${day}`, sex: 'female', home });
    const child = world.addPerson({
      birthDate: `202${2 + (index % 4)}-0${1 + (index % 9)}-${day}`,
      sex: 'male',
      home,
      parents: { mother },
    });
    return [mother, child] as const;
  });
  const strangers = Array.from({ length: 2_000 }, (_, index) =>
    world.addPerson({
      birthDate: `19${50 + (index % 50)}-0${1 + (index % 9)}-1${index % 9}`,
      sex: 'female',
      home: at(index + 1, kommuneNumber('0301')),
    }),
  );
  const documents = new Map(
    [...world.view.people()].map((number) => [number, JSON.stringify(world.view.document(number))]),
  );

  let feed: Pages = [];
  let first = 1;
  const people = registryOf({
    page: (from) => feed[Math.floor((from - first) / perPage)] ?? '[]',
    document: (number) => documents.get(number),
    young: families.map(([, child]) => child),
    last: () => first - 1,
  });
  const keys = readKeys({}, false);
  const connection = connectDatabase<Schema>({ url: options.databaseUrl, applicationName: 'bench-sync' });
  const deps: Deps = {
    db: connection.db,
    clock,
    vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
    identityVault: makeVault({ dataKey: keys.identity, indexKey: keys.index }),
    links: makeLinks(keys.link, clock),
    tenants: readTenants(options.tenantsFile),
    registries: () => ({ people }) as ReturnType<Deps['registries']>,
    config: { familyPagesUrl: 'https://opptak.example', nationalIds: 'synthetic', feedEverySeconds: 0 },
  };
  await syncPopulationOf(deps, town, 'initial');

  const random = seededRandom(1);
  const oneOf = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const written = (count: number, who: () => string | undefined, type: string): Pages => {
    const pages: string[] = [];
    for (let start = first; start < first + count; start += perPage) {
      pages.push(
        JSON.stringify(
          Array.from({ length: Math.min(perPage, first + count - start) }, (_, index) =>
            event(start + index, who() ?? '', type),
          ),
        ),
      );
    }
    return pages;
  };
  return {
    /** Of a type that admission does not read. */
    irrelevant: (count: number): Pages =>
      written(count, () => oneOf(strangers), 'endringIIdentitetsgrunnlag'),
    /** Moves of people elsewhere in the country: each must be asked about. */
    elsewhere: (count: number): Pages => written(count, () => oneOf(strangers), 'endringIBostedsadresse'),
    /** About families here: read and settled anew. */
    here: (count: number): Pages => written(count, () => oneOf(families)?.[0], 'endringIBostedsadresse'),
    /** Lets the service read these pages to their end. */
    async read(pages: Pages, count: number): Promise<void> {
      feed = pages;
      await readFeed(deps, town);
      first += count;
      feed = [];
    },
    close: () => connection.close(),
  };
}

/** What a reader must do with a page before it asks anybody: parse it, check it, leave out what does not matter. */
export function filterOnly(pages: Pages): number {
  let relevant = 0;
  for (const text of pages)
    relevant += numbersIn(readEventPage(JSON.parse(text), 1, null, 'synthetic').events).length;
  return relevant;
}

const event = (sekvensnummer: number, person: string, hendelsetype: string) => ({
  sekvensnummer,
  hendelse: {
    folkeregisteridentifikator: person,
    hendelsetype,
    hendelsesdokument: sekvensnummer.toString(16).padStart(32, '0'),
    persondokument: sekvensnummer.toString(16).padStart(32, 'a'),
    ajourholdstidspunkt: '2027-01-20T09:26:03.689+01:00',
  },
});

interface Source {
  readonly page: (from: number) => string;
  readonly document: (number: string) => string | undefined;
  readonly young: readonly string[];
  readonly last: () => number;
}

/** The adapter without its network: texts are parsed and read as they come from the register. */
function registryOf({ page, document, young, last }: Source): PersonRegistry {
  const findPeople: PersonRegistry['findPeople'] = async (asked) => {
    const found = new Map(
      asked.flatMap((askedFor) => {
        const text = document(askedFor);
        return text === undefined
          ? []
          : [[askedFor, readPersonDocument(JSON.parse(text), { policy: 'synthetic', askedFor })] as const];
      }),
    );
    return { found, missing: asked.filter((number) => !found.has(number)), unreadable: [] };
  };
  return {
    findPeople,
    findResidences: findPeople,
    findPerson: async (number) => (await findPeople([number], 'population')).found.get(number) ?? null,
    findResidents: async () => ({ type: 'not-searchable' }),
    readEvents: async (from) => readEventPage(JSON.parse(page(from)), from, null, 'synthetic'),
    lastSequence: async () => last(),
    orderExtract: async () => 'bench',
    readExtract: async (_job, batch) => {
      const nationalIds = young.slice(batch * perPage, (batch + 1) * perPage) as NationalId[];
      return nationalIds.length > 0 ? { type: 'batch', nationalIds } : { type: 'end' };
    },
  };
}
