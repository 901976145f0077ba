import { readFileSync } from 'node:fs';
import { CalendarDate, Kommune, Language, parse } from '@opptak/contracts';
import { type KommuneNumber, kommuneNumber } from '@opptak/domain';
import { type Static, Type } from 'typebox';

/** Promises and habits of a kommune's admission. No law sets them; what is left out is as in `admissionDefaults`. */
const Admission = Type.Object(
  {
    /** Months after the deadline within which a family has its answer: what the receipt promises. */
    answerWithinMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
    /** Months between two notes to those who wait for a place. */
    noteEveryMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
    /** Days that a link lives after the deadline, or after the day it was made when that is later. */
    linkDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
    /** Whether the statutes let an application on the waiting list count in the next main intake by itself. */
    waitingListCarriesOver: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type AdmissionSettings = Required<Static<typeof Admission>>;

export const admissionDefaults: AdmissionSettings = {
  answerWithinMonths: 2,
  noteEveryMonths: 3,
  linkDays: 30,
  waitingListCarriesOver: false,
};

/** What a kommune has chosen for its admission, the defaults where it has not. */
export const admissionOf = ({ admission }: Pick<Tenant, 'admission'>): AdmissionSettings => ({
  ...admissionDefaults,
  ...admission,
});

/** A text of the kommune's own in each language that it has it in; bokmål always. */
const OwnText = Type.Intersect([
  Type.Object({ nb: Type.String() }),
  Type.Record(Type.String(), Type.String()),
]);

/** A kommune that runs its admission here, and what it has chosen where law leaves a choice. */
const Tenant = Type.Object(
  {
    kommune: Kommune,
    /** The organisation number that stands as consumer in the kommune's Maskinporten tokens. */
    organisation: Type.String({ pattern: '^\\d{9}$' }),
    /** Vendors that may act for the kommune. */
    suppliers: Type.Array(Type.String({ pattern: '^\\d{9}$' })),
    /** The kommune's name in each of its own languages; bokmål always. */
    name: OwnText,
    /** Languages the kommune writes letters in; the first is used when the family's is not among them. */
    languages: Type.Array(Language, { minItems: 1 }),
    /** Days a family has to answer an offer. Set by each kommune; no national rule. */
    answerDays: Type.Integer({ minimum: 1, maximum: 60 }),
    /** Days before the deadline when families that have not answered are reminded, the invitation itself first. */
    campaignDays: Type.Array(Type.Integer({ minimum: 0, maximum: 120 }), { minItems: 1 }),
    admission: Type.Optional(Admission),
    /** The deadline of the next main intake, where it is set before its round is opened. */
    nextDeadlineOn: Type.Optional(CalendarDate),
    /** How the kommune writes to families. */
    letters: Type.Object(
      {
        /** Names in languages that messages do not have, for the letterhead: Kven. */
        otherNames: Type.Array(Type.String()),
        norwegian: Type.Enum(['nb', 'nn', 'neutral']),
        /** The Sámi language of a kommune in the administrative area for Sámi languages (sameloven § 3-1). */
        sami: Type.Union([Type.Enum(['se', 'sma', 'smj']), Type.Null()]),
        phone: Type.String(),
        email: Type.String(),
        website: Type.String(),
        privacyContact: Type.String(),
        postalAddress: Type.Array(Type.String()),
        signers: Type.Array(
          Type.Object({ name: Type.String(), title: OwnText }, { additionalProperties: false }),
          { maxItems: 3 },
        ),
      },
      { additionalProperties: false },
    ),
    /** The kommune's role and account on KS Fiks. */
    fiks: Type.Object({ roleId: Type.String(), accountId: Type.String() }, { additionalProperties: false }),
    /** Choices of the payment regulation, checked by the fee rules. */
    fees: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: false },
);
const TenantsFile = Type.Object({ tenants: Type.Array(Tenant, { minItems: 1 }) });

export type Tenant = Omit<Static<typeof Tenant>, 'kommune'> & { readonly kommune: KommuneNumber };

export interface Tenants {
  readonly all: readonly Tenant[];
  /** @throws RangeError when the kommune is not a tenant. */
  get(kommune: KommuneNumber): Tenant;
  kommuneOf(organisation: string): KommuneNumber | null;
  isApprovedSupplier(kommune: KommuneNumber, supplier: string): boolean;
}

export function makeTenants(all: readonly Tenant[]): Tenants {
  const byKommune = new Map(all.map((tenant) => [tenant.kommune, tenant]));
  const byOrganisation = new Map(all.map((tenant) => [tenant.organisation, tenant.kommune]));
  return {
    all,
    get(kommune) {
      const tenant = byKommune.get(kommune);
      if (!tenant) throw new RangeError(`Kommune ${kommune} is not a tenant`);
      return tenant;
    },
    kommuneOf: (organisation) => byOrganisation.get(organisation) ?? null,
    isApprovedSupplier: (kommune, supplier) => byKommune.get(kommune)?.suppliers.includes(supplier) ?? false,
  };
}

/** @throws Error that names each wrong field when the file does not describe tenants. */
export function readTenants(file: string): Tenants {
  const { tenants } = parse(TenantsFile, JSON.parse(readFileSync(file, 'utf8')), 'Tenants file');
  return makeTenants(tenants.map((tenant) => ({ ...tenant, kommune: kommuneNumber(tenant.kommune) })));
}
