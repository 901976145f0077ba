import type { ExplanationTexts } from './nb.ts';

/** Nynorsk: the reasons, as a parent reads them. */
export const explanationTextsNn: ExplanationTexts = {
  'result.wish': 'Barnet har fått plass i {kindergarten}. Det var ønske nummer {wish}.',
  'result.kept': 'Barnet får ha plassen i {kindergarten} vidare.',
  'result.right':
    'Barnet har rett til plass etter barnehagelova § 16. Det var ikkje plass i barnehagane de ønskte, så barnet har fått plass i {kindergarten}, som ikkje stod på ønskelista.',
  'result.none': 'Barnet har diverre ikkje fått plass i dette opptaket.',
  'result.none-right':
    'Barnet har diverre ikkje fått plass i dette opptaket, endå det har rett til plass etter barnehagelova § 16. Det var for få plassar. Kommunen har framleis plikt til å gi barnet plass.',
  'result.none-together':
    'Barnet har diverre ikkje fått plass i dette opptaket. De bad om at syskena skulle få plass saman eller ikkje i det heile, og det var ikkje plass til alle samla.',
  'result.none-joint':
    'Barnet har diverre ikkje fått plass i dette opptaket, endå det har rett til plass etter barnehagelova § 16. Ein barnehage de ønskte, kunne teke imot barnet åleine, men det gjekk ikkje saman med ønska for syskena. Kommunen har framleis plikt til å gi barnet plass.',

  'wish.heading': 'Ønske {wish}: {kindergarten}',
  'wish.placed': 'Her har barnet fått plass.',
  'wish.better': 'Barnet har fått plass i ein barnehage de sette høgare på lista.',
  'wish.full': 'Her var det fleire barn enn plassar, og barnet fekk ikkje plass.',
  'wish.no-seats': 'Her var det ingen plass som passa alderen til barnet, oppstarten og dagane.',
  'wish.not-eligible': 'Her kunne søknaden ikkje vere med i fordelinga.',
  'wish.together': 'Her kunne barnet ha fått plass åleine, men ikkje slik de ønskte det for syskena samla.',
  'wish.deviation':
    'Syskena stod langt nok framme til å kunne krevje plass her, men det lét seg ikkje løyse saman med dei andre syskengruppene. Det er ført opp som avvik i resultatet, og ein saksbehandlar må vurdere det.',

  'rank.shown': 'Barnet var nummer {rank} av {of} i rekkjefølgja.',
  'rank.few': 'Det er så få barn i rekkjefølgja at vi ikkje oppgir plasseringa.',
  'cutoff.shown': 'Den siste plassen som passa for barnet, gjekk til nummer {cutoff}.',
  'cutoff.few': 'Vi oppgir ikkje kvar grensa gjekk, fordi få barn fekk plass her.',
  'waiting.shown': 'Blant barna som framleis ønskjer plass her, er barnet nummer {position}.',

  'deciding.criterion': 'Det som avgjorde, var {criterion}.',
  'deciding.points': 'Det som avgjorde, var summen av poeng for {criteria}.',
  'deciding.statutory':
    'Det som avgjorde, var at andre barn har ein rett eller prioritet som er verna i lova.',
  'deciding.current': 'Det som avgjorde, var at andre barn alt hadde plass her og fekk ha han vidare.',
  'deciding.resident': 'Det som avgjorde, var at barn som bur i kommunen der barnehagen ligg, går føre.',
  'deciding.reserve': 'Plassane som var att, var haldne av til barn som bur i kommunen der barnehagen ligg.',
  'deciding.lot': 'Barnet stod likt med andre barn etter alle reglane. Då avgjorde loddtrekking.',
  'deciding.given': 'Rekkjefølgja i denne barnehagen var fastsett på førehand, og ho er følgd.',
  'deciding.home-unknown':
    'Vi har ikkje brukt opplysningar om kvar barnet bur i rekkjefølgja til denne barnehagen. Ta kontakt med kommunen om de vil snakke om det.',
  'deciding.few':
    'Vi oppgir ikkje kva regel som avgjorde, fordi svaret kunne ha vist tilhøve hos ein annan familie. Spør gjerne kommunen.',
  'deciding.withheld': 'Vi oppgir ikkje kva regel som avgjorde her. Spør gjerne kommunen.',
  'deciding.quote': 'Vedtektene {paragraph}: «{text}»',
  'deciding.paragraph': 'Regelen står i vedtektene {paragraph}.',

  'change.heading': 'Kunne noko de sjølve rår over, ha gitt eit anna resultat?',
  'change.first-wish': 'Barnet fekk det øvste ønsket, så her er det ingenting å endre.',
  'change.list': 'Ja. Hadde {kindergarten} òg stått på ønskelista, ville barnet ha fått plass der.',
  'change.order':
    'Ja. Med {kindergarten} øvst på ønskelista ville barnet ha fått plass der. Slik kan det bli når sysken søkjer saman, eller når vedtektene seier at første ønske tel.',
  'change.start': 'Ja. Med oppstart {to} i staden for {from} ville barnet ha fått plass i {kindergarten}.',
  'change.days': 'Ja. Med {to} dagar i veka i staden for {from} ville barnet ha fått plass i {kindergarten}.',
  'change.weekdays': 'Ja. Med plass berre desse dagane ville barnet ha fått plass i {kindergarten}: {to}.',
  'change.start-and-days':
    'Ja. Med oppstart {start} og færre dagar i veka ({days}) ville barnet ha fått plass i {kindergarten}.',
  'change.apart': 'Ja. Hadde syskena søkt kvar for seg, ville barnet ha fått plass i {kindergarten}.',
  'change.earlier-application': 'Ja. Hadde de søkt tidlegare, ville barnet ha fått plass i {kindergarten}.',
  'change.none':
    'Nei. Vi har køyrt heile opptaket på nytt med kvar av desse endringane, og ingen gav barnet ein plass det heller ville hatt: {tried}.',
  'change.nothing-to-try': 'Nei. Det er ikkje noko i søknaden de sjølve kunne ha endra.',
  'tried.list': 'fleire barnehagar på ønskelista',
  'tried.order': 'ei anna rekkjefølgje på ønska',
  'tried.start': 'seinare oppstart',
  'tried.days': 'færre dagar i veka',
  'tried.start-and-days': 'seinare oppstart og færre dagar samstundes',
  'tried.apart': 'sysken kvar for seg',
  'tried.earlier-application': 'tidlegare søknad',

  'day.mon': 'måndag',
  'day.tue': 'tysdag',
  'day.wed': 'onsdag',
  'day.thu': 'torsdag',
  'day.fri': 'fredag',

  'footer.trace': 'Alt dette er henta frå resultatet av opptaket, med kontrollkode {digest}.',
};
