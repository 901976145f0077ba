import { template } from '../template.ts';

const nb = [
  '{daysLeft, plural, =1 {I morgen er siste dag for å svare om barnehageplass til {childName}.} other {Det er # dager igjen til fristen for å svare om barnehageplass til {childName}.}} Søknaden er ferdig utfylt. Du trenger bare å si når {childName} skal begynne, og hvor mange dager i uka.',
  'Svar her senest {deadlineOn}: {link}',
  'Etter fristen kan vi ikke love plass fra august. Vil du ikke ha plass nå, kan du si det på samme sted. Da hører du ikke mer fra oss om dette opptaket.',
];
const nn = [
  '{daysLeft, plural, =1 {I morgon er siste dag for å svare om barnehageplass til {childName}.} other {Det er # dagar att til fristen for å svare om barnehageplass til {childName}.}} Søknaden er ferdig utfylt. Du treng berre å seie når {childName} skal begynne, og kor mange dagar i veka.',
  'Svar her seinast {deadlineOn}: {link}',
  'Etter fristen kan vi ikkje love plass frå august. Vil du ikkje ha plass no, kan du seie det på same stad. Då høyrer du ikkje meir frå oss om dette opptaket.',
];
const en = [
  '{daysLeft, plural, =1 {Tomorrow is the last day to answer about a kindergarten place for {childName}.} other {There are # days left to answer about a kindergarten place for {childName}.}} The application is filled in. You only need to say when {childName} should start, and how many days a week.',
  'Answer here no later than {deadlineOn}: {link}',
  'After that date we cannot promise a place from August. If you do not want a place now, you can say so in the same place, and you will hear no more from us about this admission.',
];
const se = [
  '{daysLeft, plural, =1 {Ihttin lea maŋimuš beaivi vástidit mánáidgárdesaji birra, mánná: {childName}.} other {Leat # beaivvi vel vástidit mánáidgárdesaji birra, mánná: {childName}.}} Ohcan lea devdojuvvon. Don dárbbašat dušše dadjat goas {childName} galgá álgit ja galle beaivvi vahkus.',
  'Vástit dáppe maŋimustá {deadlineOn}: {link}',
  'Áigemeari maŋŋá eat sáhte lohpidit saji borgemánu rájes. Jus it dál hálit saji, de sáhtát dadjat dan seamma báikkis. De it gula mis šat dán sisaváldima birra.',
];

/** Thirty, fourteen, five and one day before the deadline; stops when the family answers. */
export const reminder = template({
  channels: ['email', 'sms', 'letter'],
  values: { childName: 'text', link: 'link', deadlineOn: 'date', daysLeft: 'count' },
  texts: {
    nb: {
      subject:
        '{daysLeft, plural, =1 {Siste dag i morgen} other {# dager igjen}}: barnehageplass til {childName}',
      sms: '{daysLeft, plural, =1 {I morgen er siste dag} other {Det er # dager igjen}} for å svare om barnehageplass til barnet ditt. To spørsmål, svar her: {link} Hilsen {kommuneName}',
      email: nb,
      letter: nb,
    },
    nn: {
      subject:
        '{daysLeft, plural, =1 {Siste dag i morgon} other {# dagar att}}: barnehageplass til {childName}',
      sms: '{daysLeft, plural, =1 {I morgon er siste dag} other {Det er # dagar att}} til å svare om barnehageplass til barnet ditt. To spørsmål, svar her: {link} Helsing {kommuneName}',
      email: nn,
      letter: nn,
    },
    en: {
      subject:
        '{daysLeft, plural, =1 {Last day tomorrow} other {# days left}}: kindergarten place for {childName}',
      sms: '{daysLeft, plural, =1 {Tomorrow is the last day} other {There are # days left}} to answer about a kindergarten place for your child. Two questions, answer here: {link} Regards, {kommuneName}',
      email: en,
      letter: en,
    },
    se: {
      subject:
        '{daysLeft, plural, =1 {Maŋimuš beaivi ihttin} other {# beaivvi vel}}: mánáidgárdesadji, {childName}',
      sms: '{daysLeft, plural, =1 {Ihttin lea maŋimuš beaivi} other {Leat # beaivvi vel}} vástidit mánáidgárdesaji birra: {link} {kommuneName}',
      email: se,
      letter: se,
    },
  },
});
