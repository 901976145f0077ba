import { PriorityClaim, PriorityClaims, Run } from '@opptak/contracts';
import type { CityHall } from '../city-hall.ts';
import type { Sent } from './answer-invitations.ts';
import { settle, type Waiting } from './stage.ts';

/** The people behind the desks: one decides on claims and approves, another publishes. */
const caseworker = 'caseworker-1';
const leader = 'leader-1';

/** Families with papers on a priority by law bring them to the counter; a caseworker looks at each and confirms. */
export async function handlePriorities(hall: CityHall, applications: readonly Sent[]): Promise<number> {
  const claiming = applications.filter(
    ({ family }) => family.kommune === hall.kommune && family.temper.statutoryPriority,
  );
  for (const { applicationId } of claiming) {
    await hall.post(PriorityClaim, {
      service: 'intake',
      path: `/v1/applications/${applicationId}/priority-claims`,
      body: {},
    });
  }
  const { claims } = await hall.get(PriorityClaims, { service: 'intake', path: '/v1/priority-claims' });
  for (const { claimId } of claims) {
    await hall.post(PriorityClaim, {
      service: 'intake',
      path: `/v1/priority-claims/${claimId}/decision`,
      body: { confirmed: true },
      employee: caseworker,
    });
  }
  return claims.length;
}

/** Freezes the closed round, runs it, and has it approved by one person. @returns the run as the checker judged it. */
export async function allocate(stage: Waiting, hall: CityHall, roundId: string): Promise<Run> {
  const { runId } = await hall.post(Run, { service: 'allocation', path: '/v1/runs', body: { roundId } });
  await settle(stage);
  const run = await hall.get(Run, { service: 'allocation', path: `/v1/runs/${runId}` });
  if (run.verdict !== 'VALID') return run;
  return hall.post(Run, {
    service: 'allocation',
    path: `/v1/runs/${runId}/approval`,
    body: {},
    employee: caseworker,
  });
}

/** A second person publishes. */
export async function publish(hall: CityHall, runId: string): Promise<Run> {
  return hall.post(Run, {
    service: 'allocation',
    path: `/v1/runs/${runId}/publication`,
    body: {},
    employee: leader,
  });
}
