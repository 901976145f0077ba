import { template } from '../template.ts';

const nb = [
  'Dere betaler redusert pris for {childName} i barnehagen. Reduksjonen gjelder til {endsOn}. For neste barnehageår må dere søke på nytt, fordi det er inntekten i fjor som teller.',
  'Søk her: {link}',
  'Vi henter inntekten fra Skatteetaten når dere har søkt. Svar innen {answerBy}, så gjelder en ny reduksjon fra august. Søker dere senere, gjelder den fra måneden etter.',
  'Søker dere ikke, betaler dere vanlig pris fra august.',
];
const nn = [
  'De betaler redusert pris for {childName} i barnehagen. Reduksjonen gjeld til {endsOn}. For neste barnehageår må de søkje på nytt, fordi det er inntekta i fjor som tel.',
  'Søk her: {link}',
  'Vi hentar inntekta frå Skatteetaten når de har søkt. Svar innan {answerBy}, så gjeld ein ny reduksjon frå august. Søkjer de seinare, gjeld han frå månaden etter.',
  'Søkjer de ikkje, betaler de vanleg pris frå august.',
];
const en = [
  'You pay a reduced price for {childName} in kindergarten. The reduction lasts until {endsOn}. For the next kindergarten year you must apply again, because it is last year’s income that counts.',
  'Apply here: {link}',
  'We get the income from the Norwegian Tax Administration once you have applied. Answer by {answerBy}, and a new reduction counts from August. If you apply later, it counts from the month after.',
  'If you do not apply, you pay the ordinary price from August.',
];
const se = [
  'Dii máksibehtet geahpeduvvon hatti, mánná: {childName}. Geahpedus bistá gitta {endsOn}. Boahtte mánáidgárdejahkái fertebehtet ohcat ođđasit, danne go diimmá sisaboahtu lea mearrideaddjin.',
  'Ohcet dáppe: {link}',
  'Mii viežžat sisaboađu Vearroetáhtas go lehpet ohcan. Vástidehket ovdal {answerBy}, de ođđa geahpedus gusto borgemánu rájes. Jus ohcabehtet maŋŋelis, de gusto boahtte mánu rájes.',
  'Jus ehpet oza, de máksibehtet dábálaš hatti borgemánu rájes.',
];

/** A reduction of the fee ends with the kindergarten year: apply anew by a day, with one click. */
export const feeRenewal = template({
  channels: ['email', 'sms', 'letter'],
  values: { childName: 'text', endsOn: 'date', answerBy: 'date', link: 'link' },
  texts: {
    nb: {
      subject: 'Søk på nytt om redusert foreldrebetaling',
      sms: 'Redusert pris i barnehagen gjelder til {endsOn}. Søk på nytt innen {answerBy}: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject: 'Søk på nytt om redusert foreldrebetaling',
      sms: 'Redusert pris i barnehagen gjeld til {endsOn}. Søk på nytt innan {answerBy}: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject: 'Apply again for reduced parental payment',
      sms: 'Your reduced kindergarten price lasts until {endsOn}. Apply again by {answerBy}: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject: 'Ohcet ođđasit geahpeduvvon vánhenmávssu',
      sms: 'Geahpeduvvon haddi bistá gitta {endsOn}. Ohcet ođđasit ovdal {answerBy}: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
