import { type PersonRecord, shownName } from '../population/person-record.ts';

/** A child whose name is not chosen yet is "barnet" to its parents, in the kommune's most common language. */
export const nameInMessages = (child: PersonRecord): string => shownName(child) ?? 'barnet';
