import { commonTexts } from '../common-texts.ts';
import { template } from '../template.ts';

const nb = [
  '# Vedtak',
  'Fra {validFrom} til {validUntil} betaler dere {monthlyFee} i måneden for {childName} i {kindergarten}. Prisen uten reduksjon er {fullFee}. Mat kommer i tillegg.',
  '# Begrunnelse',
  '- {income, select, yes {Betalingen er satt ned, fordi den ikke skal være mer enn seks prosent av husholdningens inntekt (§ 3 b).} no {Betalingen er ikke mer enn seks prosent av husholdningens inntekt, og blir derfor ikke satt ned på grunn av den (§ 3 b).} other {Vi har ikke regnet med noen inntekt. Derfor er betalingen verken satt ned etter inntekt (§ 3 b) eller på grunn av gratis kjernetid (§ 3 c).}}',
  '- {siblings, select, yes {{childName} har søskenmoderasjon (§ 3 a).} other {{childName} har ikke søskenmoderasjon. Den gis fra barn nummer to i barnehage i samme kommune (§ 3 a).}}',
  '- {coreTime, select, yes {{childName} har gratis kjernetid, 20 timer i uka (§ 3 c).} no {{childName} har ikke gratis kjernetid. Den gjelder fra august det året barnet fyller to år, når inntekten er under grensen (§ 3 c).} other {}}',
  '- {localTier, select, yes {Kommunens egen ordning gir lavere betaling enn de nasjonale reglene.} other {}}',
  'Paragrafene står i forskrift om foreldrebetaling i barnehager. {incomeFrom, select, tax {Inntekten er hentet fra Skatteetaten. } documents {Inntekten er den som er dokumentert i saken. } other {}}Hele utregningen ser du her: {link}',
  'Går inntekten varig ned, kan du be om ny vurdering når som helst. Går den opp, endrer vi ikke vedtaket dette barnehageåret.',
  ...commonTexts.nb.appealFee,
];
const nn = [
  '# Vedtak',
  'Frå {validFrom} til {validUntil} betaler de {monthlyFee} i månaden for {childName} i {kindergarten}. Prisen utan reduksjon er {fullFee}. Mat kjem i tillegg.',
  '# Grunngiving',
  '- {income, select, yes {Betalinga er sett ned, fordi ho ikkje skal vere meir enn seks prosent av inntekta til hushaldet (§ 3 b).} no {Betalinga er ikkje meir enn seks prosent av inntekta til hushaldet, og blir difor ikkje sett ned på grunn av henne (§ 3 b).} other {Vi har ikkje rekna med noka inntekt. Difor er betalinga verken sett ned etter inntekt (§ 3 b) eller på grunn av gratis kjernetid (§ 3 c).}}',
  '- {siblings, select, yes {{childName} har søskenmoderasjon (§ 3 a).} other {{childName} har ikkje søskenmoderasjon. Ho blir gitt frå barn nummer to i barnehage i same kommune (§ 3 a).}}',
  '- {coreTime, select, yes {{childName} har gratis kjernetid, 20 timar i veka (§ 3 c).} no {{childName} har ikkje gratis kjernetid. Ho gjeld frå august det året barnet fyller to år, når inntekta er under grensa (§ 3 c).} other {}}',
  '- {localTier, select, yes {Ordninga kommunen har sjølv, gir lågare betaling enn dei nasjonale reglane.} other {}}',
  'Paragrafane står i forskrift om foreldrebetaling i barnehagar. {incomeFrom, select, tax {Inntekta er henta frå Skatteetaten. } documents {Inntekta er den som er dokumentert i saka. } other {}}Heile utrekninga ser du her: {link}',
  'Går inntekta varig ned, kan du be om ny vurdering når som helst. Går ho opp, endrar vi ikkje vedtaket dette barnehageåret.',
  ...commonTexts.nn.appealFee,
];
const en = [
  '# Decision',
  'From {validFrom} to {validUntil} you pay {monthlyFee} a month for {childName} in {kindergarten}. The price without reductions is {fullFee}. Meals come in addition.',
  '# Reasons',
  '- {income, select, yes {The payment is reduced, because it shall not exceed six per cent of the household income (section 3 b).} no {The payment does not exceed six per cent of the household income, and is therefore not reduced because of it (section 3 b).} other {We have not used any income. The payment is therefore reduced neither by income (section 3 b) nor by free core time (section 3 c).}}',
  '- {siblings, select, yes {{childName} has a sibling discount (section 3 a).} other {{childName} has no sibling discount. It is given from child number two in kindergarten in the same municipality (section 3 a).}}',
  '- {coreTime, select, yes {{childName} has free core time, 20 hours a week (section 3 c).} no {{childName} has no free core time. It starts in August of the year the child turns two, when the income is below the limit (section 3 c).} other {}}',
  '- {localTier, select, yes {The municipality’s own scheme gives a lower payment than the national rules.} other {}}',
  'The sections are those of the regulation on parental payment in kindergartens. {incomeFrom, select, tax {The income comes from the Norwegian Tax Administration. } documents {The income is the one documented in the case. } other {}}See the whole calculation here: {link}',
  'If your income falls for good, you may ask us to look again at any time. If it rises, we do not change the decision in this kindergarten year.',
  ...commonTexts.en.appealFee,
];
const se = [
  '# Mearrádus',
  'Dii máksibehtet {monthlyFee} mánus {validFrom} rájes gitta {validUntil}, mánná: {childName}, mánáidgárdi: {kindergarten}. Haddi geahpedusa haga lea {fullFee}. Biebmu boahtá lassin.',
  '# Ákkastallan',
  '- {income, select, yes {Máksu lea geahpeduvvon, danne go dat ii galgga leat eambbo go guhtta proseantta dállodoalu sisaboađus (§ 3 b).} no {Máksu ii leat eambbo go guhtta proseantta dállodoalu sisaboađus, ja danne dat ii geahpeduvvo dan geažil (§ 3 b).} other {Mii eat leat geavahan makkárge sisaboađu. Danne máksu ii leat geahpeduvvon sisaboađu mielde (§ 3 b) iige nuvttá guovddášáiggi geažil (§ 3 c).}}',
  '- {siblings, select, yes {Mánás ({childName}) lea oappáš- ja vieljašgeahpedus (§ 3 a).} other {Mánás ({childName}) ii leat oappáš- ja vieljašgeahpedus. Dat addo nuppi máná rájes mánáidgárddis seamma suohkanis (§ 3 a).}}',
  '- {coreTime, select, yes {Mánás ({childName}) lea nuvttá guovddášáigi, 20 diimmu vahkus (§ 3 c).} no {Mánás ({childName}) ii leat nuvttá guovddášáigi. Dat gusto borgemánu rájes dan jagi go mánná deavdá guokte jagi, go sisaboahtu lea vuollel ráji (§ 3 c).} other {}}',
  '- {localTier, select, yes {Suohkana iežas ortnet addá vuolit mávssu go našuvnnalaš njuolggadusat.} other {}}',
  'Paragráfat leat láhkaásahusas vánhenmávssu birra mánáidgárddiin. {incomeFrom, select, tax {Sisaboahtu lea vižžon Vearroetáhtas. } documents {Sisaboahtu lea dat mii lea duođaštuvvon áššis. } other {}}Oppa rehkenastima oainnát dáppe: {link}',
  'Jus sisaboahtu njiedjá bistevaččat, de sáhtát goas beare bivdit ođđa árvvoštallama. Jus dat lassána, de eat rievdat mearrádusa dán mánáidgárdejagi.',
  ...commonTexts.se.appealFee,
];

/**
 * The fee for one child: which reductions apply, which do not, and why (forvaltningsloven § 25). Income never stands in the
 * letter: it is behind the link, which opens for the grown-ups of the household.
 */
export const vedtakFee = template({
  channels: ['email', 'sms', 'letter'],
  values: {
    childName: 'text',
    kindergarten: 'text',
    validFrom: 'date',
    validUntil: 'date',
    monthlyFee: 'kroner',
    fullFee: 'kroner',
    // 'unknown' where the vedtak rests on no income.
    income: ['yes', 'no', 'unknown'],
    siblings: ['yes', 'no'],
    coreTime: ['yes', 'no', 'unknown'],
    localTier: ['yes', 'no'],
    incomeFrom: ['tax', 'documents', 'none'],
    link: 'link',
  },
  texts: {
    nb: {
      subject: 'Du har fått et vedtak om foreldrebetaling',
      title: 'Vedtak om foreldrebetaling for {childName}',
      sms: 'Du har fått et vedtak om foreldrebetaling i barnehage. Les det her: {link} Hilsen {kommuneName}',
      email: ['Du har fått et vedtak om foreldrebetaling fra {kommuneName}. Les det her: {link}'],
      letter: nb,
    },
    nn: {
      subject: 'Du har fått eit vedtak om foreldrebetaling',
      title: 'Vedtak om foreldrebetaling for {childName}',
      sms: 'Du har fått eit vedtak om foreldrebetaling i barnehage. Les det her: {link} Helsing {kommuneName}',
      email: ['Du har fått eit vedtak om foreldrebetaling frå {kommuneName}. Les det her: {link}'],
      letter: nn,
    },
    en: {
      subject: 'You have a decision on parental payment',
      title: 'Decision on parental payment for {childName}',
      sms: 'You have a decision on kindergarten payment. Read it here: {link} Regards, {kommuneName}',
      email: ['You have a decision on parental payment from {kommuneName}. Read it here: {link}'],
      letter: en,
    },
    se: {
      subject: 'Dus lea mearrádus vánhenmávssu birra',
      title: 'Mearrádus vánhenmávssu birra, {childName}',
      sms: 'Dus lea mearrádus mánáidgárddi vánhenmávssu birra. Loga dan dáppe: {link} {kommuneName}',
      email: ['Dus lea mearrádus vánhenmávssu birra, sáddejeaddji: {kommuneName}. Loga dan dáppe: {link}'],
      letter: se,
    },
  },
});
