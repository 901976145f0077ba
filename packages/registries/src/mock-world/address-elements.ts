import type { Home, Protection } from './mock-world.ts';

const gradings: Readonly<Record<Protection, string>> = {
  none: 'ugradert',
  'client-address': 'klientadresse',
  confidential: 'fortrolig',
  'strictly-confidential': 'strengtFortrolig',
};

export const gradingOf = (protection: Protection): string => gradings[protection];

/** The fields of a home address, as Folkeregisteret writes them: one of three kinds, and its grading. */
export function homeFields(home: Home, grading: string): Record<string, unknown> {
  const common = { adressegradering: grading };
  switch (home.type) {
    case 'unknown':
      return { ukjentBosted: { bostedskommune: home.kommune }, ...common };
    case 'farm':
      return {
        matrikkeladresse: {
          bruksenhetsnummer: 'H0101',
          bruksenhetstype: 'bolig',
          matrikkelnummer: {
            kommunenummer: home.kommune,
            gaardsnummer: home.farmNumber,
            bruksnummer: home.propertyNumber,
          },
          poststed: { poststedsnavn: home.postTown, postnummer: home.postalCode },
        },
        adresseIdentifikatorFraMatrikkelen: keyOf(
          `${home.kommune}/${home.farmNumber}/${home.propertyNumber}`,
        ),
        ...common,
      };
    case 'street':
      return {
        vegadresse: {
          kommunenummer: home.kommune,
          bruksenhetsnummer: home.unit ?? 'H0101',
          bruksenhetstype: 'bolig',
          adressenavn: home.street,
          adressenummer: {
            husnummer: String(home.number),
            ...(home.letter === undefined ? {} : { husbokstav: home.letter }),
          },
          adressekode: String(1_000 + (Number(keyOf(home.street)) % 9_000)),
          poststed: { poststedsnavn: home.postTown, postnummer: home.postalCode },
        },
        adresseIdentifikatorFraMatrikkelen:
          home.addressId ??
          keyOf(`${home.street} ${home.number}${home.letter ?? ''} ${home.postalCode} ${home.unit ?? ''}`),
        ...common,
        grunnkrets: 101,
      };
  }
}

/** The open postal address that stands in for a strictly confidential home. */
export const openPostalAddress = {
  adressegradering: 'ugradert',
  postboksadresse: {
    postboks: 'Postboks 2094 Vika',
    poststed: { poststedsnavn: 'OSLO', postnummer: '0125' },
  },
};

/** A made-up key of nine digits, the same for the same address (FNV-1a). */
function keyOf(address: string): string {
  let hash = 0x811c9dc5;
  for (const char of address) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return String(100_000_000 + (hash % 900_000_000));
}
