import { isOrganisationNumber, type KommuneNumber, kommuneNumber } from '@opptak/domain';
import { type Static, type TSchema, Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import type { KindergartenRegistry, RegisteredKindergarten } from './kindergarten-registry.ts';
import { positionOf } from './position-of.ts';

const orNull = <S extends TSchema>(schema: S) => Type.Optional(Type.Union([schema, Type.Null()]));
const Address = Type.Object({
  Adresse: orNull(Type.String()),
  Postnummer: orNull(Type.String()),
  Poststed: orNull(Type.String()),
});
const Unit = Type.Object({
  Organisasjonsnummer: Type.String(),
  Navn: Type.String(),
  Kommune: orNull(Type.Object({ Kommunenummer: Type.String() })),
  Beliggenhetsadresse: orNull(Address),
  Koordinat: orNull(Type.Object({ Lengdegrad: orNull(Type.Number()), Breddegrad: orNull(Type.Number()) })),
  Maalform: orNull(Type.Object({ Id: Type.String() })),
  ErAktiv: Type.Optional(Type.Boolean()),
  ErBarnehage: Type.Optional(Type.Boolean()),
  ErBarnehageEier: Type.Optional(Type.Boolean()),
  ErPrivatBarnehage: Type.Optional(Type.Boolean()),
  AntallBarn: orNull(Type.Number()),
  AlderstrinnFra: orNull(Type.Number()),
  AlderstrinnTil: orNull(Type.Number()),
  Barnehagekategorier: orNull(Type.Array(Type.Object({ Id: Type.String() }))),
  ForeldreRelasjoner: orNull(
    Type.Array(
      Type.Object({
        Enhet: Type.Object({ Organisasjonsnummer: Type.String(), Navn: Type.String() }),
        Relasjonstype: Type.Object({ Id: Type.String() }),
      }),
    ),
  ),
});
const Units = Type.Object({ EnhetListe: Type.Array(Unit) });

type Unit = Static<typeof Unit>;

const ownerRelation = '6';
const ordinaryCategory = '31';

/**
 * Nasjonalt barnehageregister over HTTP, version 4: open, without a token. It knows neither opening hours nor food
 * price nor family kindergartens from others; Barnehagefakta does (`withDetails`).
 *
 * @param options.baseUrl The host: "https://data-nbr.udir.no".
 */
export function nbr(options: RegistryOptions): KindergartenRegistry {
  const endpoint: RegistryEndpoint = { ...options, registry: 'NBR' };
  const findUnit = async (organisationNumber: string): Promise<Unit | null> => {
    const { status, json } = await callRegistry(endpoint, {
      operation: 'unit',
      path: `/v4/enhet/${encodeURIComponent(organisationNumber)}`,
      answers: [404],
      maxBytes: 1024 * 1024,
    });
    return status === 404 ? null : readAnswer(endpoint.registry, Unit, json);
  };
  return {
    async findInKommune(kommune) {
      const { json } = await callRegistry(endpoint, {
        operation: 'units-in-kommune',
        path: `/v4/enheter/kommune/${kommune}`,
        maxBytes: 32 * 1024 * 1024,
      });
      const found: RegisteredKindergarten[] = [];
      for (const unit of readAnswer(endpoint.registry, Units, json).EnhetListe) {
        if (unit.ErAktiv === false || unit.ErBarnehage === false || unit.ErBarnehageEier) continue;
        // A list may hold shortened units; the full one is asked for by its number.
        const full = unit.Kommune === undefined ? await findUnit(unit.Organisasjonsnummer) : unit;
        const kindergarten = full && kindergartenFrom(full);
        if (kindergarten?.kommune === kommune) found.push(kindergarten);
      }
      return found.sort((a, b) => (a.organisationNumber < b.organisationNumber ? -1 : 1));
    },
    async findKindergarten(organisationNumber) {
      const unit = await findUnit(organisationNumber);
      return unit && kindergartenFrom(unit);
    },
  };
}

/** @returns null when the unit is no active kindergarten. */
function kindergartenFrom(unit: Unit): RegisteredKindergarten | null {
  if (!unit.ErBarnehage || !unit.ErAktiv || unit.ErBarnehageEier) return null;
  if (!isOrganisationNumber(unit.Organisasjonsnummer)) return null;
  const kommune = kommuneFrom(unit);
  if (kommune === null) return null;
  const owner = unit.ForeldreRelasjoner?.find((one) => one.Relasjonstype.Id === ownerRelation)?.Enhet;
  const address = unit.Beliggenhetsadresse;
  const [from, until] = [unit.AlderstrinnFra, unit.AlderstrinnTil];
  return {
    organisationNumber: unit.Organisasjonsnummer,
    name: unit.Navn,
    kommune,
    ownership: unit.ErPrivatBarnehage ? 'private' : 'municipal',
    owner: owner ? { organisationNumber: owner.Organisasjonsnummer || null, name: owner.Navn } : null,
    kind: unit.Barnehagekategorier?.some((one) => one.Id === ordinaryCategory) ? 'ordinary' : 'unknown',
    ages: typeof from === 'number' && typeof until === 'number' ? { from, until } : null,
    address: address?.Postnummer
      ? { line: address.Adresse ?? '', postalCode: address.Postnummer, postTown: address.Poststed ?? '' }
      : null,
    position: positionOf(unit.Koordinat?.Breddegrad, unit.Koordinat?.Lengdegrad),
    children: unit.AntallBarn ?? null,
    languageForm: unit.Maalform?.Id ?? null,
    openingHours: null,
    pedagogicalProfile: null,
    areaSquareMetres: null,
    foodPriceKroner: null,
  };
}

function kommuneFrom(unit: Unit): KommuneNumber | null {
  try {
    return kommuneNumber(unit.Kommune?.Kommunenummer ?? '');
  } catch {
    return null;
  }
}
