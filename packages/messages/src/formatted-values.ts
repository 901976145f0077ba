import { type CompleteLanguage, kommuneName, type MessageKommune } from './language.ts';
import type { commonPlaceholders, ValueKind } from './template.ts';
import { dateText, isDateText, kronerText } from './value-text.ts';

/** Every placeholder as it stands in the text; counts stay numbers, for the plural forms. */
export type FormattedValues = Readonly<Record<string, string | number>>;

/**
 * Checks the values of a message against the placeholders its template declares, and writes each in its language.
 *
 * @throws RangeError when one is missing, unknown or of another kind. Names the placeholder, never the value.
 */
export function formattedValues(
  kinds: Readonly<Record<string, ValueKind>>,
  given: Readonly<Record<string, unknown>>,
  message: { readonly language: CompleteLanguage; readonly kommune: MessageKommune },
): FormattedValues {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(kinds, name));
  if (unknown !== undefined) throw new RangeError(`The template has no placeholder ${unknown}`);
  const own = Object.entries(kinds).map(([name, kind]) => {
    const written = formatted(kind, given[name], message.language);
    if (written === null) throw new RangeError(`The placeholder ${name} has no value of its kind`);
    return [name, written] as const;
  });
  return { ...commonValues(message.kommune, message.language), ...Object.fromEntries(own) };
}

function commonValues(
  kommune: MessageKommune,
  language: CompleteLanguage,
): Readonly<Record<(typeof commonPlaceholders)[number], string>> {
  return {
    kommuneName: kommuneName(kommune, language),
    kommunePhone: kommune.phone,
    kommuneEmail: kommune.email,
    kommuneWebsite: kommune.website,
    privacyContact: kommune.privacyContact,
  };
}

/** @returns null when the value is not of the kind. */
function formatted(kind: ValueKind, value: unknown, language: CompleteLanguage): string | number | null {
  if (typeof kind === 'object') return typeof value === 'string' && kind.includes(value) ? value : null;
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? oneLine(value) || null : null;
    case 'optional-text':
      return typeof value === 'string' ? oneLine(value) : null;
    case 'link':
      return typeof value === 'string' && /^https:\/\/[^\s<>"']+$/.test(value) ? value : null;
    case 'date':
      return isDateText(value) ? dateText(value, language) : null;
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
    case 'kroner':
      return typeof value === 'number' && Number.isSafeInteger(value) ? kronerText(value, language) : null;
  }
}

/** A name never breaks a line, carries control characters, or arrives decomposed: "Ka\u0301re" becomes "Káre". */
function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}
