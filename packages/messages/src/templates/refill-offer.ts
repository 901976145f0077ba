import { template } from '../template.ts';

const nb = [
  'Det har blitt en ledig plass i {kindergarten}, og {childName} er neste på søkerlisten. Plassen er ledig fra {startOn}.',
  'Svar senest {answerBy}: {link}',
  'Sier du ja, slutter {childName} på plassen barnet eventuelt har i dag når den nye begynner. Sier du nei, beholder barnet plassen det har, og ingenting annet endrer seg.',
];
const nn = [
  'Det har vorte ein ledig plass i {kindergarten}, og {childName} er neste på søkjarlista. Plassen er ledig frå {startOn}.',
  'Svar seinast {answerBy}: {link}',
  'Seier du ja, sluttar {childName} på plassen barnet eventuelt har i dag når den nye byrjar. Seier du nei, held barnet på plassen det har, og ingenting anna endrar seg.',
];
const en = [
  'A place has become free in {kindergarten}, and {childName} is next on the list. The place is free from {startOn}.',
  'Answer no later than {answerBy}: {link}',
  'If you say yes, any place that {childName} has today ends when the new one starts. If you say no, your child keeps the present place and nothing else changes.',
];
const se = [
  'Mánáidgárddis {kindergarten} lea šaddan guorus sadji, ja {childName} lea boahtte ohccilisttus. Sadji lea guorus dan rájes go {startOn}.',
  'Vástit maŋimustá {answerBy}: {link}',
  'Jus vástidat juo, de nohká dálá sadji go ođđa sadji álgá, mánná: {childName}. Jus vástidat ii, de doallá mánná dálá saji, ja ii mihkkege eará rievdda.',
];

/** A place that came free during the year, to the next child on the list. */
export const refillOffer = template({
  channels: ['email', 'sms', 'letter'],
  values: { childName: 'text', kindergarten: 'text', startOn: 'date', answerBy: 'date', link: 'link' },
  texts: {
    nb: {
      subject: 'Ledig plass til {childName} i {kindergarten}',
      sms: 'En barnehageplass du har ønsket, er blitt ledig. Svar senest {answerBy}: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject: 'Ledig plass til {childName} i {kindergarten}',
      sms: 'Ein barnehageplass du har ønskt, er vorten ledig. Svar seinast {answerBy}: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject: 'Free place for {childName} in {kindergarten}',
      sms: 'A kindergarten place you wished for has become free. Answer by {answerBy}: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject: 'Guorus sadji, {childName}: {kindergarten}',
      sms: 'Mánáidgárdesadji maid leat sávvan, lea guorus. Vástit maŋimustá {answerBy}: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
