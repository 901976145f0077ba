import { commonTexts } from '../common-texts.ts';
import type { CompleteLanguage } from '../language.ts';
import { type TemplateText, template } from '../template.ts';
import { onlyWhen } from './only-when.ts';

/** What every vedtak that gives a place holds. `reason` is the explanation of the run, in the letter's language. */
const values = {
  childName: 'text',
  kindergarten: 'text',
  startOn: 'date',
  daysPerWeek: 'count',
  reason: 'text',
  answerBy: 'date',
  link: 'link',
} as const;

const decided: Readonly<Record<CompleteLanguage, readonly string[]>> = {
  nb: [
    '# Vedtak',
    '{childName} får plass i {kindergarten} fra {startOn}, {daysPerWeek, plural, one {# dag} other {# dager}} i uka.',
    '# Begrunnelse',
    '{reason}',
    'Vedtaket er gjort etter barnehageloven §§ 16 til 18 og opptakskriteriene i barnehagens vedtekter.',
  ],
  nn: [
    '# Vedtak',
    '{childName} får plass i {kindergarten} frå {startOn}, {daysPerWeek, plural, one {# dag} other {# dagar}} i veka.',
    '# Grunngiving',
    '{reason}',
    'Vedtaket er gjort etter barnehagelova §§ 16 til 18 og opptakskriteria i vedtektene til barnehagen.',
  ],
  en: [
    '# Decision',
    '{childName} is given a place in {kindergarten} from {startOn}, {daysPerWeek, plural, one {# day} other {# days}} a week.',
    '# Reasons',
    '{reason}',
    'The decision is made under sections 16 to 18 of the Kindergarten Act (barnehageloven) and the admission criteria in the statutes of the kindergarten.',
  ],
  se: [
    '# Mearrádus',
    '{childName} oažžu saji mánáidgárddis {kindergarten} dan rájes go {startOn}, {daysPerWeek, plural, one {# beaivi} other {# beaivvi}} vahkus.',
    '# Ákkastallan',
    '{reason}',
    'Mearrádus lea dahkkojuvvon mánáidgárdelága §§ 16 gitta 18 ja mánáidgárddi njuolggadusaid sisaváldineavttuid mielde.',
  ],
};

const answer: Readonly<Record<CompleteLanguage, readonly string[]>> = {
  nb: ['# Svar på plassen', 'Si ja eller nei senest {answerBy}: {link}'],
  nn: ['# Svar på plassen', 'Sei ja eller nei seinast {answerBy}: {link}'],
  en: ['# Answer', 'Say yes or no no later than {answerBy}: {link}'],
  se: ['# Vástit', 'Vástit juo dahje ii maŋimustá {answerBy}: {link}'],
};

const stillListed: Readonly<Record<CompleteLanguage, string>> = {
  nb: '{childName} står på søkerlisten til {firstWish}, enten du sier ja eller nei til denne plassen. Du trenger ikke søke på nytt. Ved senere opptak dette barnehageåret går barn på listen foran dem som ikke står der.',
  nn: '{childName} står på søkjarlista til {firstWish}, anten du seier ja eller nei til denne plassen. Du treng ikkje søkje på nytt. Ved seinare opptak dette barnehageåret går barn på lista føre dei som ikkje står der.',
  en: '{childName} is on the list for {firstWish}, whether you say yes or no to this place. You need not apply again. At later admissions in this kindergarten year, children on the list go before those who are not on it.',
  se: '{childName} lea mánáidgárddi {firstWish} ohccilisttus, vástidat don juo dahje ii dán sadjái. It dárbbaš ohcat ođđasit. Maŋit sisaváldimiin dán mánáidgárdejagi mannet mánát listtus earáid ovdalii.',
};

const outside: Readonly<Record<CompleteLanguage, string>> = {
  nb: 'Det var ikke plass i noen av barnehagene du ønsket. Barnet har rett til plass i kommunen, og derfor gir vi denne plassen.',
  nn: 'Det var ikkje plass i nokon av barnehagane du ønskte. Barnet har rett til plass i kommunen, og difor gir vi denne plassen.',
  en: 'There was no place in any of the kindergartens you wished for. Your child has a right to a place in the municipality, and we therefore give this place.',
  se: 'Ii lean sadji ovttage mánáidgárddis maid sávvet. Mánás lea vuoigatvuohta sadjái suohkanis, ja danne mii addit dán saji.',
};

/** Shared by every vedtak: channels that anyone may read say only that there is one. */
export const vedtakNotice: Readonly<
  Record<CompleteLanguage, { subject: string; title: string; sms: string; email: string }>
> = {
  nb: {
    subject: 'Du har fått et vedtak om barnehageplass',
    title: 'Vedtak om barnehageplass til {childName}',
    sms: 'Du har fått et vedtak om barnehageplass. Les det her: {link} Hilsen {kommuneName}',
    email: 'Du har fått et vedtak om barnehageplass fra {kommuneName}. Les det her: {link}',
  },
  nn: {
    subject: 'Du har fått eit vedtak om barnehageplass',
    title: 'Vedtak om barnehageplass til {childName}',
    sms: 'Du har fått eit vedtak om barnehageplass. Les det her: {link} Helsing {kommuneName}',
    email: 'Du har fått eit vedtak om barnehageplass frå {kommuneName}. Les det her: {link}',
  },
  en: {
    subject: 'You have a decision on a kindergarten place',
    title: 'Decision on a kindergarten place for {childName}',
    sms: 'You have a decision on a kindergarten place. Read it here: {link} Regards, {kommuneName}',
    email: 'You have a decision on a kindergarten place from {kommuneName}. Read it here: {link}',
  },
  se: {
    subject: 'Dus lea mearrádus mánáidgárdesaji birra',
    title: 'Mearrádus mánáidgárdesaji birra, {childName}',
    sms: 'Dus lea mearrádus mánáidgárdesaji birra. Loga dan dáppe: {link} {kommuneName}',
    email: 'Dus lea mearrádus mánáidgárdesaji birra, sáddejeaddji: {kommuneName}. Loga dan dáppe: {link}',
  },
};

function texts(
  letter: (language: CompleteLanguage) => readonly string[],
): Readonly<Record<CompleteLanguage, TemplateText>> {
  const inLanguage = (language: CompleteLanguage): TemplateText => {
    const { subject, title, sms, email } = vedtakNotice[language];
    return { subject, title, sms, email: [email], letter: letter(language) };
  };
  return { nb: inLanguage('nb'), nn: inLanguage('nn'), en: inLanguage('en'), se: inLanguage('se') };
}

/** The family's first wish was met: nothing to appeal (opptaksforskriften § 6). */
export const vedtakFirstWish = template({
  channels: ['email', 'sms', 'letter'],
  values,
  texts: texts((language) => [...decided[language], ...answer[language]]),
});

/** Another wish was met. Whether it may be appealed depends on the rank; `appealRights` in the rules decides. */
export const vedtakOtherWish = template({
  channels: ['email', 'sms', 'letter'],
  values: { ...values, firstWish: 'text', appeal: ['klagenemnd', 'none'] },
  texts: texts((language) => [
    ...decided[language],
    ...answer[language],
    stillListed[language],
    ...onlyWhen('appeal', 'klagenemnd', commonTexts[language].appealAdmission),
  ]),
});

/** No wish could be met, and the right to a place is fulfilled elsewhere in the kommune. */
export const vedtakOutsideWishes = template({
  channels: ['email', 'sms', 'letter'],
  values: { ...values, firstWish: 'text' },
  texts: texts((language) => [
    ...decided[language],
    outside[language],
    ...answer[language],
    stillListed[language],
    ...commonTexts[language].appealAdmission,
  ]),
});
