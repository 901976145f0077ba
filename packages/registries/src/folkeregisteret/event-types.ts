/** Changes that can matter to who has a right to a place, who decides, and how they are reached. */
const relevant = new Set([
  'personErOpprettet',
  'personErOppdatert',
  'personErReaktivert',
  'personErOpphoert',
  'personErInaktiv',
  'personErViderefoertSomGjeldendeVedSammenslaaing',
  'personErOpphoertSomDublett',
  'personErEndretVedSplitting',
  'personErGjenopprettetVedSplitting',
  'personErDoed',
  'personErBosatt',
  'personErUtflyttet',
  'endringIStatus',
  'endringIIdentifikasjonsnummer',
  'endringIFalskIdentitet',
  'endringIDeltBosted',
  'endringIFoedsel',
  'endringIFoedselINorge',
  'endringIFamilierelasjon',
  'endringIDoedsfall',
  'endringINavn',
  'endringIAdressebeskyttelse',
  'endringIBostedsadresse',
  'endringIBostedsadresseUtenFlytting',
  'endringIBostedsadresseVedKommuneregulering',
  'endringIInnflytting',
  'endringIUtflytting',
  'endringIForeldreansvar',
]);

/** Changes that can not. On the days when the register corrects itself they come by the million. */
const irrelevant = new Set([
  'endringIIdentitetsgrunnlag',
  'endringIUtenlandskPersonidentifikasjon',
  'endringIUtlendingsmyndighetenesIdentifikasjonsnummer',
  'endringILegitimasjonsdokument',
  'endringIKontaktopplysningerForDoedsbo',
  'endringIKjoenn',
  'endringISivilstand',
  'endringIOppholdsadresse',
  'endringIBrukAvSamiskSpraak',
  'endringIKontaktinformasjon',
  'endringIStatsborgerskap',
  'endringIOpphold',
  'endringIVergemaal',
  'endringIRettsligHandleevne',
  'endringISametingetsValgmanntall',
]);

export type EventRelevance =
  | 'relevant'
  | 'irrelevant'
  /** A type that is not documented: to be counted and shown, and treated as the caller sees fit. */
  | 'unknown';

/** Whether an event of this type can change anything for admission. One lookup in a set. */
export function relevanceOf(eventType: string): EventRelevance {
  if (relevant.has(eventType)) return 'relevant';
  return irrelevant.has(eventType) ? 'irrelevant' : 'unknown';
}
