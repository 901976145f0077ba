import { commonTexts } from '../common-texts.ts';
import { template } from '../template.ts';

const nb = [
  'Velkommen til {kommuneName}! Vi ser i Folkeregisteret at {childName} har flyttet hit, og har gjort klar en søknad om barnehageplass. Du trenger bare å svare på to spørsmål:',
  '- Når skal {childName} begynne?',
  '- Hvor mange dager i uka?',
  'Svar her: {link}',
  'Vi tar inn barn hele året når det er ledig plass. Retten til plass gjelder fra neste hovedopptak, og da må vi ha svaret ditt senest {deadlineOn}. {deadline, select, expected {Det er datoen vi venter; kommunen har ikke satt fristen ennå. } other {}}Svarer du nå, er {childName} med i begge deler uten ny søknad.',
  '{answers, select, both {Barnet har delt bosted. Dere må begge svare, hver for seg, før søknaden gjelder.} other {}}',
];
const nn = [
  'Velkomen til {kommuneName}! Vi ser i Folkeregisteret at {childName} har flytta hit, og har gjort klar ein søknad om barnehageplass. Du treng berre å svare på to spørsmål:',
  '- Når skal {childName} begynne?',
  '- Kor mange dagar i veka?',
  'Svar her: {link}',
  'Vi tek inn barn heile året når det er ledig plass. Retten til plass gjeld frå neste hovudopptak, og då må vi ha svaret ditt seinast {deadlineOn}. {deadline, select, expected {Det er datoen vi ventar; kommunen har ikkje sett fristen enno. } other {}}Svarar du no, er {childName} med i begge delar utan ny søknad.',
  '{answers, select, both {Barnet har delt bustad. De må svare begge to, kvar for dykk, før søknaden gjeld.} other {}}',
];
const en = [
  'Welcome to {kommuneName}! The National Population Register tells us that {childName} has moved here, and we have prepared an application for a kindergarten place. You only need to answer two questions:',
  '- When should {childName} start?',
  '- How many days a week?',
  'Answer here: {link}',
  'We admit children all year when a place is free. The right to a place applies from the next main admission, and for that we need your answer no later than {deadlineOn}. {deadline, select, expected {That is the date we expect; the municipality has not set the deadline yet. } other {}}If you answer now, {childName} takes part in both without a new application.',
  '{answers, select, both {Your child has shared residence. Both of you must answer, each for yourself, before the application counts.} other {}}',
];
const se = [
  'Bures boahtin, {kommuneName} sávvá! Álbmotregisttaris oaidnit ahte {childName} lea fárren deike, ja mii leat ráhkkanahttán mánáidgárdesaji ohcama. Don dárbbašat vástidit dušše guokte gažaldaga:',
  '- Goas galgá {childName} álgit?',
  '- Galle beaivvi vahkus?',
  'Vástit dáppe: {link}',
  'Mii váldit mánáid sisa miehtá jagi go lea guorus sadji. Vuoigatvuohta sadjái gusto boahtte váldosisaváldimis, ja dasa dárbbašit du vástádusa maŋimustá {deadlineOn}. {deadline, select, expected {Dán beaivvi mii vuordit; suohkan ii leat vel mearridan áigemeari. } other {}}Jus vástidat dál, de lea {childName} mielde goappašagain ođđa ohcama haga.',
  '{answers, select, both {Mánás lea juhkkojuvvon orrunsadji. Goappašagat fertebeahtti vástidit, goabbáge iežas ovddas, ovdal go ohcan gusto.} other {}}',
];

/** To families who have just moved in: rolling admission now, the right to a place from the next main intake. */
export const newResident = template({
  channels: ['email', 'sms', 'letter'],
  values: {
    childName: 'text',
    link: 'link',
    deadlineOn: 'date',
    // Of a round that is not opened yet we may only guess.
    deadline: ['set', 'expected'],
    answers: ['one', 'both'],
  },
  texts: {
    nb: {
      subject: 'Velkommen! Barnehageplass til {childName}',
      sms: 'Velkommen til {kommuneName}! Vi har gjort klar en søknad om barnehageplass for barnet ditt. Svar på to spørsmål: {link}',
      email: nb,
      letter: nb,
      below: commonTexts.nb.privacy,
    },
    nn: {
      subject: 'Velkomen! Barnehageplass til {childName}',
      sms: 'Velkomen til {kommuneName}! Vi har gjort klar ein søknad om barnehageplass for barnet ditt. Svar på to spørsmål: {link}',
      email: nn,
      letter: nn,
      below: commonTexts.nn.privacy,
    },
    en: {
      subject: 'Welcome! Kindergarten place for {childName}',
      sms: 'Welcome to {kommuneName}! We have prepared a kindergarten application for your child. Answer two questions: {link}',
      email: en,
      letter: en,
      below: commonTexts.en.privacy,
    },
    se: {
      subject: 'Bures boahtin! Mánáidgárdesadji, {childName}',
      sms: 'Bures boahtin! Mánáidgárdeohcan lea gárvvis. Vástit guokte gažaldaga: {link} {kommuneName}',
      email: se,
      letter: se,
      below: commonTexts.se.privacy,
    },
  },
});
