import { CalendarDate, Kommune, nullable, parse } from '@opptak/contracts';
import type { Vault } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { Address, PersonFacts } from '@opptak/registries';
import type { PersonStatus } from '@opptak/rules';
import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const Text = Type.String();

/** What is kept of a person, sealed: who they are and where they live, in our words. */
export const PersonRecord = Type.Object(
  {
    nationalId: Text,
    name: nullable(
      Type.Object({ first: Text, middle: nullable(Text), last: Text, temporary: Type.Boolean() }, closed),
    ),
    bornOn: nullable(CalendarDate),
    status: Type.Enum(['resident', 'not-resident', 'emigrated', 'dead', 'stillborn', 'ended', 'unknown']),
    kommune: nullable(Kommune),
    movedOn: nullable(CalendarDate),
    address: nullable(
      Type.Object(
        {
          line: Text,
          careOf: nullable(Text),
          postalCode: Text,
          town: Text,
          street: nullable(Text),
          number: nullable(Text),
          letter: nullable(Text),
        },
        closed,
      ),
    ),
    /** Delt bosted: from and last day. Null: no second home. */
    shared: nullable(Type.Object({ from: nullable(CalendarDate), until: nullable(CalendarDate) }, closed)),
    /** Whether everybody who has parental responsibility for this person is known to us. */
    responsibility: Type.Enum(['known', 'unknown']),
  },
  closed,
);
export type PersonRecord = Static<typeof PersonRecord>;

const table = 'person';

export const sealRecord = (
  vault: Vault,
  kommune: KommuneNumber,
  personId: string,
  record: PersonRecord,
): Buffer => vault.seal(kommune, table, personId, JSON.stringify(record));

export const openRecord = (
  vault: Vault,
  kommune: KommuneNumber,
  personId: string,
  sealed: Uint8Array,
): PersonRecord => parse(PersonRecord, JSON.parse(vault.unseal(kommune, table, personId, sealed)), table);

/** What we hold of somebody, opened. */
export const openPerson = (
  { vault }: { readonly vault: Vault },
  {
    kommune,
    id,
    sealedFacts,
  }: { readonly kommune: KommuneNumber; readonly id: string; readonly sealedFacts: Uint8Array },
): PersonRecord => openRecord(vault, kommune, id, sealedFacts);

/** The register's facts as they are kept. */
export function recordOf(facts: PersonFacts, responsibility: PersonRecord['responsibility']): PersonRecord {
  const { nationalId, name, birthDate, residence, sharedResidence } = facts;
  return {
    nationalId,
    name,
    bornOn: birthDate,
    status: statusOf(facts),
    kommune: residence?.kommune ?? null,
    movedOn: residence?.movedOn ?? null,
    address: residence?.address ? addressOf(residence.address) : null,
    shared: sharedResidence ? { from: sharedResidence.from, until: sharedResidence.until } : null,
    responsibility,
  };
}

/** Only somebody registered as living in Norway counts as resident; what is not understood is unknown. */
export function statusOf({
  status,
  identity,
  death,
}: Pick<PersonFacts, 'status' | 'identity' | 'death'>): PersonStatus {
  if (death !== null || status === 'dead') return 'dead';
  if (!identity.inUse || status === 'ceased') return 'ended';
  switch (status) {
    case 'resident':
      return 'resident';
    case 'emigrated':
      return 'emigrated';
    case 'missing':
    case 'unknown':
      return 'unknown';
    default:
      return 'not-resident';
  }
}

function addressOf(address: Address): NonNullable<PersonRecord['address']> {
  const { careOf, postalCode, postTown } = address;
  const common = { careOf, postalCode: postalCode ?? '', town: postTown ?? '' };
  if (address.type === 'farm') {
    const { farmNumber, propertyNumber, additionalName } = address;
    const property = [farmNumber, propertyNumber].filter((part) => part !== null).join('/');
    const line = [additionalName, property].filter((part) => part).join(' ') || postTown || '–';
    return { ...common, line, street: null, number: null, letter: null };
  }
  const { street, number, letter } = address;
  return { ...common, line: `${street} ${number ?? ''}${letter ?? ''}`.trim(), street, number, letter };
}

/** First and last name, as letters and lists write it. A name that is not chosen yet is not shown. */
export function shownName({ name }: PersonRecord): string | null {
  if (!name || name.temporary) return null;
  return [name.first, name.middle, name.last].filter((part) => part).join(' ');
}
