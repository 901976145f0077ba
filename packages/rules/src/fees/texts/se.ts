import type { FeeTexts } from './fee-text-keys.ts';

/** Northern Sámi. Not yet read by a speaker: see `languagesNeedingReview`. */
export const se: FeeTexts = {
  'fee.maximum-price.fulfilled':
    'Mánáidgárddi haddi lea {monthlyPriceNok} ru, muhto alimus haddi lea {maximumNok} ru mánnui. Dalle gusto alimus haddi.',
  'fee.maximum-price.not-fulfilled':
    'Mánáidgárddi haddi lea {monthlyPriceNok} ru mánnui. Dat ii leat badjel alimus hatti, mii lea {maximumNok} ru.',
  'fee.maximum-price.not-fulfilled.exception':
    'Mánáidgárddi haddi lea {monthlyPriceNok} ru mánus. Dat lea badjel alimus hatti {maximumNok} ru, danne go mánáidgárddi váhnemat leat miehtan dasa (§ 4).',
  'fee.income-ceiling.fulfilled':
    'Ovtta máná jahkemáksu sáhttá eanemusat leat {percent} % dállodoalu sisaboađus, mii lea {incomeNok} ru. Juhkkojuvvon oktanuppelot máksui dat dahká {result} ru mánnui.',
  'fee.income-ceiling.fulfilled.pro-rata':
    'Ovtta máná jahkemáksu sáhttá eanemusat leat {percent} % dállodoalu sisaboađus, mii lea {incomeNok} ru. Oasseáigesaji ovddas suohkan rehkenastá dan oasi maid diimmut leat ollesáigesajis. Dat dahká {result} ru mánnui.',
  'fee.income-ceiling.not-fulfilled':
    'Ovtta jagi máksu alimus hattiin lea {maximumForYearNok} ru. Dat ii leat eanet go {percent} % dállodoalu sisaboađus, mii lea {incomeNok} ru, ja danne máksu ii vuoliduvvo sisaboađu mielde.',
  'fee.income-ceiling.not-fulfilled.below-ceiling':
    'Dállodoalu sisaboađuin, mii lea {incomeNok} ru, máksu sáhttá eanemusat leat {ceilingNok} ru mánnui ({percent} % sisaboađus jagis). Dat ii leat alit, iige vuoliduvvo sisaboađu mielde.',
  'fee.income-ceiling.undecided.no-income':
    'Mii eat dovdda dállodoalu sisaboađu, danne go ii leat ohccojuvvon dahje danne go dat ii leat gávdnon. Danne ii leat vel vuolideapmi sisaboađu mielde rehkenaston.',
  'fee.sibling-reduction.fulfilled':
    'Mánná rehkenasto nummir {siblingNumber} dain {siblings} oarbiniin geain lea sadji seamma suohkana mánáidgárddiin ({siblingOrder}). Oarbinvuolideapmi lea {percent} %, ja máksu šaddá {result} ru.',
  'fee.sibling-reduction.not-fulfilled.alone':
    'Mánás eai leat oarbinat geat orrot bissovaččat ovttas suinna ja geain lea mánáidgárdesadji seamma suohkanis. Danne ii leat oarbinvuolideapmi.',
  'fee.sibling-reduction.not-fulfilled.first':
    'Mánná rehkenasto nummir 1:n dain {siblings} oarbiniin geain lea sadji seamma suohkana mánáidgárddiin ({siblingOrder}). Oarbinvuolideapmi addo daid eará mánáid ovddas.',
  'fee.sibling-reduction.undecided.not-known':
    'Mii eat dieđe orrugo mánná bissovaččat ovttas oarbiniiddisguin. Áššemeannudeaddji ferte geahččat oarbinvuolideami.',
  'fee.free-core-time.fulfilled':
    'Sisaboahtu, {incomeNok} ru, lea vuollel ráji, mii lea {incomeLimitNok} ru. Mánás leat {freeHours} nuvttá diimmu vahkkui dain {hours} diimmuin, ja máksu šaddá {result} ru.',
  'fee.free-core-time.not-fulfilled.age':
    'Mánná lea riegádan jagi {birthYear}. Nuvttá guovddášáigi gusto borgemánu rájes dan jagi go mánná deavdá {fromAge} jagi.',
  'fee.free-core-time.not-fulfilled.income':
    'Sisaboahtu, {incomeNok} ru, ii leat vuollel nuvttá guovddášáiggi ráji, mii lea {incomeLimitNok} ru.',
  'fee.free-core-time.not-fulfilled.school-age':
    'Mánná lea skuvlaagis, iige maŋiduvvon skuvlaálgu leat registrerejuvvon. Nuvttá guovddášáigi gusto skuvlaálgima rádjai.',
  'fee.free-core-time.undecided.no-income':
    'Mii eat dovdda dállodoalu sisaboađu, danne go ii leat ohccojuvvon dahje danne go dat ii leat gávdnon. Danne ii leat nuvttá guovddášáigi vel rehkenaston. Rádji lea {incomeLimitNok} ru.',
  'fee.free-core-time.undecided.school-start':
    'Mii eat dieđe leago mánás maŋiduvvon skuvlaálgu. Áššemeannudeaddji ferte geahččat nuvttá guovddášáiggi.',
  'fee.local-tier.fulfilled': 'Suohkana iežas ortnet ({tier}) addá mávssu mii lea {result} ru.',
  'fee.local-tier.not-fulfilled': 'Ii oktage suohkana iežas ortnegiin atte vuolit mávssu.',
  'fee.local-tier.undecided.no-income':
    'Suohkanis leat iežas ortnegat sisaboađu mielde, muhto mii eat dovdda dállodoalu sisaboađu.',
  'fee.part-month.fulfilled':
    'Mánás lea sadji {days} beaivvi dain {daysOfMonth} beaivvis dán mánus. Máksu šaddá {result} ru.',
  'fee.payment-plan.fulfilled.free-month': 'Máksu lea oktanuppelot mánu jagis. Dán mánu ii dárbbaš máksit.',
  'fee.payment-plan.fulfilled.instalments':
    'Dat oktanuppelot mánnomávssu juhkkojuvvojit guoktenuppelot mánnui. Dat dahká {result} ru mánnui.',
  'fee.rounding.fulfilled': 'Supmi {exactNok} ru jorbejuvvo vulos {result} ruvdnui.',
  'fee.rounding.not-fulfilled': 'Máksu lea {result} ru.',
  'fee.food.fulfilled': 'Borramuš boahtá lassin, {foodNok} ru. Borramušruđat eai vuoliduvvo.',
  'fee.income-change.fulfilled':
    'Sisaboahtu lea bissovaččat njiedjan ja lea dál {yearlyNok} ru. Dat gusto {countsFrom} rájes, mánu maŋŋel ohcama.',
  'fee.income-change.fulfilled.household-change':
    'Dállodoallu lea rievdan, ja sisaboahtu lea dál {yearlyNok} ru. Dat gusto {countsFrom} rájes, mánu maŋŋel ohcama.',
  'fee.income-change.not-fulfilled':
    'Ođđa sisaboahtu, {yearlyNok} ru, ii leat vuolit go ovdal, iige rievdat mávssu dán mánáidgárdejagi.',
  'fee.income-change.undecided':
    'Ođđa sisaboahtu ii leat dovddus. Áššemeannudeaddji ferte geahččat rievdadusa.',
  'fee.household-member.fulfilled':
    'Rávesolmmoš máná álbmotregistrerejuvvon čujuhusas ({relation}) rehkenasto dállodollui.',
  'fee.household-member.not-fulfilled': 'Rávesolmmoš ({relation}) ii rehkenasto dállodollui.',
  'fee.household-member.not-fulfilled.months':
    'Rávesolmmoš čujuhusas ({relation}) lea orron doppe {monthsTogetherOf18} mánu dain maŋimuš 18 mánus, oktasaš máná haga. Ovdal go 12 mánu leat gollan, de son ii rehkenasto dállodollui.',
  'fee.household-member.not-fulfilled.elsewhere':
    'Rávesolmmoš ({relation}) ii leat registrerejuvvon máná čujuhusas, iige rehkenasto dállodollui.',
  'fee.household-member.undecided':
    'Mii eat dieđe gullágo rávesolmmoš ({relation}) dállodollui. Áššemeannudeaddji ferte geahččat dan.',
  'fee.household-income.fulfilled': 'Dállodoalu oppalaš sisaboahtu lea {result} ru.',
  'fee.household-income.undecided.membership':
    'Mii eat dieđe geat gullet dállodollui. Áššemeannudeaddji ferte geahččat dan.',
  'fee.household-income.undecided.no-adult':
    'Mii eat gávdnan rávesolbmo dállodoalus. Áššemeannudeaddji ferte geahččat dan.',
  'fee.household-income.undecided.income':
    'Sisaboahtu váilu dahje lea suodjaluvvon. Dat ii goassege rehkenasto nullan; áššemeannudeaddji ferte geahččat dan.',
  'fee.word.relation.parent': 'váhnen',
  'fee.word.relation.partner': 'náittosguoibmi dahje registrerejuvvon guoibmi',
  'fee.word.relation.cohabitant': 'ovttasássi',
  'fee.word.relation.resident': 'naitalkeahtes rávesolmmoš',
  'fee.word.relation.guardian': 'sus lea vánhenovddasvástádus, muhto ii leat váhnen',
  'fee.word.siblingOrder.youngest-first': 'nuoramus vuos',
  'fee.word.siblingOrder.oldest-first': 'boarráseamos vuos',
  'fee.word.siblingOrder.highest-price-first': 'alimus haddi vuos',
  'fee.word.siblingOrder.lowest-price-first': 'vuolimus haddi vuos',
  'fee.word.months':
    'ođđajagimánu guovvamánu njukčamánu cuoŋománu miessemánu geassemánu suoidnemánu borgemánu čakčamánu golggotmánu skábmamánu juovlamánu',
};
