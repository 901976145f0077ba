import { template } from '../template.ts';

const nb = [
  'Dere som er foreldre til {childName}, har svart forskjellig om barnehageplass. {childName} har delt bosted, og da må dere være enige.',
  'Blir dere enige, kan dere endre svaret her til {deadlineOn}: {link}',
  'Saken ligger også hos en saksbehandler, som tar kontakt. {childName} mister ingen rett mens dere snakker sammen: Er dere ikke enige når fristen går ut, regner vi søknaden som levert.',
];
const nn = [
  'De som er foreldre til {childName}, har svart ulikt om barnehageplass. {childName} har delt bustad, og då må de vere samde.',
  'Blir de samde, kan de endre svaret her til {deadlineOn}: {link}',
  'Saka ligg òg hos ein saksbehandlar, som tek kontakt. {childName} mister ingen rett medan de snakkar saman: Er de ikkje samde når fristen går ut, reknar vi søknaden som levert.',
];
const en = [
  'You, the parents of {childName}, have given different answers about a kindergarten place. {childName} has shared residence (delt bosted), so you must agree.',
  'If you come to agree, you can change the answer here until {deadlineOn}: {link}',
  'A caseworker has the matter too and will get in touch. {childName} loses no right while you talk: if you do not agree by that date, we count the application as delivered.',
];
const se = [
  'Doai geat leahppi váhnemat, leahppi vástidan iešguđet láhkai mánáidgárdesaji birra, mánná: {childName}. Mánás lea juhkkojuvvon orrunbáiki, ja de galgabeahtti leat ovttaoaivilis.',
  'Jus šaddabeahtti ovttaoaivilis, de sáhttibeahtti rievdadit vástádusa dáppe gitta {deadlineOn}: {link}',
  'Áššemeannudeaddji váldá maid oktavuođa dudnuin. Mánná ({childName}) ii massit vuoigatvuođa dan botta go ságasteahppi: Jus ehpet leat ovttaoaivilis go áigemearri nohká, de lea ohcan sáddejuvvon.',
];

/** To both parents, where both decide (delt bosted) and their answers differ. Says nothing of what either has answered. */
export const answersDiffer = template({
  channels: ['email', 'sms', 'letter'],
  values: { childName: 'text', link: 'link', deadlineOn: 'date' },
  texts: {
    nb: {
      subject: 'Svarene er forskjellige: barnehageplass til {childName}',
      sms: 'Dere har svart forskjellig om barnehageplass til barnet deres. Dere kan endre svaret til {deadlineOn}: {link} Vi tar også kontakt. Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject: 'Svara er ulike: barnehageplass til {childName}',
      sms: 'De har svart ulikt om barnehageplass til barnet dykkar. De kan endre svaret til {deadlineOn}: {link} Vi tek òg kontakt. Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject: 'The answers differ: kindergarten place for {childName}',
      sms: 'You have given different answers about a kindergarten place for your child. You can change the answer until {deadlineOn}: {link} We will also get in touch. Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject: 'Vástádusat leat iešguđetláganat: mánáidgárdesadji, {childName}',
      sms: 'Doai leahppi vástidan iešguđet láhkai mánáidgárdesaji birra. Sáhttibeahtti rievdadit gitta {deadlineOn}: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
