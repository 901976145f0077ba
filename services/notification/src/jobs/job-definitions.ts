import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const closed = { additionalProperties: false } as const;

const SyncPopulation = Type.Object({ mode: Type.Enum(['initial', 'feed']) }, closed);

/** Fourteen tries, doubling from 2 seconds: 4 hours of a register that is down, or that works on an extract. */
export const syncPopulation: JobDefinition<typeof SyncPopulation> = {
  name: 'sync-population',
  payload: SyncPopulation,
  attempts: 14,
  backoffMs: 2_000,
};

const FollowFeed = Type.Object({}, closed);

/** As for the sync. A register that is merely down is no failure: the next reading is planned then too. */
export const followFeed: JobDefinition<typeof FollowFeed> = {
  name: 'follow-feed',
  payload: FollowFeed,
  attempts: 14,
  backoffMs: 2_000,
};

const RereadChildren = Type.Object({ childIds: Type.Array(Id, { minItems: 1, maxItems: 200 }) }, closed);

/** As for the sync. */
export const rereadChildren: JobDefinition<typeof RereadChildren> = {
  name: 'reread-children',
  payload: RereadChildren,
  attempts: 14,
  backoffMs: 2_000,
};

const RunCampaignStep = Type.Object({ campaignId: Id, daysBefore: Type.Integer({ minimum: 0 }) }, closed);

/** The address search may be down for some hours; the campaign goes on where it stood. */
export const runCampaignStep: JobDefinition<typeof RunCampaignStep> = {
  name: 'run-campaign-step',
  payload: RunCampaignStep,
  attempts: 14,
  backoffMs: 2_000,
};

const EvaluateChildren = Type.Object(
  {
    roundId: Id,
    kind: Type.Enum(['main-intake', 'new-residents']),
    childIds: Type.Array(Id, { minItems: 1, maxItems: 200 }),
  },
  closed,
);

export const evaluateChildren: JobDefinition<typeof EvaluateChildren> = {
  name: 'evaluate-children',
  payload: EvaluateChildren,
  attempts: 14,
  backoffMs: 2_000,
};

const DeliverMessages = Type.Object({ messageIds: Type.Array(Id, { minItems: 1, maxItems: 100 }) }, closed);

/**
 * Messages that are sent by one job: as many as make a job cheap beside the messages, and so few that a worker that
 * dies leaves little to be sent again.
 */
export const messagesPerJob = 25;

/** Twelve tries, doubling from 5 seconds: about 6 hours. Then a person is told that the family was not reached. */
export const deliverMessages: JobDefinition<typeof DeliverMessages> = {
  name: 'deliver-messages',
  payload: DeliverMessages,
  attempts: 12,
  backoffMs: 5_000,
};
