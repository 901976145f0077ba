import { template } from '../template.ts';

const nb = [
  'Snart er det hovedopptak i barnehagene. {childName} er allerede med: søknaden og plassen på søkerlisten gjelder fortsatt. Du trenger ikke gjøre noe.',
  'Vil du endre ønskene, kan du gjøre det fram til {deadlineOn}: {link}',
];
const nn = [
  'Snart er det hovudopptak i barnehagane. {childName} er alt med: søknaden og plassen på søkjarlista gjeld framleis. Du treng ikkje gjere noko.',
  'Vil du endre ønska, kan du gjere det fram til {deadlineOn}: {link}',
];
const en = [
  'The main admission to kindergarten is near. {childName} is already part of it: the application and the place on the list still count. You need not do anything.',
  'If you want to change your wishes, you can do so until {deadlineOn}: {link}',
];
const se = [
  'Fargga lea mánáidgárddiid váldosisaváldin. {childName} lea juo mielde: ohcan ja sadji ohccilisttus gustojit ain. It dárbbaš dahkat maidege.',
  'Jus háliidat rievdadit sávaldagaid, de sáhtát dan dahkat gitta {deadlineOn}: {link}',
];

/** To families who wait already: nobody applies twice. */
export const applicationStands = template({
  channels: ['email', 'sms', 'letter'],
  values: { childName: 'text', deadlineOn: 'date', link: 'link' },
  texts: {
    nb: {
      subject: 'Søknaden for {childName} gjelder fortsatt',
      sms: 'Søknaden din om barnehageplass gjelder fortsatt. Du trenger ikke gjøre noe. Se den her: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject: 'Søknaden for {childName} gjeld framleis',
      sms: 'Søknaden din om barnehageplass gjeld framleis. Du treng ikkje gjere noko. Sjå han her: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject: 'The application for {childName} still counts',
      sms: 'Your kindergarten application still counts. You need not do anything. See it here: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject: 'Ohcan gusto ain, {childName}',
      sms: 'Du mánáidgárdeohcan gusto ain. It dárbbaš dahkat maidege: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
