import type { LivedYear } from './live-year.ts';

export interface Printed extends LivedYear {
  readonly names: Readonly<Record<string, string>>;
  readonly year: number;
  readonly elapsedMs: number;
  /** Where the files went. */
  readonly folder: string;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const kroner = (amount: number): string => amount.toLocaleString('nb-NO').replaceAll('\u00a0', ' ');

/** The year on one screen. */
export function summaryText({
  summary,
  names,
  year,
  elapsedMs,
  files,
  partner,
  server,
  folder,
  killed,
}: Printed): string {
  const rows = summary.kommuner.map((one) => [
    names[one.kommune] ?? one.kommune,
    one.children,
    one.invited,
    one.applications,
    one.placed,
    one.firstWish,
    one.otherWish,
    one.outsideWishes,
    one.refused.reduce((sum, { count }) => sum + count, 0),
    one.refills,
    `${one.automaticPercent.toFixed(1)} %`,
  ]);
  const refused = summary.kommuner.flatMap(({ kommune, refused: reasons }) =>
    reasons.map(({ reason, count }) => `${names[kommune] ?? kommune}: ${count} (${reason})`),
  );
  const told = [
    `Applications ${summary.applications}, placed ${summary.placed}, of them ${percent(summary.firstWishShare)} at their first wish.`,
    refused.length === 0 ? 'Nobody was refused.' : `Without a place: ${refused.join('; ')}.`,
    `Steps taken by rule, without a caseworker: ${percent(summary.automaticShare)}.`,
    `Messages: ${counts(summary.messages.byChannel)}; by language ${counts(summary.messages.byLanguage)}.`,
    `Fees: ${summary.fees.children} children, ${summary.fees.reduced} reduced, ${summary.fees.undecided} for a person; ${kroner(summary.fees.feeNok)} kr and food ${kroner(summary.fees.foodNok)} kr a month.`,
    `The partner knows ${partner.placements} places from webhooks alone; ${partner.differences === 0 ? 'all as Opptak says' : `${partner.differences} differ`}.`,
    `Certificate of the allocation, judged by the independent checker: ${summary.certificate}`,
    ...(killed.length > 0 ? [`Killed without warning on the way: ${killed.join(', ')}.`] : []),
  ];
  const left = [...new Set(files.map(({ name }) => name.replace(/-\d{4}\b/, '-KOMMUNE')))];
  return [
    '',
    `  The admission year ${year}`,
    '',
    table([...heads, ...rows.map((row) => row.map(String))]),
    '  * invitations sent, one to each guardian who decides',
    '',
    ...told.map(wrapped),
    '',
    wrapped(`Files in ${folder}: ${left.join(', ')}`),
    wrapped(`${(elapsedMs / 1000).toFixed(1)} s on ${server}`),
    '',
  ].join('\n');
}

/** Two lines, so that the table fits a terminal of 80 columns. */
const heads: readonly (readonly string[])[] = [
  ['', 'child-', 'invi-', 'app-', 'pla-', '1st', 'other', 'out-', 'no', 're-', 'by'],
  ['kommune', 'ren', 'ted*', 'lied', 'ced', 'wish', 'wish', 'side', 'place', 'fills', 'rule'],
];

const lineWidth = 78;

/** Breaks between words; what goes on stands further in. */
function wrapped(text: string): string {
  const lines: string[] = [];
  let line = ' ';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > lineWidth) {
      lines.push(line);
      line = '   ';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}

const counts = (all: Readonly<Record<string, number>>): string =>
  Object.entries(all)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      );
      return `  ${cells.join('  ')}`;
    })
    .join('\n');
}
