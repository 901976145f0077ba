import { template } from '../template.ts';

const nb = [
  'Den andre forelderen har svart på søknaden om barnehageplass til {childName}. {childName} har delt bosted, og da må begge foreldrene svare.',
  'Svar her senest {deadlineOn}: {link}',
  'Snakk gjerne sammen først: Svarene må være like. Svarer dere forskjellig, eller svarer bare én av dere innen fristen, regner vi søknaden som levert og tar kontakt med dere.',
];
const nn = [
  'Den andre forelderen har svart på søknaden om barnehageplass til {childName}. {childName} har delt bustad, og då må begge foreldra svare.',
  'Svar her seinast {deadlineOn}: {link}',
  'Snakk gjerne saman først: Svara må vere like. Svarer de ulikt, eller svarer berre éin av dykk innan fristen, reknar vi søknaden som levert og tek kontakt med dykk.',
];
const en = [
  'The other parent has answered the application for a kindergarten place for {childName}. {childName} has shared residence (delt bosted), so both parents must answer.',
  'Answer here no later than {deadlineOn}: {link}',
  'You may want to talk first: the answers must be the same. If you answer differently, or only one of you answers in time, we count the application as delivered and get in touch with you.',
];
const se = [
  'Nubbi váhnen lea vástidan mánáidgárdesaji ohcama, mánná: {childName}. Mánás lea juhkkojuvvon orrunbáiki, ja de fertejit goappašat váhnemat vástidit.',
  'Vástit dáppe maŋimustá {deadlineOn}: {link}',
  'Ságastehkki ovdal: Vástádusat galget leat seammaláganat. Jus vástideahppi iešguđet láhkai, dahje jus dušše nubbi vástida áigemeari sisa, de lea ohcan sáddejuvvon, ja mii váldit oktavuođa dudnuin.',
];

/** To the parent who has not answered yet, where both decide (delt bosted, barnelova § 36). */
export const otherParentAnswered = template({
  channels: ['email', 'sms', 'letter'],
  values: { childName: 'text', link: 'link', deadlineOn: 'date' },
  texts: {
    nb: {
      subject: 'Den andre forelderen har svart: barnehageplass til {childName}',
      sms: 'Den andre forelderen har svart om barnehageplass til barnet deres. Begge må svare, senest {deadlineOn}: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject: 'Den andre forelderen har svart: barnehageplass til {childName}',
      sms: 'Den andre forelderen har svart om barnehageplass til barnet dykkar. Begge må svare, seinast {deadlineOn}: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject: 'The other parent has answered: kindergarten place for {childName}',
      sms: 'The other parent has answered about a kindergarten place for your child. Both must answer, by {deadlineOn}: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject: 'Nubbi váhnen lea vástidan: mánáidgárdesadji, {childName}',
      sms: 'Nubbi váhnen lea vástidan mánáidgárdesaji birra. Goappašagat fertejit vástidit, maŋimustá {deadlineOn}: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
