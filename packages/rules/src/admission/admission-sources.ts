import type { LegalSource } from '../legal-source.ts';

/** Where the admission rules stand. Section numbers of barnehageloven are those in force since 2021-01-01. */
export const barnehageloven = (section: string): LegalSource => ({
  document: 'LOV-2005-06-17-64',
  section,
  title: 'barnehageloven',
});

export const opptaksforskriften = (section: string): LegalSource => ({
  document: 'FOR-2005-12-16-1477',
  section,
  title: 'forskrift om saksbehandlingsregler ved opptak i barnehage',
});

export const betalingsforskriften = (section: string): LegalSource => ({
  document: 'FOR-2005-12-16-1478',
  section,
  title: 'forskrift om foreldrebetaling i barnehager',
});

export const forvaltningsloven = (section: string): LegalSource => ({
  document: 'LOV-1967-02-10',
  section,
  title: 'forvaltningsloven',
});

export const barnelova = (section: string): LegalSource => ({
  document: 'LOV-1981-04-08-7',
  section,
  title: 'barnelova',
});

export const vergemaalsloven = (section: string): LegalSource => ({
  document: 'LOV-2010-03-26-9',
  section,
  title: 'vergemålsloven',
});

export const opplaeringslova = (section: string): LegalSource => ({
  document: 'LOV-2023-06-09-30',
  section,
  title: 'opplæringslova',
});

export const folkeregisterloven = (section: string): LegalSource => ({
  document: 'LOV-2016-12-09-88',
  section,
  title: 'folkeregisterloven',
});
