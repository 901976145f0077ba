import { feeRenewalDue } from '@opptak/contracts';
import { instantInNorway } from '@opptak/domain';
import type { EventSubscriber } from '@opptak/jobs';
import { tellDeciders } from '../actions/tell-families.ts';
import type { Deps } from '../deps.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * A family’s reduction ends with the kindergarten year: it is told by when to apply anew, with a link that does it. The link
 * outlives the day: who applies later has the reduction from a later month.
 */
const onFeeRenewalDue = (
  deps: Pick<Deps, 'clock' | 'vault'>,
): EventSubscriber<Schema, typeof feeRenewalDue.data> => ({
  event: feeRenewalDue,
  async run(tx, { kommune, type, key, data }) {
    const { childId, householdId, endsOn, answerBy } = data;

    await tellDeciders(
      deps,
      { tx, kommune, at: deps.clock.now(), actor: { type: 'system', name: type } },
      {
        template: 'fee-renewal',
        occasion: `fee-renewal|${key}`,
        childId,
        caseId: householdId,
        guardedAs: 'guarded-fee',
        aboutId: householdId,
        // Whoever lives elsewhere can not apply for this household, and is not told what it pays.
        atHome: true,
        values: { endsOn, answerBy },
        link: {
          purpose: 'fee-application',
          id: childId,
          expiresAt: instantInNorway(endsOn, '23:59:59.999').toISOString(),
        },
      },
    );
  },
});

export const feeRenewalSubscribers = (
  deps: Pick<Deps, 'clock' | 'vault'>,
): readonly EventSubscriber<Schema>[] => [onFeeRenewalDue(deps)];
