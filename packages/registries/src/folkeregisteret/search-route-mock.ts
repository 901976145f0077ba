import type { FastifyInstance } from 'fastify';
import type { MockWorld } from '../mock-world/mock-world.ts';
import type { RegisterElement } from '../mock-world/register-format.ts';
import { registerError } from './folkeregisteret-mock.ts';

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

function fits(world: MockWorld, person: string, asked: Asked): boolean {
  const document = world.view.document(person);
  const now = (property: string): RegisterElement | undefined =>
    document?.[property]?.find((element) => element.erGjeldende);
  if (now('status')?.['status'] !== 'bosatt') return false;
  const street = now('bostedsadresse')?.['vegadresse'];
  if (typeof street !== 'object' || street === null) return false;
  const found = Object.entries(street);
  const text = (key: string): string => String(found.find(([name]) => name === key)?.[1] ?? '');
  const part = (key: string, inner: string): string => {
    const value: unknown = found.find(([name]) => name === key)?.[1];
    const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return String(parts.find(([name]) => name === inner)?.[1] ?? '');
  };
  const year = Number(now('foedsel')?.['foedselsaar'] ?? 0);
  return (
    text('adressenavn').toLowerCase() === asked.adressenavn?.toLowerCase() &&
    part('adressenummer', 'husnummer') === asked.husnummer &&
    (asked.postnummer === undefined || part('poststed', 'postnummer') === asked.postnummer) &&
    (asked.kommunenummer === undefined || text('kommunenummer') === asked.kommunenummer) &&
    (asked.foedselsaarTilOgMed === undefined || year <= Number(asked.foedselsaarTilOgMed))
  );
}
