/** Why no rule can decide an application, and what a caseworker can do about it, in the kommune's own form of Norwegian. */
const texts = {
  'income-not-found': {
    nb: 'Skatteetaten har ingen inntekt for husholdningen i inntektsåret. Be om dokumentasjon, og avgjør med inntekten eller full pris.',
    nn: 'Skatteetaten har inga inntekt for hushaldet i inntektsåret. Be om dokumentasjon, og avgjer med inntekta eller full pris.',
  },
  'person-unknown': {
    nb: 'Skatteetaten kjenner ikke en av de voksne. Be om dokumentasjon på inntekten.',
    nn: 'Skatteetaten kjenner ikkje ein av dei vaksne. Be om dokumentasjon på inntekta.',
  },
  'income-protected': {
    nb: 'Inntekten er skjermet og blir ikke utlevert. Den regnes aldri som null. Be om dokumentasjon.',
    nn: 'Inntekta er skjerma og blir ikkje utlevert. Ho blir aldri rekna som null. Be om dokumentasjon.',
  },
  'answer-for-someone-else': {
    nb: 'Registeret svarte om en annen enn den vi spurte om. Svaret er ikke brukt. Meld fra til driften, og slå opp på nytt når feilen er rettet.',
    nn: 'Registeret svarte om ein annan enn den vi spurde om. Svaret er ikkje brukt. Meld frå til drifta, og slå opp på nytt når feilen er retta.',
  },
  'one-answer-for-two': {
    nb: 'Registeret svarte bare for én av to voksne. Slå opp på nytt, eller be om dokumentasjon på begge inntektene.',
    nn: 'Registeret svarte berre for éin av to vaksne. Slå opp på nytt, eller be om dokumentasjon på begge inntektene.',
  },
  'another-year': {
    nb: 'Registeret svarte for et annet inntektsår enn det som teller. Be om dokumentasjon for inntektsåret.',
    nn: 'Registeret svarte for eit anna inntektsår enn det som tel. Be om dokumentasjon for inntektsåret.',
  },
  'unknown-stage': {
    nb: 'Registeret sier ikke om inntekten er utkast eller skatteoppgjør. Kontroller inntekten før den brukes.',
    nn: 'Registeret seier ikkje om inntekta er utkast eller skatteoppgjer. Kontroller inntekta før ho blir brukt.',
  },
  'negative-income': {
    nb: 'Samlet inntekt er negativ i registeret. Vurder hvilken inntekt husholdningen har.',
    nn: 'Samla inntekt er negativ i registeret. Vurder kva inntekt hushaldet har.',
  },
  'inconsistent-income': {
    nb: 'Beløpene fra registeret stemmer ikke med summen. Kontroller inntekten mot skattemeldingen.',
    nn: 'Beløpa frå registeret stemmer ikkje med summen. Kontroller inntekta mot skattemeldinga.',
  },
  'year-no-longer-offered': {
    nb: 'Registeret gir ikke lenger ut inntektsåret. Be om dokumentasjon på inntekten.',
    nn: 'Registeret gir ikkje lenger ut inntektsåret. Be om dokumentasjon på inntekta.',
  },
  'consent-missing': {
    nb: 'Registeret krever et samtykke som ikke er gitt. Be om samtykke og slå opp på nytt, eller be om dokumentasjon.',
    nn: 'Registeret krev eit samtykke som ikkje er gitt. Be om samtykke og slå opp på nytt, eller be om dokumentasjon.',
  },
  'no-adult-known': {
    nb: 'Ingen voksen er registrert bosatt sammen med barnet. Finn ut hvem som hører til husholdningen.',
    nn: 'Ingen vaksen er registrert busett saman med barnet. Finn ut kven som høyrer til hushaldet.',
  },
  'household-unclear': {
    nb: 'Folkeregisteret sier ikke om en voksen bor sammen med barnet, eller søsknene er registrert på ulike adresser. Finn ut hvem som hører til husholdningen.',
    nn: 'Folkeregisteret seier ikkje om ein vaksen bur saman med barnet, eller søskena er registrerte på ulike adresser. Finn ut kven som høyrer til hushaldet.',
  },
  'cohabitant-unclear': {
    nb: 'En ugift voksen har bodd på adressen i 12 av de siste 18 månedene, eller vi vet ikke hvor lenge. Spør familien om de er samboere, og slå opp på nytt med svaret.',
    nn: 'Ein ugift vaksen har budd på adressa i 12 av dei siste 18 månadene, eller vi veit ikkje kor lenge. Spør familien om dei er sambuarar, og slå opp på nytt med svaret.',
  },
  'address-not-searchable': {
    nb: 'Forelderen står alene i registeret, men adressen (uten gatenavn) kan ikke søkes etter andre voksne. Spør familien hvem som bor der, og slå opp på nytt med svaret.',
    nn: 'Forelderen står åleine i registeret, men adressa (utan gatenamn) kan ikkje søkjast etter andre vaksne. Spør familien kven som bur der, og slå opp på nytt med svaret.',
  },
  'child-unreadable': {
    nb: 'Barnet har ingen adresse som kan leses i Folkeregisteret. Finn ut hvem som hører til husholdningen, uten å spre adressen.',
    nn: 'Barnet har inga adresse som kan lesast i Folkeregisteret. Finn ut kven som høyrer til hushaldet, utan å spreie adressa.',
  },
  'more-than-two-adults': {
    nb: 'Flere enn to voksne kan høre til husholdningen. Registeret svarer for høyst to. Finn ut hvem som hører til.',
    nn: 'Fleire enn to vaksne kan høyre til hushaldet. Registeret svarer for høgst to. Finn ut kven som høyrer til.',
  },
  'identity-unreadable': {
    nb: 'Fødselsnummeret til en i husholdningen kan ikke brukes i oppslaget. Kontroller det mot Folkeregisteret.',
    nn: 'Fødselsnummeret til ein i hushaldet kan ikkje brukast i oppslaget. Kontroller det mot Folkeregisteret.',
  },
  'registry-refused': {
    nb: 'Registeret avviste oppslaget. Driften er varslet. Slå opp på nytt når feilen er rettet.',
    nn: 'Registeret avviste oppslaget. Drifta er varsla. Slå opp på nytt når feilen er retta.',
  },
  'registry-unreadable': {
    nb: 'Svaret fra registeret kunne ikke leses. Driften er varslet. Slå opp på nytt når feilen er rettet.',
    nn: 'Svaret frå registeret kunne ikkje lesast. Drifta er varsla. Slå opp på nytt når feilen er retta.',
  },
  'registry-unavailable': {
    nb: 'Registeret har ikke svart på et døgn. Slå opp på nytt, eller be om dokumentasjon.',
    nn: 'Registeret har ikkje svart på eit døgn. Slå opp på nytt, eller be om dokumentasjon.',
  },
  'lasting-fall': {
    nb: 'Familien har søkt på grunn av varig lavere inntekt. Vurder dokumentasjonen, og avgjør med ny inntekt for et helt år.',
    nn: 'Familien har søkt på grunn av varig lågare inntekt. Vurder dokumentasjonen, og avgjer med ny inntekt for eit heilt år.',
  },
  'household-change': {
    nb: 'Familien har søkt fordi husholdningen er endret. Vurder hvem som hører til nå, og inntekten for et helt år.',
    nn: 'Familien har søkt fordi hushaldet er endra. Vurder kven som høyrer til no, og inntekta for eit heilt år.',
  },
  'household-mixed': {
    nb: 'Barna kommer fra husholdninger med hvert sitt vedtak. Ingenting blir dyrere før saken er avgjort. Finn inntekten til den nye husholdningen.',
    nn: 'Barna kjem frå hushald med kvart sitt vedtak. Ingenting blir dyrare før saka er avgjord. Finn inntekta til det nye hushaldet.',
  },
} as const satisfies Readonly<Record<string, { readonly nb: string; readonly nn: string }>>;

/** Why no rule can decide an application. Stable: caseworkers filter by it. */
export type CaseReason = keyof typeof texts;

const isReason = (reason: string): reason is CaseReason => Object.hasOwn(texts, reason);

/** The reason in words. Empty for a code of before that is used no more. */
export const caseReasonText = (reason: string, language: 'nb' | 'nn'): string =>
  isReason(reason) ? texts[reason][language] : '';
