import { Campaign, CampaignReach, Id, StartCampaign } from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { reachOf } from '../actions/reach.ts';
import { dryRun, startCampaign } from '../actions/run-campaign.ts';
import type { Deps } from '../deps.ts';
import { countDecisions, findSteps, getCampaign } from '../repositories/campaigns.ts';
import type { Schema } from '../schema.generated.ts';

const CampaignId = Type.Object({ campaignId: Id });

/** Campaigns of invitations, with what they would do beforehand and whom they reached afterwards. */
export const campaignsRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/campaigns',
    {
      config: { access: 'kommune', permission: 'opptak:campaigns.write' },
      schema: {
        operationId: 'startCampaign',
        summary: 'Invite the families of a round, or only tell who would be invited and why',
        tags: ['campaigns'],
        body: StartCampaign,
        response: { 200: Campaign },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor): Promise<Campaign> => {
        const asked = requested(deps, tx, actor);
        const { roundId, kind } = request.body;
        if (!request.body.dryRun) return campaignAnswer(tx, await startCampaign(deps, asked, request.body));
        const counts = await dryRun(deps, asked, { roundId, kind });
        return { campaignId: null, roundId, kind, dryRun: true, counts: [...counts], steps: [] };
      }),
  );

  app.get(
    '/v1/campaigns/:campaignId',
    {
      config: { access: 'kommune', permission: 'opptak:campaigns.read' },
      schema: {
        operationId: 'getCampaign',
        summary: 'How far a campaign has come, and what was decided for which reason',
        tags: ['campaigns'],
        params: CampaignId,
        response: { 200: Campaign },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), (tx) => campaignAnswer(tx, request.params.campaignId)),
  );

  app.get(
    '/v1/campaigns/:campaignId/reach',
    {
      config: { access: 'kommune', permission: 'opptak:campaigns.read' },
      schema: {
        operationId: 'getCampaignReach',
        summary: 'Who has not answered, by channel and postal code; groups under five are not shown',
        tags: ['campaigns'],
        params: CampaignId,
        response: { 200: CampaignReach },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => ({
        groups: [...(await reachOf(deps, tx, request.params.campaignId))],
      })),
  );
};

async function campaignAnswer(tx: Tx<Schema>, campaignId: string): Promise<Campaign> {
  const { roundId, kind } = await getCampaign(tx, campaignId);
  const steps = await findSteps(tx, campaignId);
  return {
    campaignId,
    roundId,
    kind,
    dryRun: false,
    counts: [...(await countDecisions(tx, roundId))],
    steps: steps.map(({ daysBefore, dueAt, doneAt }) => ({
      daysBefore,
      dueAt: dueAt.toISOString(),
      doneAt: doneAt?.toISOString() ?? null,
    })),
  };
}
