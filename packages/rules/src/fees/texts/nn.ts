import type { FeeTexts } from './fee-text-keys.ts';

export const nn: FeeTexts = {
  'fee.maximum-price.fulfilled':
    'Prisen i barnehagen er {monthlyPriceNok} kr, men maksprisen er {maximumNok} kr per månad. Då gjeld maksprisen.',
  'fee.maximum-price.not-fulfilled':
    'Prisen i barnehagen er {monthlyPriceNok} kr per månad. Han er ikkje over maksprisen på {maximumNok} kr.',
  'fee.maximum-price.not-fulfilled.exception':
    'Prisen i barnehagen er {monthlyPriceNok} kr per månad. Han er over maksprisen på {maximumNok} kr, fordi foreldra i barnehagen har samtykt i det (§ 4).',
  'fee.income-ceiling.fulfilled':
    'Eit år med betaling for eitt barn kan høgst vere {percent} % av inntekta til hushaldet på {incomeNok} kr. Fordelt på elleve betalingar blir det {result} kr per månad.',
  'fee.income-ceiling.fulfilled.pro-rata':
    'Eit år med betaling for eitt barn kan høgst vere {percent} % av inntekta til hushaldet på {incomeNok} kr. For ein deltidsplass reknar kommunen med den delen av dette som timane er av ein heiltidsplass. Det blir {result} kr per månad.',
  'fee.income-ceiling.not-fulfilled':
    'Eit år til maksimalpris er {maximumForYearNok} kr. Det er ikkje meir enn {percent} % av inntekta til hushaldet på {incomeNok} kr, så betalinga blir ikkje sett ned etter inntekt.',
  'fee.income-ceiling.not-fulfilled.below-ceiling':
    'Etter inntekta til hushaldet på {incomeNok} kr kan betalinga høgst vere {ceilingNok} kr per månad ({percent} % av inntekta i året). Ho er ikkje høgare, og blir ikkje sett ned etter inntekt.',
  'fee.income-ceiling.undecided.no-income':
    'Vi kjenner ikkje inntekta til hushaldet, fordi det ikkje er søkt eller fordi ho ikkje er funnen. Difor er ingen reduksjon etter inntekt rekna med enno.',
  'fee.sibling-reduction.fulfilled':
    'Barnet blir rekna som nummer {siblingNumber} av {siblings} søsken i barnehage i same kommune ({siblingOrder}). Søskenmoderasjonen er {percent} %, og betalinga blir {result} kr.',
  'fee.sibling-reduction.not-fulfilled.alone':
    'Ingen søsken som bur fast saman med barnet, har plass i barnehage i same kommune. Då er det ingen søskenmoderasjon.',
  'fee.sibling-reduction.not-fulfilled.first':
    'Barnet blir rekna som nummer 1 av {siblings} søsken i barnehage i same kommune ({siblingOrder}). Søskenmoderasjonen går til dei andre.',
  'fee.sibling-reduction.undecided.not-known':
    'Vi veit ikkje om barnet bur fast saman med syskena. Ein saksbehandlar må sjå på søskenmoderasjonen.',
  'fee.free-core-time.fulfilled':
    'Inntekta på {incomeNok} kr er under grensa på {incomeLimitNok} kr. Barnet har {freeHours} gratis timar per veke av {hours}, og betalinga blir {result} kr.',
  'fee.free-core-time.not-fulfilled.age':
    'Barnet er fødd i {birthYear}. Gratis kjernetid gjeld frå august det året barnet fyller {fromAge} år.',
  'fee.free-core-time.not-fulfilled.income':
    'Inntekta på {incomeNok} kr er ikkje under grensa på {incomeLimitNok} kr for gratis kjernetid.',
  'fee.free-core-time.not-fulfilled.school-age':
    'Barnet er i skulealder, og utsett skulestart er ikkje registrert. Gratis kjernetid gjeld fram til skulestart.',
  'fee.free-core-time.undecided.no-income':
    'Vi kjenner ikkje inntekta til hushaldet, fordi det ikkje er søkt eller fordi ho ikkje er funnen. Gratis kjernetid er difor ikkje rekna med enno. Grensa er {incomeLimitNok} kr.',
  'fee.free-core-time.undecided.school-start':
    'Vi veit ikkje om barnet har utsett skulestart. Ein saksbehandlar må sjå på gratis kjernetid.',
  'fee.local-tier.fulfilled': 'Kommunen si eiga ordning ({tier}) gjev ei betaling på {result} kr.',
  'fee.local-tier.not-fulfilled': 'Ingen av kommunen sine eigne ordningar gjev lågare betaling.',
  'fee.local-tier.undecided.no-income':
    'Kommunen har eigne ordningar etter inntekt, men vi kjenner ikkje inntekta til hushaldet.',
  'fee.part-month.fulfilled':
    'Barnet har plassen {days} av {daysOfMonth} dagar i månaden. Betalinga blir {result} kr.',
  'fee.payment-plan.fulfilled.free-month':
    'Ein betaler for elleve månader i året. Denne månaden er utan betaling.',
  'fee.payment-plan.fulfilled.instalments':
    'Dei elleve månadsbetalingane blir fordelte på tolv månader. Det gjev {result} kr per månad.',
  'fee.rounding.fulfilled': 'Beløpet {exactNok} kr blir runda ned til {result} kr.',
  'fee.rounding.not-fulfilled': 'Betalinga er {result} kr.',
  'fee.food.fulfilled': 'Mat kjem i tillegg med {foodNok} kr. Matpengar blir ikkje reduserte.',
  'fee.income-change.fulfilled':
    'Inntekta har gått varig ned til {yearlyNok} kr. Det gjeld frå {countsFrom}, månaden etter søknaden.',
  'fee.income-change.fulfilled.household-change':
    'Hushaldet er endra, og inntekta er no {yearlyNok} kr. Det gjeld frå {countsFrom}, månaden etter søknaden.',
  'fee.income-change.not-fulfilled':
    'Den nye inntekta på {yearlyNok} kr er ikkje lågare enn før, og endrar ikkje betalinga i barnehageåret.',
  'fee.income-change.undecided': 'Den nye inntekta er ikkje kjend. Ein saksbehandlar må sjå på endringa.',
  'fee.household-member.fulfilled':
    'Ein vaksen på den folkeregistrerte adressa til barnet ({relation}) blir rekna med i hushaldet.',
  'fee.household-member.not-fulfilled': 'Ein vaksen ({relation}) blir ikkje rekna med i hushaldet.',
  'fee.household-member.not-fulfilled.months':
    'Ein vaksen på adressa ({relation}) har budd der i {monthsTogetherOf18} av dei siste 18 månadene, utan felles barn. Før det har gått 12, blir den vaksne ikkje rekna med i hushaldet.',
  'fee.household-member.not-fulfilled.elsewhere':
    'Ein vaksen ({relation}) er ikkje registrert på adressa til barnet, og blir ikkje rekna med i hushaldet.',
  'fee.household-member.undecided':
    'Vi veit ikkje om ein vaksen ({relation}) høyrer til hushaldet. Ein saksbehandlar må sjå på det.',
  'fee.household-income.fulfilled': 'Den samla inntekta til hushaldet er {result} kr.',
  'fee.household-income.undecided.membership':
    'Vi veit ikkje kven som høyrer til hushaldet. Ein saksbehandlar må sjå på det.',
  'fee.household-income.undecided.no-adult':
    'Vi fann ingen vaksen i hushaldet. Ein saksbehandlar må sjå på det.',
  'fee.household-income.undecided.income':
    'Ei inntekt manglar eller er skjerma. Ho blir aldri rekna som null; ein saksbehandlar må sjå på det.',
  'fee.word.relation.parent': 'forelder',
  'fee.word.relation.partner': 'ektefelle eller registrert partnar',
  'fee.word.relation.cohabitant': 'sambuar',
  'fee.word.relation.resident': 'ugift vaksen',
  'fee.word.relation.guardian': 'har foreldreansvar utan å vere forelder',
  'fee.word.siblingOrder.youngest-first': 'yngste først',
  'fee.word.siblingOrder.oldest-first': 'eldste først',
  'fee.word.siblingOrder.highest-price-first': 'høgaste pris først',
  'fee.word.siblingOrder.lowest-price-first': 'lågaste pris først',
  'fee.word.months': 'januar februar mars april mai juni juli august september oktober november desember',
};
