/** Folkeregisteret's own shapes, as loosely as a faithful copy needs them. */

/** One element: its metadata (erGjeldende, gyldighetstidspunkt, …) and its fields. */
export type RegisterElement = Readonly<Record<string, unknown>> & { readonly erGjeldende: boolean };

/** A person document: every property is a list of elements. */
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
