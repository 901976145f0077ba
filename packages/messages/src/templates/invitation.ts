import { commonTexts } from '../common-texts.ts';
import { template } from '../template.ts';

const nb = [
  '{kommuneName} har gjort klar en søknad om barnehageplass for {childName}. Du trenger bare å svare på to spørsmål:',
  '- Når skal {childName} begynne?',
  '- Hvor mange dager i uka?',
  'Svar her: {link}',
  'Svar senest {deadlineOn}. Da har {childName} rett til plass i kommunen senest {placeBy}. Resten har vi fylt ut fra registrene{proposals, select, nearHome {, også forslag til barnehager i nærheten} other {}}. Du kan endre alt før du sender.',
  '{answers, select, both {Barnet har delt bosted. Dere må begge svare, hver for seg, før søknaden gjelder.} other {}}',
];
const nn = [
  '{kommuneName} har gjort klar ein søknad om barnehageplass for {childName}. Du treng berre å svare på to spørsmål:',
  '- Når skal {childName} begynne?',
  '- Kor mange dagar i veka?',
  'Svar her: {link}',
  'Svar seinast {deadlineOn}. Då har {childName} rett til plass i kommunen seinast {placeBy}. Resten har vi fylt ut frå registra{proposals, select, nearHome {, også framlegg til barnehagar i nærleiken} other {}}. Du kan endre alt før du sender.',
  '{answers, select, both {Barnet har delt bustad. De må svare begge to, kvar for dykk, før søknaden gjeld.} other {}}',
];
const en = [
  '{kommuneName} has prepared an application for a kindergarten place for {childName}. You only need to answer two questions:',
  '- When should {childName} start?',
  '- How many days a week?',
  'Answer here: {link}',
  'Answer no later than {deadlineOn}. Then {childName} has a right to a place in the municipality no later than {placeBy}. We have filled in the rest from the registers{proposals, select, nearHome {, including suggested kindergartens nearby} other {}}. You can change everything before you send it.',
  '{answers, select, both {Your child has shared residence. Both of you must answer, each for yourself, before the application counts.} other {}}',
];
const se = [
  '{kommuneName} lea ráhkkanahttán mánáidgárdesaji ohcama, mánná: {childName}. Don dárbbašat vástidit dušše guokte gažaldaga:',
  '- Goas galgá {childName} álgit?',
  '- Galle beaivvi vahkus?',
  'Vástit dáppe: {link}',
  'Vástit maŋimustá {deadlineOn}. De lea mánás ({childName}) vuoigatvuohta oažžut saji suohkanis maŋimustá {placeBy}. Mii leat deavdán eará dieđuid registariin{proposals, select, nearHome {, maiddái evttohusaid lagamus mánáidgárddiide} other {}}. Don sáhtát rievdadit buot ovdal go sáddet.',
  '{answers, select, both {Mánás lea juhkkojuvvon orrunsadji. Goappašagat fertebeahtti vástidit, goabbáge iežas ovddas, ovdal go ohcan gusto.} other {}}',
];

/** The first message to a family that may answer: pre-filled, two questions, and what we know about them. */
export const invitation = template({
  channels: ['email', 'sms', 'letter'],
  values: {
    childName: 'text',
    link: 'link',
    deadlineOn: 'date',
    placeBy: 'date',
    // 'both' with shared residence: see `recipients` in the rules.
    answers: ['one', 'both'],
    // 'none' to a parent who does not live at the child's address: what is near it would reveal it.
    proposals: ['nearHome', 'none'],
  },
  texts: {
    nb: {
      subject: 'Barnehageplass til {childName}: svar på to spørsmål',
      sms: 'Hei! Vi har gjort klar en søknad om barnehageplass for barnet ditt. Svar på to spørsmål innen {deadlineOn}: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
      below: commonTexts.nb.privacy,
    },
    nn: {
      subject: 'Barnehageplass til {childName}: svar på to spørsmål',
      sms: 'Hei! Vi har gjort klar ein søknad om barnehageplass for barnet ditt. Svar på to spørsmål innan {deadlineOn}: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
      below: commonTexts.nn.privacy,
    },
    en: {
      subject: 'Kindergarten place for {childName}: answer two questions',
      sms: 'Hello! We have prepared a kindergarten application for your child. Answer two questions by {deadlineOn}: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
      below: commonTexts.en.privacy,
    },
    se: {
      subject: 'Mánáidgárdesadji, {childName}: vástit guokte gažaldaga',
      sms: 'Bures! Mánáidgárdeohcan lea gárvvis. Vástit guokte gažaldaga ovdal {deadlineOn}: {link} {kommuneName}',
      email: se,
      letter: se,
      below: commonTexts.se.privacy,
    },
  },
});
