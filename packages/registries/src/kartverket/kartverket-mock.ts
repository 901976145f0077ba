import { type KindergartenRow, kindergartenRows } from '../kindergartens/kindergarten-data.ts';
import type { MockRegistry } from '../mocks/mock-registry.ts';

/**
 * Kartverket's address search. It knows the real kindergartens' addresses, and gives any other address with a number
 * a place of its own, always the same, among the kindergartens of its kommune (or with its postal code).
 */
export const kartverketMock: MockRegistry = {
  name: 'kartverket',
  prefix: '/kartverket',
  routes: (app) => {
    const rows = kindergartenRows().filter((row) => row.latitude !== null && row.longitude !== null);
    app.get<{ Querystring: { sok?: string; kommunenummer?: string; postnummer?: string } }>(
      '/adresser/v1/sok',
      async (request, reply) => {
        const { sok = '', kommunenummer, postnummer } = request.query;
        const [, street, number, letter] = /^(.+?) (\d+)\s?([A-Za-z]?)$/.exec(sok.trim()) ?? [];
        if (sok === '') return reply.code(400).send({ message: 'sok' });
        const near = rows.filter((row) => kommunenummer === undefined || row.kommunenummer === kommunenummer);
        const same = near.filter((row) => row.postalCode === postnummer);
        const place = street ? placeOf(sok, same.length > 0 ? same : near) : null;
        const adresser = place
          ? [
              {
                adressenavn: street,
                adressetekst: sok.trim(),
                adressekode: 1_000,
                nummer: Number(number),
                bokstav: letter?.toUpperCase() ?? '',
                kommunenummer: place.row.kommunenummer,
                kommunenavn: place.row.kommunenavn.toUpperCase(),
                objtype: 'Vegadresse',
                poststed: place.row.postTown,
                postnummer: postnummer ?? place.row.postalCode,
                representasjonspunkt: { epsg: 'EPSG:4258', lat: place.latitude, lon: place.longitude },
              },
            ]
          : [];
        return {
          metadata: { treffPerSide: 10, side: 0, totaltAntallTreff: adresser.length, sokeStreng: sok },
          adresser,
        };
      },
    );
  },
};

function placeOf(address: string, rows: readonly KindergartenRow[]) {
  const known = rows.find((row) => row.addressLine?.toLowerCase() === address.trim().toLowerCase());
  if (known) return { row: known, latitude: known.latitude ?? 0, longitude: known.longitude ?? 0 };
  let hash = 0x811c9dc5;
  for (const char of address.toLowerCase())
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const row = rows[hash % Math.max(rows.length, 1)];
  if (!row) return null;
  // Within about a kilometre of a kindergarten; five decimals are about a metre.
  const shift = (bits: number): number => Math.round((bits / 1_024 - 0.5) * 2_000) / 100_000;
  return {
    row,
    latitude: Number(((row.latitude ?? 0) + shift((hash >>> 10) & 1_023)).toFixed(5)),
    longitude: Number(((row.longitude ?? 0) + 2 * shift((hash >>> 20) & 1_023)).toFixed(5)),
  };
}
