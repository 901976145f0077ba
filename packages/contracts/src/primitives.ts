import type { IsoDate, KommuneNumber } from '@opptak/domain';
import { type TSchema, Type } from 'typebox';

/** A record's own id. Pseudonymous: it says nothing to whoever lacks the index key. */
export const Id = Type.String({ format: 'uuid', description: 'Id of a record' });

/** Four digits as text: "0301". */
export const Kommune = Type.Unsafe<KommuneNumber>(
  Type.String({ pattern: '^\\d{4}$', description: 'Kommune number, four digits' }),
);

/** A kindergarten is known by its organisation number. */
export const KindergartenId = Type.String({
  pattern: '^\\d{9}$',
  description: 'Organisation number of the kindergarten',
});

/** A calendar date, YYYY-MM-DD. */
export const CalendarDate = Type.Unsafe<IsoDate>(
  Type.String({ format: 'date', description: 'Calendar date, YYYY-MM-DD' }),
);

/** An instant in UTC. */
export const Instant = Type.String({ format: 'date-time', description: 'Instant, ISO 8601 in UTC' });

/** First day of a kindergarten year is 1 August of this year. */
export const KindergartenYear = Type.Integer({
  minimum: 2000,
  maximum: 2100,
  description: 'Year the kindergarten year starts',
});

/** 1–5: agreed days a week. */
export const DaysPerWeek = Type.Integer({ minimum: 1, maximum: 5, description: 'Days a week' });

/** Languages of letters and messages: bokmål, nynorsk, English, and Northern, Southern and Lule Sámi. */
export const Language = Type.Enum(['nb', 'nn', 'en', 'se', 'sma', 'smj'], { description: 'Language code' });

/** Metres from home to each kindergarten. Empty where a distance could reveal an address. */
export const Distances = Type.Record(KindergartenId, Type.Integer({ minimum: 0 }));

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
