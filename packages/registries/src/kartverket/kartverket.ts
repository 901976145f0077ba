import { type Static, Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import type { AddressQuestion, AddressSearch } from './address-search.ts';

const Found = Type.Object({
  adressetekst: Type.String(),
  adressenavn: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  nummer: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  bokstav: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  kommunenummer: Type.String(),
  postnummer: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  poststed: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  representasjonspunkt: Type.Object({ lat: Type.Number(), lon: Type.Number() }),
});
const Answer = Type.Object({ adresser: Type.Array(Found) });

/**
 * Kartverket's address search over HTTP: open, without a token. It gets the address alone.
 *
 * @param options.baseUrl The host: "https://ws.geonorge.no".
 */
export function kartverket(options: RegistryOptions): AddressSearch {
  const endpoint: RegistryEndpoint = { ...options, registry: 'Kartverket' };
  return {
    async findAddress(question) {
      const text = `${question.street} ${question.number}${question.letter ?? ''}`;
      const query = new URLSearchParams({
        sok: text,
        kommunenummer: question.kommune,
        ...(question.postalCode === null ? {} : { postnummer: question.postalCode }),
        fuzzy: 'false',
        treffPerSide: '10',
        side: '0',
        utkoordsys: '4258',
        asciiKompatibel: 'true',
      });
      const { json } = await callRegistry(endpoint, {
        operation: 'search',
        path: `/adresser/v1/sok?${query}`,
        maxBytes: 2 * 1024 * 1024,
      });
      const found = readAnswer(endpoint.registry, Answer, json).adresser.filter((one) => fits(one, question));
      const [first] = found;
      // Two places that both fit are no answer: a distance would be a guess.
      if (!first || found.some((one) => !samePlace(one, first))) return null;
      return {
        text: first.adressetekst,
        kommune: first.kommunenummer,
        postalCode: first.postnummer ?? '',
        postTown: first.poststed ?? '',
        latitude: first.representasjonspunkt.lat,
        longitude: first.representasjonspunkt.lon,
      };
    },
  };
}

const folded = (text: string | null | undefined): string => (text ?? '').trim().toLocaleLowerCase('nb');

function fits(found: Static<typeof Found>, question: AddressQuestion): boolean {
  return (
    found.kommunenummer === question.kommune &&
    folded(found.adressenavn) === folded(question.street) &&
    String(found.nummer ?? '') === question.number &&
    folded(found.bokstav) === folded(question.letter) &&
    (question.postalCode === null || found.postnummer === question.postalCode)
  );
}

const samePlace = (a: Static<typeof Found>, b: Static<typeof Found>): boolean =>
  a.representasjonspunkt.lat === b.representasjonspunkt.lat &&
  a.representasjonspunkt.lon === b.representasjonspunkt.lon;
