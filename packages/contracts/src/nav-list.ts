import { type Static, Type } from 'typebox';
import { CalendarDate, Id, Instant, KindergartenId, Kommune, nullable } from './primitives.ts';

/*
 * The monthly list to NAV, in NAV's own format (barnehagelister, v1): barnehageloven § 10, kontantstøtteloven § 19.
 * Their names, so that the bytes can be sent as they are.
 */

const closed = { additionalProperties: false } as const;

export const YearMonth = Type.String({
  pattern: '^20\\d{2}-(0[1-9]|1[0-2])$',
  description: 'Month, YYYY-MM',
});

const Name = Type.String({ minLength: 1, maxLength: 200 });
const Nothing = Type.Null();

/** An address, or that it is confidential: then nothing of it is given. */
const NavAddress = Type.Union([
  Type.Object(
    {
      unitNumber: nullable(Type.String({ pattern: '^[HULK]\\d{4}$' })),
      addressLine1: nullable(Name),
      addressLine2: nullable(Name),
      zipCode: Type.String({ pattern: '^\\d{4}$' }),
      postalTown: Name,
      confidentialAddress: Type.Literal(false),
    },
    closed,
  ),
  Type.Object(
    {
      unitNumber: Nothing,
      addressLine1: Nothing,
      addressLine2: Nothing,
      zipCode: Nothing,
      postalTown: Nothing,
      confidentialAddress: Type.Literal(true),
    },
    closed,
  ),
]);
export type NavAddress = Static<typeof NavAddress>;

const NavPerson = Type.Object(
  {
    socialSecurityNumber: Type.String({ pattern: '^\\d{11}$' }),
    firstName: Name,
    lastName: Name,
    address: nullable(NavAddress),
  },
  closed,
);
export type NavPerson = Static<typeof NavPerson>;

const NavChildInformation = Type.Object(
  {
    agreedHoursInKindergarten: Type.Number({ exclusiveMinimum: 0, maximum: 60 }),
    startDate: CalendarDate,
    endDate: nullable(CalendarDate),
    child: NavPerson,
    guardians: Type.Array(NavPerson),
  },
  closed,
);
export type NavChildInformation = Static<typeof NavChildInformation>;

export const NavList = Type.Object(
  {
    id: Id,
    listInformation: Type.Object(
      { municipalityName: Name, municipalityNumber: Kommune, submissionForYearMonth: YearMonth },
      closed,
    ),
    kindergartens: nullable(
      Type.Array(
        Type.Object(
          {
            name: Name,
            organizationNumber: KindergartenId,
            address: nullable(NavAddress),
            childrenInformation: Type.Array(NavChildInformation, { minItems: 1 }),
          },
          closed,
        ),
        { minItems: 1 },
      ),
    ),
  },
  { $id: 'NavList', ...closed },
);
export type NavList = Static<typeof NavList>;

export const PrepareNavList = Type.Object({ month: YearMonth }, { $id: 'PrepareNavList', ...closed });

/** A prepared list, without what stands in it. */
export const NavListReceipt = Type.Object(
  {
    listId: Id,
    month: YearMonth,
    number: Type.Integer({ minimum: 1, description: 'Counts up within the month: the newest holds' }),
    sha256: Type.String({ description: 'Of the list as it is handed out' }),
    entries: Type.Integer({ minimum: 0, description: 'Periods of agreed hours' }),
    withheld: Type.Integer({
      minimum: 0,
      description: 'Children left out for the sake of address protection',
    }),
    incomplete: Type.Integer({
      minimum: 0,
      description: 'Children left out because data is missing: look into it',
    }),
    preparedAt: Instant,
  },
  { $id: 'NavListReceipt', ...closed },
);
export type NavListReceipt = Static<typeof NavListReceipt>;

export const NavListReceipts = Type.Object(
  { lists: Type.Array(NavListReceipt) },
  { $id: 'NavListReceipts', ...closed },
);
