import { isoDate } from '@opptak/domain';
import { type CompleteLanguage, type LetterPart, type LetterRequest, renderMessage } from '../src/index.ts';
import { exampleValues, kaafjord } from './message-examples.ts';

/** Every letter that Northern Sámi has beyond the Norwegian ones. */
export const samiLetters = 'čáŋŧšžđ ČÁŊŦŠŽĐ';

export function invitationLetter(language: CompleteLanguage): LetterPart {
  const {
    subject = '',
    blocks,
    below,
  } = renderMessage({
    template: 'invitation',
    language,
    kommune: kaafjord,
    values: exampleValues.invitation,
    channel: 'letter',
  });
  return { language, subject, blocks, below };
}

export const letterExample: LetterRequest = {
  kommune: kaafjord,
  recipient: ['Áilu Bávvál Ŋálli', 'Čáhppesbátnásaš 12', '9146 Olderdalen'],
  caseNumber: '2027/1432-3',
  on: isoDate('2027-01-25'),
  createdAt: new Date('2027-01-25T07:00:00Z'),
  signers: [{ name: samiLetters, title: { nb: 'barnehagesjef', se: 'mánáidgárdehoavda' } }],
  parts: [invitationLetter('se'), invitationLetter('nb')],
};
