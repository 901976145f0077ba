import type { CompleteLanguage } from '@opptak/messages';

type Texts = Readonly<Record<CompleteLanguage, string>>;

/** What decided, in a sentence that is true for everybody it is sent to. The full explanation is the kommune's to show. */
export const reasonTexts: Readonly<Record<string, Texts>> = {
  'first-wish': {
    nb: 'Det var ledig plass i barnehagen du hadde som første ønske.',
    nn: 'Det var ledig plass i barnehagen du hadde som første ønske.',
    en: 'There was a free place in the kindergarten that was your first wish.',
    se: 'Mánáidgárddis mii lei du vuosttaš sávaldat, lei guorus sadji.',
  },
  'no-seat': {
    nb: 'Det var ingen ledige plasser for barnets alder i barnehagen du ønsket høyest.',
    nn: 'Det var ingen ledige plassar for alderen til barnet i barnehagen du ønskte høgast.',
    en: 'There were no free places for the child’s age in the kindergarten you wished for most.',
    se: 'Mánáidgárddis maid sávvet eanemusat, eai lean guorus sajit dan ahkásaš mánáide.',
  },
  'not-eligible': {
    nb: 'Barnet fyller ikke vilkårene for plass i barnehagen du ønsket høyest.',
    nn: 'Barnet fyller ikkje vilkåra for plass i barnehagen du ønskte høgast.',
    en: 'The child does not meet the conditions of the kindergarten you wished for most.',
    se: 'Mánná ii deavdde eavttuid mánáidgárddis maid sávvet eanemusat.',
  },
  together: {
    nb: 'Søsknene skulle ha plass i samme barnehage, og det var ikke mulig i barnehagen du ønsket høyest.',
    nn: 'Søskena skulle ha plass i same barnehage, og det var ikkje mogleg i barnehagen du ønskte høgast.',
    en: 'The siblings were to have places together, which was not possible in the kindergarten you wished for most.',
    se: 'Oappát ja vieljat galge oažžut saji seamma mánáidgárddis, ja dat ii lean vejolaš doppe gosa sávvet eanemusat.',
  },
  criteria: {
    nb: 'Barna som fikk plass i barnehagen du ønsket høyest, gikk foran etter opptakskriteriene.',
    nn: 'Barna som fekk plass i barnehagen du ønskte høgast, gjekk føre etter opptakskriteria.',
    en: 'The children who got places in the kindergarten you wished for most went before by the admission criteria.',
    se: 'Mánát geat ožžo saji mánáidgárddis maid sávvet eanemusat, manne ovdalii sisaváldineavttuid mielde.',
  },
  lot: {
    nb: 'Flere barn stod likt etter opptakskriteriene, og loddtrekning avgjorde.',
    nn: 'Fleire barn stod likt etter opptakskriteria, og loddtrekning avgjorde.',
    en: 'Several children were equal by the admission criteria, and the lot decided.',
    se: 'Máŋga máná ledje dásseárvosaččat sisaváldineavttuid mielde, ja vuorbi mearridii.',
  },
  statutory: {
    nb: 'Barna som fikk plass i barnehagen du ønsket høyest, gikk foran etter barnehageloven §§ 16 til 18.',
    nn: 'Barna som fekk plass i barnehagen du ønskte høgast, gjekk føre etter barnehagelova §§ 16 til 18.',
    en: 'The children who got places in the kindergarten you wished for most went before by law (barnehageloven, sections 16 to 18).',
    se: 'Mánát geat ožžo saji mánáidgárddis maid sávvet eanemusat, manne ovdalii lága mielde (mánáidgárdeláhka §§ 16 gitta 18).',
  },
};

/** The sentence for an engine's reason code, in a letter's language. An unknown code falls back to the criteria as a whole. */
export function reasonText(code: string, language: CompleteLanguage): string {
  const key = Object.hasOwn(reasonTexts, code) ? code : grouped(code);
  return (reasonTexts[key] ?? reasonTexts['criteria'])?.[language] ?? '';
}

/** Which law gave another child priority is sensitive where few children live: § 16 and § 18 are one reason. */
function grouped(code: string): string {
  if (['statutory-priority', 'right-to-place'].includes(code)) return 'statutory';
  return 'criteria';
}
