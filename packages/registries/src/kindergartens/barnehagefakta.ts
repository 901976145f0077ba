import { type TSchema, Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import type { KindergartenRegistry, RegisteredKindergarten } from './kindergarten-registry.ts';
import { positionOf } from './position-of.ts';

/** What Barnehagefakta knows beside NBR. */
export type KindergartenDetails = Pick<
  RegisteredKindergarten,
  | 'kind'
  | 'ages'
  | 'position'
  | 'children'
  | 'openingHours'
  | 'pedagogicalProfile'
  | 'areaSquareMetres'
  | 'foodPriceKroner'
>;

export interface KindergartenFacts {
  /** @returns null when it is not known there just now; the service now and then says so of kindergartens it knows. */
  findDetails(organisationNumber: string): Promise<KindergartenDetails | null>;
}

const orNull = <S extends TSchema>(schema: S) => Type.Optional(Type.Union([schema, Type.Null()]));
const Facts = Type.Object({
  orgnr: Type.String(),
  alder: orNull(Type.String()),
  type: orNull(Type.String()),
  koordinatLatLng: orNull(Type.Array(Type.Number())),
  indikatorDataBarnehage: orNull(Type.Object({ antallBarn: orNull(Type.Number()) })),
  kostpenger: orNull(Type.Number()),
  pedagogiskProfil: orNull(Type.Array(Type.String())),
  apningstidFra: orNull(Type.String()),
  apningstidTil: orNull(Type.String()),
  totalAntallKvadratmeter: orNull(Type.Number()),
});

const kinds: ReadonlyMap<unknown, RegisteredKindergarten['kind']> = new Map([
  ['Ordinær barnehage', 'ordinary'],
  ['Familiebarnehage', 'family'],
  ['Åpen barnehage', 'open'],
]);

/**
 * Barnehagefakta over HTTP: open, without a token.
 *
 * @param options.baseUrl The host: "https://www.barnehagefakta.no".
 */
export function barnehagefakta(options: RegistryOptions): KindergartenFacts {
  const endpoint: RegistryEndpoint = { ...options, registry: 'Barnehagefakta' };
  return {
    async findDetails(organisationNumber) {
      const { status, json } = await callRegistry(endpoint, {
        operation: 'kindergarten',
        path: `/api/Barnehage/orgnr/${encodeURIComponent(organisationNumber)}`,
        answers: [404],
        maxBytes: 1024 * 1024,
      });
      if (status === 404) return null;
      const facts = readAnswer(endpoint.registry, Facts, json);
      if (facts.orgnr !== organisationNumber) return null;
      // Text for people: "1 - 5".
      const ages = /^(\d) - (\d)$/.exec(facts.alder ?? '');
      const [latitude, longitude] = facts.koordinatLatLng ?? [];
      return {
        kind: kinds.get(facts.type) ?? 'unknown',
        ages: ages ? { from: Number(ages[1]), until: Number(ages[2]) } : null,
        position: positionOf(latitude, longitude),
        children: facts.indikatorDataBarnehage?.antallBarn ?? null,
        openingHours:
          facts.apningstidFra && facts.apningstidTil
            ? { opens: facts.apningstidFra, closes: facts.apningstidTil }
            : null,
        pedagogicalProfile: facts.pedagogiskProfil?.join(', ') || null,
        areaSquareMetres: facts.totalAntallKvadratmeter ?? null,
        foodPriceKroner: facts.kostpenger ?? null,
      };
    },
  };
}

/** A register whose kindergartens carry the details too, where they are known: what is missing is left as it was. */
export function withDetails(registry: KindergartenRegistry, facts: KindergartenFacts): KindergartenRegistry {
  const detailed = async (kindergarten: RegisteredKindergarten): Promise<RegisteredKindergarten> => {
    const details = await facts.findDetails(kindergarten.organisationNumber);
    if (!details) return kindergarten;
    return {
      ...kindergarten,
      ...details,
      kind: details.kind === 'unknown' ? kindergarten.kind : details.kind,
      ages: details.ages ?? kindergarten.ages,
      position: details.position ?? kindergarten.position,
      children: details.children ?? kindergarten.children,
    };
  };
  return {
    async findInKommune(kommune) {
      const all: RegisteredKindergarten[] = [];
      // One at a time: an open service run for people, not for us.
      for (const one of await registry.findInKommune(kommune)) all.push(await detailed(one));
      return all;
    },
    async findKindergarten(organisationNumber) {
      const found = await registry.findKindergarten(organisationNumber);
      return found && detailed(found);
    },
  };
}
