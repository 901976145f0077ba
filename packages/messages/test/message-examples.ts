import { isoDate, kommuneNumber } from '@opptak/domain';
import type { MessageKommune, MessageValues, TemplateName } from '../src/index.ts';

/** A kommune in the administrative area for Sámi languages, with a name in three languages. */
export const kaafjord: MessageKommune = {
  number: kommuneNumber('5540'),
  names: { nb: 'Kåfjord kommune', se: 'Gáivuona suohkan' },
  otherNames: ['Kaivuonon komuuni'],
  norwegian: 'nb',
  sami: 'se',
  phone: '77 00 00 00',
  email: 'barnehage@kaafjord.example',
  website: 'https://kaafjord.example/barnehage',
  privacyContact: 'personvern@kaafjord.example',
  postalAddress: ['Postboks 1', '9146 Olderdalen'],
};

/** A kommune that writes nynorsk and has no Sámi language. */
export const voss: MessageKommune = {
  ...kaafjord,
  number: kommuneNumber('4621'),
  names: { nb: 'Voss herad' },
  otherNames: [],
  norwegian: 'nn',
  sami: null,
};

/** In the area for South Sámi. */
export const snaasa: MessageKommune = {
  ...kaafjord,
  number: kommuneNumber('5041'),
  names: { nb: 'Snåsa kommune', sma: 'Snåasen tjïelte' },
  otherNames: [],
  sami: 'sma',
};

const link = 'https://opptak.example/k/5540-K7QM-4XRT-9HWD';
const childName = 'Áilu';
const deadlineOn = isoDate('2027-03-01');
const place = {
  childName,
  kindergarten: 'Riebangárdi',
  startOn: isoDate('2027-08-16'),
  daysPerWeek: 5,
  reason: 'Riebangárdi hadde fire ledige plasser.',
  answerBy: isoDate('2027-04-05'),
  link,
};

/** Values for every template, as long as they usually are. */
export const exampleValues: { readonly [Name in TemplateName]: MessageValues<Name> } = {
  invitation: {
    childName,
    link,
    deadlineOn,
    placeBy: isoDate('2027-08-31'),
    answers: 'one',
    proposals: 'nearHome',
  },
  'transfer-invitation': { childName, link, deadlineOn, kindergarten: 'Riebangárdi' },
  'kindergarten-closes': {
    childName,
    kindergarten: 'Riebangárdi',
    closesOn: isoDate('2027-07-31'),
    answerBy: isoDate('2027-04-15'),
    link,
  },
  reminder: { childName, link, deadlineOn, daysLeft: 14 },
  'new-resident': { childName, link, deadlineOn, deadline: 'expected', answers: 'one' },
  'other-parent-answered': { childName, link, deadlineOn },
  'answers-differ': { childName, link, deadlineOn },
  'informed-parent': { childName, deadlineOn },
  'application-stands': { childName, link, deadlineOn },
  'right-next-year': { childName, link, placeFrom: isoDate('2028-08-01') },
  receipt: {
    childName,
    receivedOn: isoDate('2027-02-03'),
    startOn: isoDate('2027-08-16'),
    daysPerWeek: 5,
    answerBy: isoDate('2027-04-15'),
    link,
  },
  offer: {
    childName,
    kindergarten: 'Riebangárdi',
    startOn: isoDate('2027-08-16'),
    daysPerWeek: 5,
    monthlyFee: 1200,
    answerBy: isoDate('2027-04-05'),
    link,
  },
  'refill-offer': {
    childName,
    kindergarten: 'Riebangárdi',
    startOn: isoDate('2027-10-01'),
    answerBy: isoDate('2027-09-15'),
    link,
  },
  'waiting-list': { childName, kindergarten: 'Riebangárdi', nextNoteOn: isoDate('2027-06-01'), link },
  'vedtak-first-wish': place,
  'vedtak-other-wish': { ...place, firstWish: 'Manndalen barnehage', appeal: 'klagenemnd' },
  'vedtak-outside-wishes': { ...place, firstWish: 'Manndalen barnehage' },
  'vedtak-refusal': { childName, ground: 'late', reason: '', listed: 'yes', appeal: 'klagenemnd', link },
  'fee-renewal': { childName, endsOn: isoDate('2027-07-31'), answerBy: isoDate('2027-07-31'), link },
  'vedtak-fee': {
    childName,
    kindergarten: 'Riebangárdi',
    validFrom: isoDate('2027-08-01'),
    validUntil: isoDate('2028-07-31'),
    monthlyFee: 454,
    fullFee: 1200,
    income: 'yes',
    siblings: 'no',
    coreTime: 'yes',
    localTier: 'no',
    incomeFrom: 'tax',
    link,
  },
};
