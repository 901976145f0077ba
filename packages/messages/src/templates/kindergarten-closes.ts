import { template } from '../template.ts';

const nb = [
  '{kindergarten} legges ned {closesOn}. {childName} får ny plass uten at du søker: kommunen har gjort klar saken, og barnet beholder ansienniteten sin.',
  'Du får tilbud om ny plass senest {answerBy}. Vil du si hvilke barnehager du helst ønsker, kan du gjøre det her: {link}',
];
const nn = [
  '{kindergarten} vert lagd ned {closesOn}. {childName} får ny plass utan at du søkjer: kommunen har gjort klar saka, og barnet held på ansienniteten sin.',
  'Du får tilbod om ny plass seinast {answerBy}. Vil du seie kva barnehagar du helst ønskjer, kan du gjere det her: {link}',
];
const en = [
  '{kindergarten} closes on {closesOn}. {childName} will have a new place without you applying: the municipality has prepared the case, and your child keeps its seniority.',
  'You will be offered a new place no later than {answerBy}. If you want to say which kindergartens you prefer, you can do so here: {link}',
];
const se = [
  '{kindergarten} heaittihuvvo {closesOn}. {childName} oažžu ođđa saji ohcama haga: suohkan lea ráhkkanahttán ášši, ja mánná doallá vuorrosajis.',
  'Don oaččut ođđa saji fálaldaga maŋimustá {answerBy}. Jus háliidat dadjat guđe mánáidgárddiid háliidat buoremusat, de sáhtát dan dahkat dáppe: {link}',
];

/** To families whose kindergarten closes: the kommune finds a new place, and nobody applies again. */
export const kindergartenCloses = template({
  channels: ['email', 'sms', 'letter'],
  values: { childName: 'text', kindergarten: 'text', closesOn: 'date', answerBy: 'date', link: 'link' },
  texts: {
    nb: {
      subject: '{childName} får ny barnehageplass',
      sms: 'Barnehagen til barnet ditt legges ned. Du får ny plass uten å søke. Les mer: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject: '{childName} får ny barnehageplass',
      sms: 'Barnehagen til barnet ditt vert lagd ned. Du får ny plass utan å søkje. Les meir: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject: '{childName} will have a new kindergarten place',
      sms: 'The kindergarten of your child closes. You will have a new place without applying. Read more: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject: '{childName} oažžu ođđa mánáidgárdesaji',
      sms: 'Du máná mánáidgárdi heaittihuvvo. Oaččut ođđa saji ohcama haga: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
