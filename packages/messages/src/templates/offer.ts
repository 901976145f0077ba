import { template } from '../template.ts';

const nb = [
  '{childName} får tilbud om plass i {kindergarten} fra {startOn}, {daysPerWeek, plural, one {# dag} other {# dager}} i uka.',
  'Plassen koster {monthlyFee} i måneden, og mat kommer i tillegg. Har familien lav inntekt eller søsken i barnehage, kan det bli billigere.',
  'Svar senest {answerBy}: {link}',
  'Sier du ja, står barnet fortsatt på søkerlisten til barnehager du har satt høyere. Du trenger ikke søke på nytt. Hører vi ikke fra deg innen fristen, kan plassen gå til et annet barn.',
];
const nn = [
  '{childName} får tilbod om plass i {kindergarten} frå {startOn}, {daysPerWeek, plural, one {# dag} other {# dagar}} i veka.',
  'Plassen kostar {monthlyFee} i månaden, og mat kjem i tillegg. Har familien låg inntekt eller søsken i barnehage, kan det bli billegare.',
  'Svar seinast {answerBy}: {link}',
  'Seier du ja, står barnet framleis på søkjarlista til barnehagar du har sett høgare. Du treng ikkje søkje på nytt. Høyrer vi ikkje frå deg innan fristen, kan plassen gå til eit anna barn.',
];
const en = [
  '{childName} is offered a place in {kindergarten} from {startOn}, {daysPerWeek, plural, one {# day} other {# days}} a week.',
  'The place costs {monthlyFee} a month, and meals come in addition. With a low household income or siblings in kindergarten it may cost less.',
  'Answer no later than {answerBy}: {link}',
  'If you say yes, your child stays on the list of kindergartens you ranked higher. You need not apply again. If we do not hear from you in time, the place may go to another child.',
];
const se = [
  '{childName} oažžu fálaldaga: sadji mánáidgárddis {kindergarten} dan rájes go {startOn}, {daysPerWeek, plural, one {# beaivi} other {# beaivvi}} vahkus.',
  'Sadji máksá {monthlyFee} mánus, ja biebmu boahtá lassin. Jus bearrašis lea unnán sisaboahtu dahje oappát ja vieljat mánáidgárddis, de sáhttá šaddat hálbbit.',
  'Vástit maŋimustá {answerBy}: {link}',
  'Jus vástidat juo, de lea mánná ain daid mánáidgárddiid ohccilisttus maid leat bidjan ovdalii. It dárbbaš ohcat ođđasit. Jus eat gula dus áigemearis, de sáhttá sadji mannat eará mánnái.',
];

/** A place to say yes or no to, by a date. */
export const offer = template({
  channels: ['email', 'sms', 'letter'],
  values: {
    childName: 'text',
    kindergarten: 'text',
    startOn: 'date',
    daysPerWeek: 'count',
    monthlyFee: 'kroner',
    answerBy: 'date',
    link: 'link',
  },
  texts: {
    nb: {
      subject: '{childName} har fått tilbud om barnehageplass',
      sms: 'Barnet ditt har fått tilbud om barnehageplass. Svar senest {answerBy}: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject: '{childName} har fått tilbod om barnehageplass',
      sms: 'Barnet ditt har fått tilbod om barnehageplass. Svar seinast {answerBy}: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject: '{childName} is offered a kindergarten place',
      sms: 'Your child is offered a kindergarten place. Answer by {answerBy}: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject: '{childName} lea ožžon mánáidgárdesaji fálaldaga',
      sms: 'Du mánná lea ožžon mánáidgárdesaji fálaldaga. Vástit maŋimustá {answerBy}: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
