import type { RecipientPlan } from '@opptak/rules';

/** To a protected family nothing is sent, whatever the register says of who decides. */
export const unwritten: RecipientPlan = {
  outcome: 'person',
  handling: 'guarded',
  recipients: [],
  answers: 'one-decides',
  forPerson: [],
};
