import type { ExplanationTexts } from './nb.ts';

/** Northern Sámi: the reasons, as a parent reads them. Every text here waits for a speaker's check (docs/sami-texts.md). */
export const explanationTextsSe: ExplanationTexts = {
  'result.wish': 'Mánná lea ožžon saji mánáidgárddis {kindergarten}. Dat lei sávaldat nummir {wish}.',
  'result.kept': 'Mánná doalaha iežas saji mánáidgárddis {kindergarten}.',
  'result.right':
    'Mánás lea vuoigatvuohta sadjái mánáidgárdelága § 16 mielde. Ii lean sadji daid mánáidgárddiin maid sávaidet, ja danin mánná lea ožžon saji mánáidgárddis {kindergarten}, mii ii lean sávaldatlisttus.',
  'result.none': 'Mánná ii dađi bahábut ožžon saji dán sisaváldimis.',
  'result.none-right':
    'Mánná ii dađi bahábut ožžon saji dán sisaváldimis, vaikko sus lea vuoigatvuohta sadjái mánáidgárdelága § 16 mielde. Sajit ledje menddo unnán. Suohkanis lea ain geatnegasvuohta addit mánnái saji.',
  'result.none-together':
    'Mánná ii dađi bahábut ožžon saji dán sisaváldimis. Dii bivddiidet ahte oappát ja vieljat galge oažžut saji ovttas dahje ii ollenge, ja ii lean sadji buohkaide ovttas.',
  'result.none-joint':
    'Mánná ii dađi bahábut ožžon saji dán sisaváldimis, vaikko sus lea vuoigatvuohta sadjái mánáidgárdelága § 16 mielde. Okta mánáidgárdi maid sávaidet, livččii sáhttán váldit máná okto, muhto dat ii heiven oktii sávaldagaiguin mat dis leat oappáid ja vieljaid várás. Suohkanis lea ain geatnegasvuohta addit mánnái saji.',

  'wish.heading': 'Sávaldat {wish}: {kindergarten}',
  'wish.placed': 'Dáppe lea mánná ožžon saji.',
  'wish.better': 'Mánná lea ožžon saji mánáidgárddis maid bijaidet badjelii listtus.',
  'wish.full': 'Dáppe ledje eanet mánát go sajit, ja mánná ii ožžon saji.',
  'wish.no-seats': 'Dáppe ii lean sadji mii heivii máná ahkái, álgimii ja beivviide.',
  'wish.not-eligible': 'Dáppe ii sáhttán ohcamuš leat mielde juohkimis.',
  'wish.together':
    'Dáppe livččii mánná sáhttán oažžut saji okto, muhto ii nu mo dii sávaidet oappáide ja vieljaide ovttas.',
  'wish.deviation':
    'Oappát ja vieljat ledje doarvái ovddabealde gáibidit saji dáppe, muhto dan ii lean vejolaš čoavdit ovttas eará oappáid ja vieljaid joavkkuiguin. Dat lea merkejuvvon spiehkastahkan bohtosis, ja áššemeannudeaddji ferte árvvoštallat dan.',

  'rank.shown': 'Mánná lei nummir {rank} dán ortnegis mas leat {of} máná.',
  'rank.few': 'Ortnegis leat nu unnán mánát ahte mii eat muital saji ortnegis.',
  'cutoff.shown': 'Maŋimuš sadji mii heivii mánnái, manai nummirii {cutoff}.',
  'cutoff.few': 'Mii eat muital gos rádji lei, danin go unnán mánát ožžo saji dáppe.',
  'waiting.shown': 'Daid mánáid gaskkas geat ain háliidit saji dáppe, lea mánná nummir {position}.',

  'deciding.criterion': 'Mii mearridii, lei {criterion}.',
  'deciding.points': 'Mii mearridii, lei čuoggáid submi: {criteria}.',
  'deciding.statutory':
    'Mii mearridii, lei ahte eará mánáin lea vuoigatvuohta dahje vuoruheapmi mii lea suodjaluvvon lágas.',
  'deciding.current': 'Mii mearridii, lei ahte eará mánáin juo lei sadji dáppe ja dolahedje dan.',
  'deciding.resident': 'Mii mearridii, lei ahte mánát geat ásset mánáidgárddi suohkanis, mannet ovdal.',
  'deciding.reserve': 'Sajit mat ledje báhcán, ledje várrejuvvon mánáide geat ásset mánáidgárddi suohkanis.',
  'deciding.lot':
    'Mánná lei ovttadásis eará mánáiguin buot njuolggadusaid mielde. Dalle vuorbádeapmi mearridii.',
  'deciding.given': 'Ortnet dán mánáidgárddis lei mearriduvvon ovdagihtii, ja dat lea čuvvojuvvon.',
  'deciding.home-unknown':
    'Mii eat leat geavahan dieđuid das gos mánná ássá dán mánáidgárddi ortnegis. Váldet oktavuođa suohkaniin jus háliidehpet hupmat dan birra.',
  'deciding.few':
    'Mii eat muital mii njuolggadusaid mearridii, danin go vástádus livččii sáhttán čájehit juoidá eará bearraša birra. Jearahehket suohkanis.',
  'deciding.withheld': 'Mii eat muital mii njuolggadusaid dáppe mearridii. Jearahehket suohkanis.',
  'deciding.quote': 'Njuolggadusat {paragraph}: «{text}»',
  'deciding.paragraph': 'Njuolggadus lea dáppe: {paragraph}.',

  'change.heading': 'Livččii go juoga maid dii ieža stivrebehtet, addán eará bohtosa?',
  'change.first-wish': 'Mánná oaččui bajimus sávaldaga, nu ahte dás ii leat mihkkege rievdadit.',
  'change.list':
    'Livččii. Jus {kindergarten} maiddái livččii lean sávaldatlisttus, de livččii mánná ožžon saji doppe.',
  'change.order':
    'Livččii. Jus {kindergarten} livččii lean bajimusas listtus, de livččii mánná ožžon saji doppe. Nu sáhttá geavvat go oappát ja vieljat ohcet ovttas, dahje go njuolggadusat dadjet ahte vuosttaš sávaldat lohkko.',
  'change.start':
    'Livččii. Jus mánná livččii álgán {to} iige {from}, de livččii ožžon saji mánáidgárddis {kindergarten}.',
  'change.days':
    'Livččii. Jus beaivvit vahkus livčče {to} eaige {from}, de livččii mánná ožžon saji mánáidgárddis {kindergarten}.',
  'change.weekdays':
    'Livččii. Jus sadji livččii dušše dáid beivviid, de livččii mánná ožžon saji mánáidgárddis {kindergarten}: {to}.',
  'change.start-and-days':
    'Livččii. Jus mánná livččii álgán {start} ja livčče unnit beaivvit vahkus ({days}), de livččii ožžon saji mánáidgárddis {kindergarten}.',
  'change.apart':
    'Livččii. Jus oappát ja vieljat livčče ohcan sierra, de livččii mánná ožžon saji mánáidgárddis {kindergarten}.',
  'change.earlier-application':
    'Livččii. Jus dii livččiidet ohcan árabut, de livččii mánná ožžon saji mánáidgárddis {kindergarten}.',
  'change.none':
    'Ii livčče. Mii leat vuodján olles sisaváldima ođđasit juohke dáinna rievdadusain, iige oktage addán mánnái saji maid baicca livččiidet háliidan: {tried}.',
  'change.nothing-to-try': 'Ii livčče. Ohcamušas ii leat mihkkege maid ieža livččiidet sáhttán rievdadit.',
  'tried.list': 'eanet mánáidgárddit listtus',
  'tried.order': 'eará ortnet sávaldagain',
  'tried.start': 'maŋit álgin',
  'tried.days': 'unnit beaivvit vahkus',
  'tried.start-and-days': 'maŋit álgin ja unnit beaivvit seammás',
  'tried.apart': 'oappát ja vieljat sierra',
  'tried.earlier-application': 'árat ohcan',

  'day.mon': 'mánnodat',
  'day.tue': 'disdat',
  'day.wed': 'gaskavahkku',
  'day.thu': 'duorastat',
  'day.fri': 'bearjadat',

  'footer.trace': 'Visot dát lea vižžon sisaváldima bohtosis, dárkkistankoda {digest}.',
};
