import { commonTexts } from '../common-texts.ts';
import { template } from '../template.ts';

const nb = [
  'Du har foreldreansvar for {childName}. {kommuneName} har invitert den forelderen barnet bor fast hos, til å søke om barnehageplass innen {deadlineOn}.',
  'Den barnet bor fast hos, avgjør om barnet skal gå i barnehage (barnelova § 37). Derfor trenger du ikke svare. Mener du at opplysningene våre er feil, ber vi deg ta kontakt.',
];
const nn = [
  'Du har foreldreansvar for {childName}. {kommuneName} har invitert den forelderen barnet bur fast hos, til å søkje om barnehageplass innan {deadlineOn}.',
  'Den barnet bur fast hos, avgjer om barnet skal gå i barnehage (barnelova § 37). Difor treng du ikkje svare. Meiner du at opplysningane våre er feil, ber vi deg ta kontakt.',
];
const en = [
  'You hold parental responsibility for {childName}. {kommuneName} has invited the parent with whom the child lives to apply for a kindergarten place by {deadlineOn}.',
  'The parent with whom the child lives decides on kindergarten (section 37 of the Children Act, barnelova). You therefore need not answer. If you think our information is wrong, please contact us.',
];
const se = [
  'Dus lea vánhenovddasvástádus, mánná: {childName}. {kommuneName} lea bovden dan váhnema geainna mánná orru, ohcat mánáidgárdesaji ovdal {deadlineOn}.',
  'Váhnen geainna mánná orru, mearrida galgá go mánná mánáidgárddis (barnelova § 37). Danne it dárbbaš vástidit. Jus oaivvildat ahte min dieđut leat boastut, de váldde oktavuođa minguin.',
];

/**
 * To a parent with responsibility who lives elsewhere. Says nothing about where the child lives or which
 * kindergartens are proposed, and holds no link: there is nothing to answer.
 */
export const informedParent = template({
  channels: ['email', 'letter'],
  values: { childName: 'text', deadlineOn: 'date' },
  texts: {
    nb: {
      subject: 'Til orientering: barnehageplass til {childName}',
      email: nb,
      letter: nb,
      below: commonTexts.nb.privacy,
    },
    nn: {
      subject: 'Til orientering: barnehageplass til {childName}',
      email: nn,
      letter: nn,
      below: commonTexts.nn.privacy,
    },
    en: {
      subject: 'For your information: kindergarten place for {childName}',
      email: en,
      letter: en,
      below: commonTexts.en.privacy,
    },
    se: {
      subject: 'Diehtun: mánáidgárdesadji, {childName}',
      email: se,
      letter: se,
      below: commonTexts.se.privacy,
    },
  },
});
