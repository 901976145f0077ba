import { commonTexts } from '../common-texts.ts';
import { template } from '../template.ts';

const nb = [
  'Du har sagt fra om at {childName} gjerne vil bytte barnehage. Vi har gjort klar søknaden, med ønskene dine fra sist. Du trenger bare å se over den og sende den innen {deadlineOn}: {link}',
  '{childName} beholder plassen i {kindergarten} til dere eventuelt sier ja til en ny. Dere mister ingenting på å søke.',
];
const nn = [
  'Du har sagt frå om at {childName} gjerne vil byte barnehage. Vi har gjort klar søknaden, med ønska dine frå sist. Du treng berre å sjå over han og sende han innan {deadlineOn}: {link}',
  '{childName} held på plassen i {kindergarten} til de eventuelt seier ja til ein ny. De mistar ingenting på å søkje.',
];
const en = [
  'You have told us that {childName} would like to change kindergarten. We have prepared the application with your wishes from last time. You only need to look it over and send it by {deadlineOn}: {link}',
  '{childName} keeps the place in {kindergarten} until you say yes to a new one. You lose nothing by applying.',
];
const se = [
  'Don leat dieđihan ahte {childName} háliida molsut mánáidgárddi. Mii leat ráhkkanahttán ohcama du ovddit sávaldagaiguin. Don dárbbašat dušše dárkkistit ja sáddet dan ovdal {deadlineOn}: {link}',
  '{childName} doallá saji mánáidgárddis {kindergarten} dassážii go vástidehpet juo ođđa sadjái. Dii ehpet massit maidege ohcamiin.',
];

/** To families who want another kindergarten: their place is safe while they apply. */
export const transferInvitation = template({
  channels: ['email', 'sms', 'letter'],
  values: { childName: 'text', kindergarten: 'text', deadlineOn: 'date', link: 'link' },
  texts: {
    nb: {
      subject: 'Vil {childName} fortsatt bytte barnehage?',
      sms: 'Søknaden om bytte av barnehage er klar. Se over og send innen {deadlineOn}: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
      below: commonTexts.nb.privacy,
    },
    nn: {
      subject: 'Vil {childName} framleis byte barnehage?',
      sms: 'Søknaden om byte av barnehage er klar. Sjå over og send innan {deadlineOn}: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
      below: commonTexts.nn.privacy,
    },
    en: {
      subject: 'Does {childName} still want to change kindergarten?',
      sms: 'Your application to change kindergarten is ready. Look it over and send it by {deadlineOn}: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
      below: commonTexts.en.privacy,
    },
    se: {
      subject: 'Háliida go {childName} ain molsut mánáidgárddi?',
      sms: 'Mánáidgárddi molsun: ohcan lea gárvvis. Dárkkis ja sádde ovdal {deadlineOn}: {link} {kommuneName}',
      email: se,
      letter: se,
      below: commonTexts.se.privacy,
    },
  },
});
