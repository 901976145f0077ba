import type { Guardianship, ParentWithoutNumber, PersonName } from './mock-world.ts';

/** A name in the register's field names. */
export const nameFields = (name: PersonName): Record<string, string> => ({
  fornavn: name.first,
  ...(name.middle === undefined ? {} : { mellomnavn: name.middle }),
  etternavn: name.last,
});

const words = {
  joint: 'felles',
  mother: 'mor',
  father: 'far',
  'co-mother': 'medmor',
  others: 'andre',
  unknown: 'ukjent',
} as const;

/** Parental responsibility of one child: one element per holder. */
export function guardianFields(child: string, guardians: Guardianship): Record<string, unknown>[] {
  const common = { ansvarssubjekt: child };
  switch (guardians.type) {
    case 'none':
      return [];
    case 'joint':
      return guardians.holders.map((holder) => ({ ansvar: words.joint, ...common, ...holderFields(holder) }));
    case 'others':
      return [
        {
          ansvar: words.others,
          ...common,
          ...(guardians.holder === undefined ? {} : { ansvarlig: guardians.holder }),
          ...(guardians.organisation === undefined ? {} : { ansvarligOrganisasjon: guardians.organisation }),
        },
      ];
    case 'unknown':
      return [{ ansvar: words.unknown, ...common }];
    default:
      return [{ ansvar: words[guardians.type], ...common, ...holderFields(guardians.holder) }];
  }
}

function holderFields(holder: string | ParentWithoutNumber): Record<string, unknown> {
  return typeof holder === 'string'
    ? { ansvarlig: holder }
    : { ansvarligUtenIdentifikator: withoutNumber(holder) };
}

/** Everybody with a number who holds the responsibility. */
export function holdersOf(guardians: Guardianship): readonly string[] {
  if (guardians.type === 'unknown' || guardians.type === 'none') return [];
  const holders = guardians.type === 'joint' ? guardians.holders : [guardians.holder];
  return holders.filter((holder) => typeof holder === 'string');
}

/** Somebody known by name and birth date only. */
export const withoutNumber = (person: ParentWithoutNumber): Record<string, unknown> => ({
  navn: nameFields(person.name),
  foedselsdato: person.birthDate,
});
