import type { PersonDocument } from '../mock-world/register-format.ts';

const basis =
  'identifikasjonsnummer identitetsgrunnlag status doedsfall sivilstand foedsel statsborgerskap kjoenn navn bostedsadresse oppholdsadresse deltBosted postadresse postadresseIUtlandet adressebeskyttelse kontaktinformasjonForDoedsbo'.split(
    ' ',
  );
const relations = ['familierelasjon', 'foreldreansvar', 'vergemaalEllerFremtidsfullmakt'];
const single = new Set([
  ...basis,
  ...relations,
  'foedselINorge',
  'innflytting',
  'utflytting',
  'opphold',
  'brukAvSamiskSpraak',
]);

/** @returns the properties that these parts stand for, or null when one of them is no part. */
export function partsAsked(asked: string | readonly string[] | undefined): {
  readonly properties: ReadonlySet<string>;
  readonly history: boolean;
} | null {
  const parts = typeof asked === 'string' ? [asked] : (asked ?? ['person-basis']);
  const properties = new Set(['identifikasjonsnummer']);
  let history = false;
  for (const part of parts) {
    if (part === 'historikk') history = true;
    else if (part === 'person-basis') for (const one of basis) properties.add(one);
    else if (part === 'relasjon-utvidet') for (const one of relations) properties.add(one);
    else if (part === 'identitetsgrunnlag-utvidet') properties.add('identitetsgrunnlag');
    else if (single.has(part)) properties.add(part);
    else return null;
  }
  return { properties, history };
}

/** The document as the register shows it: only what was asked for, history only on demand, a death as a bare element. */
export function shownDocument(
  document: PersonDocument,
  { properties, history }: { readonly properties: ReadonlySet<string>; readonly history: boolean },
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [property, elements] of Object.entries(document)) {
    if (!properties.has(property)) continue;
    const visible = history ? elements : elements.filter((element) => element.erGjeldende);
    if (visible.length > 0) shown[property] = property === 'doedsfall' ? visible[0] : visible;
  }
  return shown;
}
