import { readdirSync, readFileSync } from 'node:fs';

/**
 * Real kindergartens of eight kommuner (Utdanningsdirektoratet, NLOD). See data/kindergartens/README.md for source,
 * date and licence.
 */
const folder = new URL('../../data/kindergartens/', import.meta.url);

/** One row of kindergartens.csv; an empty cell is null. */
export interface KindergartenRow {
  readonly kommunenummer: string;
  readonly kommunenavn: string;
  readonly orgnr: string;
  readonly name: string;
  readonly ownership: string;
  readonly ownerName: string;
  readonly type: string;
  readonly minAge: number | null;
  readonly maxAge: number | null;
  readonly children: number | null;
  readonly addressLine: string | null;
  readonly postalCode: string | null;
  readonly postTown: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** All kindergartens in the file. */
export function kindergartenRows(): readonly KindergartenRow[] {
  const [header = [], ...rows] = csvRows(readFileSync(new URL('kindergartens.csv', folder), 'utf8'));
  return rows.map((cells) => {
    const cell = (name: string): string => cells[header.indexOf(name)] ?? '';
    const text = (name: string): string | null => cell(name) || null;
    const number = (name: string): number | null => (cell(name) === '' ? null : Number(cell(name)));
    return {
      kommunenummer: cell('kommunenummer'),
      kommunenavn: cell('kommunenavn'),
      orgnr: cell('orgnr'),
      name: cell('name'),
      ownership: cell('ownership'),
      ownerName: cell('owner_name'),
      type: cell('type'),
      minAge: number('min_age'),
      maxAge: number('max_age'),
      children: number('children'),
      addressLine: text('address_line'),
      postalCode: text('postal_code'),
      postTown: text('post_town'),
      latitude: number('lat'),
      longitude: number('lon'),
    };
  });
}

/** Stored answers of Barnehagefakta, by organisation number. */
export function barnehagefaktaAnswers(): ReadonlyMap<string, unknown> {
  const raw = new URL('raw/', folder);
  return new Map(
    readdirSync(raw)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name.slice(0, -5), JSON.parse(readFileSync(new URL(name, raw), 'utf8'))]),
  );
}

/** Comma-separated, quoted where needed (RFC 4180). */
function csvRows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}
