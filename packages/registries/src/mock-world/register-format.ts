/** Folkeregisteret's own shapes, as loosely as a faithful copy needs them. */

/** One element: its metadata (erGjeldende, gyldighetstidspunkt, …) and its fields. */
export type RegisterElement = Readonly<Record<string, unknown>> & { readonly erGjeldende: boolean };

/** A person document: every property is a list of elements, newest first. */
export type PersonDocument = Readonly<Record<string, readonly RegisterElement[]>>;

/** One line of the event feed. */
export interface FeedEntry {
  readonly sekvensnummer: number;
  readonly hendelse: {
    readonly folkeregisteridentifikator: string;
    readonly hendelsetype: string;
    readonly hendelsesdokument: string;
    readonly persondokument: string;
    /** ISO 8601 with offset. */
    readonly ajourholdstidspunkt: string;
  };
}

const osloHour = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  hour: '2-digit',
  hour12: false,
});

/** An instant as the register writes it: Norwegian offset and nine decimals. */
export function registerTime(at: Date): string {
  const hours = (Number(osloHour.format(at)) - at.getUTCHours() + 24) % 24;
  const local = new Date(at.getTime() + hours * 3_600_000).toISOString();
  return `${local.slice(0, -1)}112233+0${hours}:00`;
}
