import type { ValuesOf } from './template.ts';
import { answersDiffer } from './templates/answers-differ.ts';
import { applicationStands } from './templates/application-stands.ts';
import { feeRenewal } from './templates/fee-renewal.ts';
import { informedParent } from './templates/informed-parent.ts';
import { invitation } from './templates/invitation.ts';
import { kindergartenCloses } from './templates/kindergarten-closes.ts';
import { newResident } from './templates/new-resident.ts';
import { offer } from './templates/offer.ts';
import { otherParentAnswered } from './templates/other-parent-answered.ts';
import { receipt } from './templates/receipt.ts';
import { refillOffer } from './templates/refill-offer.ts';
import { reminder } from './templates/reminder.ts';
import { rightNextYear } from './templates/right-next-year.ts';
import { transferInvitation } from './templates/transfer-invitation.ts';
import { vedtakFee } from './templates/vedtak-fee.ts';
import { vedtakFirstWish, vedtakOtherWish, vedtakOutsideWishes } from './templates/vedtak-place.ts';
import { vedtakRefusal } from './templates/vedtak-refusal.ts';
import { waitingList } from './templates/waiting-list.ts';

/** Every message and letter Opptak sends, by name. Names are stored with what was sent: they are permanent. */
export const catalogue = {
  invitation,
  reminder,
  'new-resident': newResident,
  'transfer-invitation': transferInvitation,
  'kindergarten-closes': kindergartenCloses,
  'other-parent-answered': otherParentAnswered,
  'answers-differ': answersDiffer,
  'informed-parent': informedParent,
  'application-stands': applicationStands,
  'right-next-year': rightNextYear,
  receipt,
  offer,
  'refill-offer': refillOffer,
  'waiting-list': waitingList,
  'vedtak-first-wish': vedtakFirstWish,
  'vedtak-other-wish': vedtakOtherWish,
  'vedtak-outside-wishes': vedtakOutsideWishes,
  'vedtak-refusal': vedtakRefusal,
  'vedtak-fee': vedtakFee,
  'fee-renewal': feeRenewal,
} as const;

export type TemplateName = keyof typeof catalogue;

/** The values that a template takes, by the name of each placeholder. */
export type MessageValues<Name extends TemplateName> = ValuesOf<(typeof catalogue)[Name]['values']>;

export const templateNames = Object.keys(catalogue).filter(isTemplateName);

/** Answers whether `text` names a template; for names that come from storage. */
export function isTemplateName(text: string): text is TemplateName {
  return Object.hasOwn(catalogue, text);
}
