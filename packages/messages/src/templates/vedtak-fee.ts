import { commonTexts } from '../common-texts.ts';
import { template } from '../template.ts';

const nb = [
  '# Vedtak',
  'Fra {validFrom} til {validUntil} betaler dere {monthlyFee} i måneden for {childName} i {kindergarten}. Prisen uten reduksjon er {fullFee}. Mat kommer i tillegg.',
  '# Begrunnelse',
  '- {income, select, yes {Foreldrebetalingen skal ikke være mer enn seks prosent av husholdningens inntekt (§ 3 b).} other {}}',
  '- {siblings, select, yes {Dere har søskenmoderasjon (§ 3 a).} other {}}',
  '- {coreTime, select, yes {Barnet har gratis kjernetid, 20 timer i uka (§ 3 c).} other {}}',
  '{reason}',
  'Paragrafene står i forskrift om foreldrebetaling i barnehager. Inntekten er hentet fra Skatteetaten. Hele utregningen ser du her: {link}',
  'Går inntekten varig ned, kan du be om ny vurdering når som helst. Går den opp, endrer vi ikke vedtaket dette barnehageåret.',
  ...commonTexts.nb.appealFee,
];
const nn = [
  '# Vedtak',
  'Frå {validFrom} til {validUntil} betaler de {monthlyFee} i månaden for {childName} i {kindergarten}. Prisen utan reduksjon er {fullFee}. Mat kjem i tillegg.',
  '# Grunngiving',
  '- {income, select, yes {Foreldrebetalinga skal ikkje vere meir enn seks prosent av inntekta til hushaldet (§ 3 b).} other {}}',
  '- {siblings, select, yes {De har søskenmoderasjon (§ 3 a).} other {}}',
  '- {coreTime, select, yes {Barnet har gratis kjernetid, 20 timar i veka (§ 3 c).} other {}}',
  '{reason}',
  'Paragrafane står i forskrift om foreldrebetaling i barnehagar. Inntekta er henta frå Skatteetaten. Heile utrekninga ser du her: {link}',
  'Går inntekta varig ned, kan du be om ny vurdering når som helst. Går ho opp, endrar vi ikkje vedtaket dette barnehageåret.',
  ...commonTexts.nn.appealFee,
];
const en = [
  '# Decision',
  'From {validFrom} to {validUntil} you pay {monthlyFee} a month for {childName} in {kindergarten}. The price without reductions is {fullFee}. Meals come in addition.',
  '# Reasons',
  '- {income, select, yes {Parental payment shall not exceed six per cent of the household income (section 3 b).} other {}}',
  '- {siblings, select, yes {You have a sibling reduction (section 3 a).} other {}}',
  '- {coreTime, select, yes {Your child has free core time, 20 hours a week (section 3 c).} other {}}',
  '{reason}',
  'The sections are those of the regulation on parental payment in kindergartens. The income comes from the Norwegian Tax Administration. See the whole calculation here: {link}',
  'If your income falls for good, you may ask us to look again at any time. If it rises, we do not change the decision in this kindergarten year.',
  ...commonTexts.en.appealFee,
];
const se = [
  '# Mearrádus',
  'Dii máksibehtet {monthlyFee} mánus {validFrom} rájes gitta {validUntil}, mánná: {childName}, mánáidgárdi: {kindergarten}. Haddi geahpedusa haga lea {fullFee}. Biebmu boahtá lassin.',
  '# Ákkastallan',
  '- {income, select, yes {Vánhenmáksu ii galgga leat eambbo go guhtta proseantta dállodoalu sisaboađus (§ 3 b).} other {}}',
  '- {siblings, select, yes {Dis lea oappáš- ja vieljašgeahpedus (§ 3 a).} other {}}',
  '- {coreTime, select, yes {Mánás lea nuvttá guovddášáigi, 20 diimmu vahkus (§ 3 c).} other {}}',
  '{reason}',
  'Paragráfat leat láhkaásahusas vánhenmávssu birra mánáidgárddiin. Sisaboahtu lea vižžon Vearroetáhtas. Oppa rehkenastima oainnát dáppe: {link}',
  'Jus sisaboahtu njiedjá bistevaččat, de sáhtát goas beare bivdit ođđa árvvoštallama. Jus dat lassána, de eat rievdat mearrádusa dán mánáidgárdejagi.',
  ...commonTexts.se.appealFee,
];

/** The fee for one child, with the reductions that apply. Income never stands in the letter: it is behind the link. */
export const vedtakFee = template({
  channels: ['email', 'sms', 'letter'],
  values: {
    childName: 'text',
    kindergarten: 'text',
    validFrom: 'date',
    validUntil: 'date',
    monthlyFee: 'kroner',
    fullFee: 'kroner',
    income: ['yes', 'no'],
    siblings: ['yes', 'no'],
    coreTime: ['yes', 'no'],
    reason: 'optional-text',
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
