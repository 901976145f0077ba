import type { FeeTexts } from './fee-text-keys.ts';

export const nb: FeeTexts = {
  'fee.maximum-price.fulfilled':
    'Barnehagens pris er {monthlyPriceNok} kr, men maksprisen er {maximumNok} kr per måned. Da gjelder maksprisen.',
  'fee.maximum-price.not-fulfilled':
    'Barnehagens pris er {monthlyPriceNok} kr per måned. Den er ikke over maksprisen på {maximumNok} kr.',
  'fee.maximum-price.not-fulfilled.exception':
    'Barnehagens pris er {monthlyPriceNok} kr per måned. Den er over maksprisen på {maximumNok} kr, fordi foreldrene i barnehagen har samtykket i det (§ 4).',
  'fee.income-ceiling.fulfilled':
    'Et år med betaling for ett barn kan høyst være {percent} % av husholdningens inntekt på {incomeNok} kr. Fordelt på elleve betalinger blir det {result} kr per måned.',
  'fee.income-ceiling.fulfilled.pro-rata':
    'Et år med betaling for ett barn kan høyst være {percent} % av husholdningens inntekt på {incomeNok} kr. For en deltidsplass regner kommunen med den delen av dette som timene er av en heltidsplass. Det blir {result} kr per måned.',
  'fee.income-ceiling.not-fulfilled':
    'Et år til maksimalpris er {maximumForYearNok} kr. Det er ikke mer enn {percent} % av husholdningens inntekt på {incomeNok} kr, så betalingen blir ikke satt ned etter inntekt.',
  'fee.income-ceiling.not-fulfilled.below-ceiling':
    'Etter husholdningens inntekt på {incomeNok} kr kan betalingen høyst være {ceilingNok} kr per måned ({percent} % av inntekten i året). Den er ikke høyere, og blir ikke satt ned etter inntekt.',
  'fee.income-ceiling.undecided.no-income':
    'Vi kjenner ikke husholdningens inntekt, fordi det ikke er søkt eller fordi den ikke er funnet. Derfor er ingen reduksjon etter inntekt regnet med ennå.',
  'fee.sibling-reduction.fulfilled':
    'Barnet regnes som nummer {siblingNumber} av {siblings} søsken i barnehage i samme kommune ({siblingOrder}). Søskenmoderasjonen er {percent} %, og betalingen blir {result} kr.',
  'fee.sibling-reduction.not-fulfilled.alone':
    'Ingen søsken som bor fast sammen med barnet, har plass i barnehage i samme kommune. Da er det ingen søskenmoderasjon.',
  'fee.sibling-reduction.not-fulfilled.first':
    'Barnet regnes som nummer 1 av {siblings} søsken i barnehage i samme kommune ({siblingOrder}). Søskenmoderasjonen gis til de andre.',
  'fee.sibling-reduction.undecided.not-known':
    'Vi vet ikke om barnet bor fast sammen med søsknene. En saksbehandler må se på søskenmoderasjonen.',
  'fee.free-core-time.fulfilled':
    'Inntekten på {incomeNok} kr er under grensen på {incomeLimitNok} kr. Barnet har {freeHours} gratis timer per uke av {hours}, og betalingen blir {result} kr.',
  'fee.free-core-time.not-fulfilled.age':
    'Barnet er født i {birthYear}. Gratis kjernetid gjelder fra august det året barnet fyller {fromAge} år.',
  'fee.free-core-time.not-fulfilled.income':
    'Inntekten på {incomeNok} kr er ikke under grensen på {incomeLimitNok} kr for gratis kjernetid.',
  'fee.free-core-time.not-fulfilled.school-age':
    'Barnet er i skolealder, og utsatt skolestart er ikke registrert. Gratis kjernetid gjelder fram til skolestart.',
  'fee.free-core-time.undecided.no-income':
    'Vi kjenner ikke husholdningens inntekt, fordi det ikke er søkt eller fordi den ikke er funnet. Gratis kjernetid er derfor ikke regnet med ennå. Grensen er {incomeLimitNok} kr.',
  'fee.free-core-time.undecided.school-start':
    'Vi vet ikke om barnet har utsatt skolestart. En saksbehandler må se på gratis kjernetid.',
  'fee.local-tier.fulfilled': 'Kommunens egen ordning ({tier}) gir en betaling på {result} kr.',
  'fee.local-tier.not-fulfilled': 'Ingen av kommunens egne ordninger gir lavere betaling.',
  'fee.local-tier.undecided.no-income':
    'Kommunen har egne ordninger etter inntekt, men vi kjenner ikke husholdningens inntekt.',
  'fee.part-month.fulfilled':
    'Barnet har plassen {days} av {daysOfMonth} dager i måneden. Betalingen blir {result} kr.',
  'fee.payment-plan.fulfilled.free-month':
    'Det betales for elleve måneder i året. Denne måneden er uten betaling.',
  'fee.payment-plan.fulfilled.instalments':
    'De elleve månedsbetalingene fordeles på tolv måneder. Det gir {result} kr per måned.',
  'fee.rounding.fulfilled': 'Beløpet {exactNok} kr rundes ned til {result} kr.',
  'fee.rounding.not-fulfilled': 'Betalingen er {result} kr.',
  'fee.food.fulfilled': 'Mat kommer i tillegg med {foodNok} kr. Matpenger blir ikke redusert.',
  'fee.income-change.fulfilled':
    'Inntekten har gått varig ned til {yearlyNok} kr. Det gjelder fra {countsFrom}, måneden etter søknaden.',
  'fee.income-change.fulfilled.household-change':
    'Husholdningen er endret, og inntekten er nå {yearlyNok} kr. Det gjelder fra {countsFrom}, måneden etter søknaden.',
  'fee.income-change.not-fulfilled':
    'Den nye inntekten på {yearlyNok} kr er ikke lavere enn før, og endrer ikke betalingen i barnehageåret.',
  'fee.income-change.undecided': 'Den nye inntekten er ikke kjent. En saksbehandler må se på endringen.',
  'fee.household-member.fulfilled':
    'En voksen på barnets folkeregistrerte adresse ({relation}) regnes med i husholdningen.',
  'fee.household-member.not-fulfilled': 'En voksen ({relation}) regnes ikke med i husholdningen.',
  'fee.household-member.not-fulfilled.months':
    'En voksen på adressen ({relation}) har bodd der i {monthsTogetherOf18} av de siste 18 månedene, uten felles barn. Før det er gått 12, regnes den voksne ikke med i husholdningen.',
  'fee.household-member.not-fulfilled.elsewhere':
    'En voksen ({relation}) er ikke registrert på barnets adresse, og regnes ikke med i husholdningen.',
  'fee.household-member.undecided':
    'Vi vet ikke om en voksen ({relation}) hører til husholdningen. En saksbehandler må se på det.',
  'fee.household-income.fulfilled': 'Husholdningens samlede inntekt er {result} kr.',
  'fee.household-income.undecided.membership':
    'Vi vet ikke hvem som hører til husholdningen. En saksbehandler må se på det.',
  'fee.household-income.undecided.no-adult':
    'Vi fant ingen voksen i husholdningen. En saksbehandler må se på det.',
  'fee.household-income.undecided.income':
    'En inntekt mangler eller er skjermet. Den regnes aldri som null; en saksbehandler må se på det.',
  'fee.word.relation.parent': 'forelder',
  'fee.word.relation.partner': 'ektefelle eller registrert partner',
  'fee.word.relation.cohabitant': 'samboer',
  'fee.word.relation.resident': 'ugift voksen',
  'fee.word.relation.guardian': 'har foreldreansvar uten å være forelder',
  'fee.word.siblingOrder.youngest-first': 'yngste først',
  'fee.word.siblingOrder.oldest-first': 'eldste først',
  'fee.word.siblingOrder.highest-price-first': 'høyeste pris først',
  'fee.word.siblingOrder.lowest-price-first': 'laveste pris først',
  'fee.word.months': 'januar februar mars april mai juni juli august september oktober november desember',
};
