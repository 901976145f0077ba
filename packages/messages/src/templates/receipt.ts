import { template } from '../template.ts';

const nb = [
  'Takk! Vi fikk søknaden om barnehageplass til {childName} {receivedOn}. Dette er registrert:',
  '- Ønsket oppstart: {startOn}',
  '- {daysPerWeek, plural, one {# dag} other {# dager}} i uka',
  'Du får svar senest {answerBy}. Du kan se og endre søknaden fram til søknadsfristen her: {link}',
];
const nn = [
  'Takk! Vi fekk søknaden om barnehageplass til {childName} {receivedOn}. Dette er registrert:',
  '- Ønskt oppstart: {startOn}',
  '- {daysPerWeek, plural, one {# dag} other {# dagar}} i veka',
  'Du får svar seinast {answerBy}. Du kan sjå og endre søknaden fram til søknadsfristen her: {link}',
];
const en = [
  'Thank you! We received the application for a kindergarten place for {childName} on {receivedOn}. We have registered:',
  '- Wished start: {startOn}',
  '- {daysPerWeek, plural, one {# day} other {# days}} a week',
  'You will have an answer no later than {answerBy}. You can see and change the application until the deadline here: {link}',
];
const se = [
  'Giitu! Mii oaččuimet mánáidgárdesaji ohcama, mánná: {childName}, {receivedOn}. Dát lea registrerejuvvon:',
  '- Sávvojuvvon álgin: {startOn}',
  '- {daysPerWeek, plural, one {# beaivi} other {# beaivvi}} vahkus',
  'Don oaččut vástádusa maŋimustá {answerBy}. Sáhtát oaidnit ja rievdadit ohcama ohcanáigemeari rádjai dáppe: {link}',
];

/** Confirms a complete application, and says when the family hears from us next. */
export const receipt = template({
  channels: ['email', 'sms', 'letter'],
  values: {
    childName: 'text',
    receivedOn: 'date',
    startOn: 'date',
    daysPerWeek: 'count',
    answerBy: 'date',
    link: 'link',
  },
  texts: {
    nb: {
      subject: 'Vi har fått søknaden for {childName}',
      sms: 'Takk! Vi har fått søknaden om barnehageplass. Du får svar senest {answerBy}. Se søknaden: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject: 'Vi har fått søknaden for {childName}',
      sms: 'Takk! Vi har fått søknaden om barnehageplass. Du får svar seinast {answerBy}. Sjå søknaden: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject: 'We have received the application for {childName}',
      sms: 'Thank you! We have received your kindergarten application. You will have an answer by {answerBy}. See it here: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject: 'Mii leat ožžon ohcama, {childName}',
      sms: 'Giitu! Mii leat ožžon ohcama. Vástádus boahtá maŋimustá {answerBy}: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
