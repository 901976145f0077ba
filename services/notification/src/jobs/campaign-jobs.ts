import { inKommune } from '@opptak/db';
import type { JobHandler } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { evaluateChildrenNow } from '../actions/evaluate-children.ts';
import { findHomes } from '../actions/find-homes.ts';
import { runStep } from '../actions/run-campaign.ts';
import type { Deps } from '../deps.ts';
import { findFamilies } from '../repositories/families.ts';
import { findPeople } from '../repositories/people.ts';
import { getRound } from '../repositories/projections.ts';
import { evaluateChildren, runCampaignStep } from './job-definitions.ts';

/** Works through a step of a campaign. Safe to run twice, and twice at once. */
export function runCampaignStepHandler(deps: Deps): JobHandler<typeof runCampaignStep.payload> {
  return {
    definition: runCampaignStep,
    run: ({ campaignId, daysBefore }, { kommune }) => runStep(deps, kommune, campaignId, daysBefore),
  };
}

/** Decides about some children: newcomers, and families whose protection has changed. Safe to run twice. */
export function evaluateChildrenHandler(deps: Deps): JobHandler<typeof evaluateChildren.payload> {
  return {
    definition: evaluateChildren,
    async run({ roundId, kind, childIds }, { kommune }) {
      const seen = await inKommune(deps.db, kommune, async (tx) => {
        const children = [...(await findPeople(tx, childIds)).values()].filter(({ isChild }) => isChild);
        return findFamilies(tx, deps.vault, children);
      });
      const homes = await findHomes(deps, kommune, seen);
      await changeAsSystem(deps, kommune, evaluateChildren.name, async (change) => {
        const round = await getRound(change.tx, roundId);
        const children = [...(await findPeople(change.tx, childIds)).values()].filter(
          ({ isChild }) => isChild,
        );
        await evaluateChildrenNow(deps, change, { round, kind, children, homes });
      });
    },
  };
}
