import type { FastifyInstance } from 'fastify';
import type { MockWorld } from '../mock-world/mock-world.ts';
import type { PersonDocument, RegisterElement } from '../mock-world/register-format.ts';
import { fieldsOf, textOf } from './register-elements.ts';
import { registerError } from './register-error-mock.ts';

interface Asked {
  readonly adressenavn?: string;
  readonly husnummer?: string;
  readonly postnummer?: string;
  readonly kommunenummer?: string;
  readonly foedselsaarTilOgMed?: string;
}

const mostHits = 10_000;

/** Search by address: numbers of those who live, and are registered as resident, at a street and number. */
export function searchRoute(
  app: FastifyInstance,
  base: string,
  { world }: { readonly world: MockWorld },
): void {
  app.get<{ Querystring: Asked }>(`${base}/personer/soek`, async (request, reply) => {
    const { adressenavn, husnummer } = request.query;
    // The register has no rule on what must be given; without an address everybody would be found.
    if (!adressenavn || !husnummer) return registerError(reply, 400, 'Søket må konkretiseres');
    const foedselsEllerDNummer = [...world.view.people()].filter((person) =>
      fits(world, person, request.query),
    );
    if (foedselsEllerDNummer.length > mostHits) return registerError(reply, 400, 'Søket må konkretiseres');
    if (foedselsEllerDNummer.length === 0) return registerError(reply, 404, 'Ingen treff');
    return { foedselsEllerDNummer };
  });
}

interface Lives {
  readonly street: string;
  readonly number: string;
  readonly postalCode: string;
  readonly kommune: string;
  readonly born: number;
}

/** A document is never changed, only replaced: what was read of it holds. A search looks at everybody. */
const read = new WeakMap<PersonDocument, Lives | null>();

function fits(world: MockWorld, person: string, asked: Asked): boolean {
  const document = world.view.document(person);
  if (!document) return false;
  const known = read.get(document);
  const lives = known === undefined ? livesAt(document) : known;
  if (known === undefined) read.set(document, lives);
  return (
    lives !== null &&
    lives.number === asked.husnummer &&
    lives.street === asked.adressenavn?.toLowerCase() &&
    (asked.postnummer === undefined || lives.postalCode === asked.postnummer) &&
    (asked.kommunenummer === undefined || lives.kommune === asked.kommunenummer) &&
    (asked.foedselsaarTilOgMed === undefined || lives.born <= Number(asked.foedselsaarTilOgMed))
  );
}

/** Where a document says that somebody lives; null for nobody resident at a street address. */
function livesAt(document: PersonDocument): Lives | null {
  const now = (property: string): RegisterElement | undefined =>
    document[property]?.find((element) => element.erGjeldende);
  const street = fieldsOf(now('bostedsadresse'), 'vegadresse');
  if (now('status')?.['status'] !== 'bosatt' || !street) return null;
  return {
    street: (textOf(street, 'adressenavn') ?? '').toLowerCase(),
    number: textOf(fieldsOf(street, 'adressenummer'), 'husnummer') ?? '',
    postalCode: textOf(fieldsOf(street, 'poststed'), 'postnummer') ?? '',
    kommune: textOf(street, 'kommunenummer') ?? '',
    born: Number(now('foedsel')?.['foedselsaar'] ?? 0),
  };
}
