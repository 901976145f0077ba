/** Where a rule or a number stands in law. Data and not prose, so that letters, pages and audits can print it. */
export interface LegalSource {
  /** The document's own identifier, for example "FOR-2005-12-16-1478". */
  readonly document: string;
  /** For example "§ 3 b". Empty when the whole document is meant. */
  readonly section: string;
  /** Short title in Norwegian, as guardians know it. */
  readonly title: string;
}

/** The source in one line, as a letter cites it: "forskrift om foreldrebetaling i barnehager § 3 b". */
export function cite(source: LegalSource): string {
  return source.section === '' ? source.title : `${source.title} ${source.section}`;
}
