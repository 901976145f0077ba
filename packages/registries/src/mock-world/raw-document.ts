import type { PersonDocument, RegisterElement } from './register-format.ts';

/**
 * Takes in a stored person document. The register writes `doedsfall` (and whatever else occurs once) as a bare
 * element; here everything is a list.
 *
 * @throws RangeError when it holds no identity number.
 */
export function readRawDocument(raw: Readonly<Record<string, unknown>>): {
  readonly nationalId: string;
  readonly document: PersonDocument;
} {
  const document = Object.fromEntries(
    Object.entries(raw).map(([property, value]) => [
      property,
      (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'object').map(element),
    ]),
  );
  const number = document.identifikasjonsnummer?.find((one) => one.erGjeldende)?.foedselsEllerDNummer;
  if (typeof number !== 'string') throw new RangeError('The document holds no identity number');
  return { nationalId: number, document };
}

const element = (value: object): RegisterElement => ({
  ...value,
  erGjeldende: !('erGjeldende' in value) || value.erGjeldende !== false,
});
