import { template } from '../template.ts';

const nb = [
  '{childName} står på søkerlisten til {kindergarten}. Når en plass blir ledig, tilbyr vi den til det neste barnet etter opptakskriteriene. Du trenger ikke søke på nytt, heller ikke neste år.',
  'Du hører fra oss senest {nextNoteOn}, også om ingenting har skjedd. Her kan du se søknaden, endre ønskene eller ta barnet av listen: {link}',
];
const nn = [
  '{childName} står på søkjarlista til {kindergarten}. Når ein plass vert ledig, tilbyr vi han til det neste barnet etter opptakskriteria. Du treng ikkje søkje på nytt, heller ikkje neste år.',
  'Du høyrer frå oss seinast {nextNoteOn}, òg om ingenting har skjedd. Her kan du sjå søknaden, endre ønska eller ta barnet av lista: {link}',
];
const en = [
  '{childName} is on the list for {kindergarten}. When a place becomes free, we offer it to the next child by the admission criteria. You need not apply again, not next year either.',
  'You will hear from us no later than {nextNoteOn}, even if nothing has happened. Here you can see the application, change your wishes or take your child off the list: {link}',
];
const se = [
  '{childName} lea mánáidgárddi {kindergarten} ohccilisttus. Go sadji šaddá guorusin, de fállat dan boahtte mánnái sisaváldineavttuid mielde. It dárbbaš ohcat ođđasit, it ge boahtte jagi.',
  'Don gulat mis maŋimustá {nextNoteOn}, vaikko ii mihkkege leat dáhpáhuvvan. Dáppe sáhtát oaidnit ohcama, rievdadit sávaldagaid dahje váldit máná eret listtus: {link}',
];

/** Where the child stands, and the date by which the family hears from us again. */
export const waitingList = template({
  channels: ['email', 'sms', 'letter'],
  values: { childName: 'text', kindergarten: 'text', nextNoteOn: 'date', link: 'link' },
  texts: {
    nb: {
      subject: '{childName} står på søkerlisten',
      sms: 'Barnet ditt står på søkerlisten. Du hører fra oss senest {nextNoteOn}. Se søknaden: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject: '{childName} står på søkjarlista',
      sms: 'Barnet ditt står på søkjarlista. Du høyrer frå oss seinast {nextNoteOn}. Sjå søknaden: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject: '{childName} is on the waiting list',
      sms: 'Your child is on the waiting list. You will hear from us by {nextNoteOn}. See it here: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject: '{childName} lea ohccilisttus',
      sms: 'Du mánná lea ohccilisttus. Don gulat mis maŋimustá {nextNoteOn}: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
