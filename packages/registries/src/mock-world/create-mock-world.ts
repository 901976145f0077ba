import { type Clock, dateInNorway } from '@opptak/domain';
import { seededRandom } from '../mocks/fault-script.ts';
import { eventFeed } from './event-feed.ts';
import { familyChanges } from './family-changes.ts';
import { identityChanges } from './identity-changes.ts';
import type { Contact, Income, MockWorld } from './mock-world.ts';
import { personStore } from './person-store.ts';
import { readRawDocument } from './raw-document.ts';
import { residenceChanges } from './residence-changes.ts';
import { syntheticNumbers } from './synthetic-numbers.ts';
import type { WorldParts } from './world-parts.ts';

const noiseTypes = [
  'endringIBrukAvSamiskSpraak',
  'endringIStatsborgerskap',
  'endringILegitimasjonsdokument',
  'endringIIdentitetsgrunnlag',
  'endringISivilstand',
  'endringIVergemaal',
  'endringIKontaktinformasjon',
  'endringIUtenlandskPersonidentifikasjon',
];
/** Once in a while the register sends a type that nobody has documented. */
const unheardOf = 'endringISomIngenHarHoertOm';
const unheardOfEvery = 500;

/** A new, empty mock world. @param options.seed Decides identity numbers and where the feed has holes; default 1. */
export function mockWorld({ clock, seed = 1 }: { readonly clock: Clock; readonly seed?: number }): MockWorld {
  const feed = eventFeed(clock, seededRandom(seed));
  const store = personStore(clock);
  const numbers = syntheticNumbers(seed);
  const contacts = new Map<string, Contact>();
  const incomes = new Map<string, Income>();
  const parts: WorldParts = {
    clock,
    store,
    numbers,
    homes: new Map(),
    today: () => dateInNorway(clock.now()),
    happened: (person, ...types) => {
      for (const type of types) feed.append(person, type);
    },
  };
  const strangers = Array.from({ length: 40 }, (_, index) =>
    numbers.next(`19${50 + index}-06-15`, index % 2 === 0 ? 'female' : 'male'),
  );
  let noise = 0;

  return {
    clock,
    ...familyChanges(parts),
    ...residenceChanges(parts),
    ...identityChanges(parts),
    addDocument(raw) {
      const { nationalId, document } = readRawDocument(raw);
      numbers.take(nationalId);
      store.put(nationalId, document);
      return nationalId;
    },
    setContact: (person, contact) => void contacts.set(store.current(person), contact),
    setIncome: (person, year, income) => void incomes.set(`${store.current(person)}/${year}`, income),
    appendEvent: (person, type) => feed.append(person, type),
    appendNoise(count) {
      for (let index = 0; index < count; index += 1, noise += 1) {
        feed.append(
          strangers[noise % strangers.length] ?? '',
          (noise + 1) % unheardOfEvery === 0
            ? unheardOf
            : (noiseTypes[noise % noiseTypes.length] ?? unheardOf),
        );
      }
    },
    skipSequence: (count) => feed.skip(count),
    forgetEventsBefore: (sequence) => feed.forgetBefore(sequence),
    view: {
      document: (person) => store.document(person),
      events: (from, limit) => feed.read(from, limit),
      event: (documentId) => feed.find(documentId),
      lastSequence: () => feed.last(),
      people: () => store.people(),
      contact: (person) => contacts.get(currentOr(person, store.current)),
      income: (person, year) => incomes.get(`${currentOr(person, store.current)}/${year}`),
    },
  };
}

function currentOr(person: string, current: (person: string) => string): string {
  try {
    return current(person);
  } catch {
    return person;
  }
}
