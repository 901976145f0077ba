import type { KommuneNumber } from '@opptak/domain';
import type { MessageKommune } from './language.ts';

/** The administrative area for Sámi languages as it was known in 2024; by numbers of 2024. Its fylkeskommuner send nothing here. */
const area: Readonly<Record<string, NonNullable<MessageKommune['sami']>>> = {
  // Northern: Tjeldsund, Lavangen, Kåfjord, Karasjok, Kautokeino, Porsanger, Tana, Nesseby
  5512: 'se',
  5518: 'se',
  5540: 'se',
  5610: 'se',
  5612: 'se',
  5622: 'se',
  5628: 'se',
  5636: 'se',
  // Lule: Hamarøy
  1875: 'smj',
  // South: Hattfjelldal, Røros, Snåsa, Røyrvik
  1826: 'sma',
  5025: 'sma',
  5041: 'sma',
  5043: 'sma',
};

/**
 * The Sámi language that a kommune owes its people beside Norwegian: the contact register knows Northern Sámi only, so that
 * South and Lule Sámi follow from the kommune or from what a person has chosen with us.
 *
 * Legal source: sameloven § 3-1.
 *
 * @returns null for a kommune outside the area, as far as the list goes: one that has joined since says so itself.
 */
export const samiLanguageOwed = (kommune: KommuneNumber): MessageKommune['sami'] => area[kommune] ?? null;
