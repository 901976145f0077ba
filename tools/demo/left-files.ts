import { createHash } from 'node:crypto';
import { RunDocuments } from '@opptak/contracts';
import type { MatchResult } from '@opptak/matching';
import type { Mocks } from '@opptak/registries/mocks';
import type { Stage, YearSummary, YearTraces } from '@opptak/simulation';

/** A lived year, and where it was lived. */
interface Written {
  readonly stage: Stage;
  readonly traces: YearTraces;
  readonly summary: YearSummary;
  readonly mocks: Mocks;
  readonly seed: number;
}

export interface LeftFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** What the year has left behind. The same seed gives the same bytes. */
export async function leftFiles(left: Written): Promise<readonly LeftFile[]> {
  const files: readonly (readonly [string, string | Uint8Array])[] = [
    ['year.json', pretty({ seed: left.seed, ...left.summary })],
    ...(await allocations(left)),
    ...letters(left),
    ...(await exportedFiles(left)),
  ];
  return files.map(([name, content]) => ({ name, content }));
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Each kommune's certificate with the verdict of the checker, and what it takes to judge it oneself. */
async function allocations({ stage, traces }: Written): Promise<readonly (readonly [string, string])[]> {
  const certificates = [];
  const documents: (readonly [string, string])[] = [];
  for (const hall of stage.cityHalls) {
    const { input, result } = await hall.get(RunDocuments, {
      service: 'allocation',
      path: `/v1/runs/${traces.runs.get(hall.kommune)}/documents`,
    });
    const { certificate }: Pick<MatchResult, 'certificate'> = JSON.parse(result);
    certificates.push({
      kommune: hall.kommune,
      verdict: traces.verdicts.get(hall.kommune),
      inputSha256: createHash('sha256').update(input).digest('hex'),
      certificate,
    });
    documents.push([`allocation-${hall.kommune}-input.json`, input]);
    documents.push([`allocation-${hall.kommune}-result.json`, result]);
  }
  return [['certificate.json', pretty(certificates)], ...documents];
}

/** What each kommune hands on: the list to NAV, places and invoice basis for its other systems. */
async function exportedFiles({ stage }: Written): Promise<readonly (readonly [string, string])[]> {
  const month = `${stage.calendar.year}-09`;
  const wanted = [
    ['nav-list', 'json', `/v1/exports/nav-list/${month}`],
    ['placements', 'csv', '/v1/exports/placements.csv'],
    ['invoices', 'csv', `/v1/exports/invoices/${month}.csv`],
  ] as const;
  const files: (readonly [string, string])[] = [];
  for (const hall of stage.cityHalls) {
    for (const [name, ending, path] of wanted) {
      const text = await hall.file({ service: 'integration', path });
      if (text !== null) files.push([`${name}-${hall.kommune}.${ending}`, text]);
    }
  }
  return files;
}

/** One letter in bokmål and one with Northern Sámi, as the post got them. */
function letters({ mocks, stage }: Written): readonly (readonly [string, Uint8Array])[] {
  const languageOf = (recipient: string) =>
    stage.families.find(({ guardians }) => guardians.includes(recipient))?.temper.language;
  const sorted = [...mocks.svarut.letters].toSorted((a, b) =>
    `${a.recipient}|${a.reference}` < `${b.recipient}|${b.reference}` ? -1 : 1,
  );
  return (['nb', 'se'] as const).flatMap((language) => {
    const letter = sorted.find(
      ({ recipient, shipment }) =>
        languageOf(recipient) === language && JSON.stringify(shipment).includes('/o/'),
    );
    const [file] = letter?.files ?? [];
    return file ? [[`letter-${language}.pdf`, file.content] as const] : [];
  });
}
