/** Bokmål: the reasons, as a parent reads them. Keys are the same in every language; a test holds them together. */
export const explanationTextsNb = {
  'result.wish': 'Barnet har fått plass i {kindergarten}. Det var ønske nummer {wish}.',
  'result.kept': 'Barnet beholder plassen i {kindergarten}.',
  'result.right':
    'Barnet har rett til plass etter barnehageloven § 16. Det var ikke plass i barnehagene dere ønsket, så barnet har fått plass i {kindergarten}, som ikke sto på ønskelisten.',
  'result.none': 'Barnet har dessverre ikke fått plass i dette opptaket.',
  'result.none-right':
    'Barnet har dessverre ikke fått plass i dette opptaket, enda det har rett til plass etter barnehageloven § 16. Det var for få plasser. Kommunen har fortsatt plikt til å gi barnet plass.',
  'result.none-together':
    'Barnet har dessverre ikke fått plass i dette opptaket. Dere ba om at søsknene skulle få plass sammen eller ikke i det hele tatt, og det var ikke plass til alle samlet.',
  'result.none-joint':
    'Barnet har dessverre ikke fått plass i dette opptaket, enda det har rett til plass etter barnehageloven § 16. En barnehage dere ønsket, kunne tatt imot barnet alene, men det gikk ikke sammen med ønskene for søsknene. Kommunen har fortsatt plikt til å gi barnet plass.',

  'wish.heading': 'Ønske {wish}: {kindergarten}',
  'wish.placed': 'Her har barnet fått plass.',
  'wish.better': 'Barnet har fått plass i en barnehage dere satte høyere på listen.',
  'wish.full': 'Her var det flere barn enn plasser, og barnet fikk ikke plass.',
  'wish.no-seats': 'Her var det ingen plass som passet barnets alder, oppstart og dager.',
  'wish.not-eligible': 'Her kunne søknaden ikke være med i fordelingen.',
  'wish.together': 'Her kunne barnet ha fått plass alene, men ikke slik dere ønsket det for søsknene samlet.',
  'wish.deviation':
    'Søsknene sto langt nok fremme til å kunne kreve plass her, men det lot seg ikke løse sammen med de andre søskengruppene. Det er ført opp som avvik i resultatet, og en saksbehandler må vurdere det.',

  'rank.shown': 'Barnet var nummer {rank} av {of} i rekkefølgen.',
  'rank.few': 'Det er så få barn i rekkefølgen at vi ikke oppgir plasseringen.',
  'cutoff.shown': 'Den siste plassen som passet for barnet, gikk til nummer {cutoff}.',
  'cutoff.few': 'Vi oppgir ikke hvor grensen gikk, fordi få barn fikk plass her.',
  'waiting.shown': 'Blant barna som fortsatt ønsker plass her, er barnet nummer {position}.',

  'deciding.criterion': 'Det som avgjorde, var {criterion}.',
  'deciding.points': 'Det som avgjorde, var summen av poeng for {criteria}.',
  'deciding.statutory':
    'Det som avgjorde, var at andre barn har en rett eller prioritet som er vernet i loven.',
  'deciding.current': 'Det som avgjorde, var at andre barn allerede hadde plass her og beholdt den.',
  'deciding.resident': 'Det som avgjorde, var at barn som bor i barnehagens kommune, går foran.',
  'deciding.reserve': 'Plassene som var igjen, var holdt av til barn som bor i barnehagens kommune.',
  'deciding.lot': 'Barnet sto likt med andre barn etter alle reglene. Da avgjorde loddtrekning.',
  'deciding.given': 'Rekkefølgen i denne barnehagen var fastsatt på forhånd, og den er fulgt.',
  'deciding.home-unknown':
    'Vi har ikke brukt opplysninger om hvor barnet bor i denne barnehagens rekkefølge. Ta kontakt med kommunen hvis dere vil snakke om det.',
  'deciding.few':
    'Vi oppgir ikke hvilken regel som avgjorde, fordi svaret kunne ha vist forhold hos en annen familie. Spør gjerne kommunen.',
  'deciding.withheld': 'Vi oppgir ikke hvilken regel som avgjorde her. Spør gjerne kommunen.',
  'deciding.quote': 'Vedtektene {paragraph}: «{text}»',
  'deciding.paragraph': 'Regelen står i vedtektene {paragraph}.',

  'change.heading': 'Kunne noe dere selv rår over, ha gitt et annet resultat?',
  'change.first-wish': 'Barnet fikk det øverste ønsket, så her er det ingenting å endre.',
  'change.list': 'Ja. Hadde {kindergarten} også stått på ønskelisten, ville barnet ha fått plass der.',
  'change.order':
    'Ja. Med {kindergarten} øverst på ønskelisten ville barnet ha fått plass der. Slik kan det bli når søsken søker sammen, eller når vedtektene sier at første ønske teller.',
  'change.start': 'Ja. Med oppstart {to} i stedet for {from} ville barnet ha fått plass i {kindergarten}.',
  'change.days': 'Ja. Med {to} dager i uken i stedet for {from} ville barnet ha fått plass i {kindergarten}.',
  'change.weekdays': 'Ja. Med plass bare disse dagene ville barnet ha fått plass i {kindergarten}: {to}.',
  'change.start-and-days':
    'Ja. Med oppstart {start} og færre dager i uken ({days}) ville barnet ha fått plass i {kindergarten}.',
  'change.apart': 'Ja. Hadde søsknene søkt hver for seg, ville barnet ha fått plass i {kindergarten}.',
  'change.earlier-application': 'Ja. Hadde dere søkt tidligere, ville barnet ha fått plass i {kindergarten}.',
  'change.none':
    'Nei. Vi har kjørt hele opptaket på nytt med hver av disse endringene, og ingen ga barnet en plass det heller ville hatt: {tried}.',
  'change.nothing-to-try': 'Nei. Det er ikke noe i søknaden dere selv kunne ha endret.',
  'tried.list': 'flere barnehager på ønskelisten',
  'tried.order': 'en annen rekkefølge på ønskene',
  'tried.start': 'senere oppstart',
  'tried.days': 'færre dager i uken',
  'tried.start-and-days': 'senere oppstart og færre dager samtidig',
  'tried.apart': 'søsken hver for seg',
  'tried.earlier-application': 'tidligere søknad',

  'day.mon': 'mandag',
  'day.tue': 'tirsdag',
  'day.wed': 'onsdag',
  'day.thu': 'torsdag',
  'day.fri': 'fredag',

  'footer.trace': 'Alt dette er hentet fra resultatet av opptaket, med kontrollkode {digest}.',
} as const;

export type ExplanationTextKey = keyof typeof explanationTextsNb;
export type ExplanationTexts = Readonly<Record<ExplanationTextKey, string>>;
