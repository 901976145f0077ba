import { Type } from 'typebox';
import type { CityHall } from '../city-hall.ts';

const Anything = Type.Object({});

/** Starts reading the population: all of it, or what has changed. */
export async function startSync(hall: CityHall, mode: 'initial' | 'feed'): Promise<void> {
  await hall.post(Anything, { service: 'notification', path: '/v1/syncs', body: { mode } });
}

/** Starts the campaign of a round: its first step invites, the others remind. */
export async function startCampaign(hall: CityHall, roundId: string): Promise<void> {
  await hall.post(Anything, {
    service: 'notification',
    path: '/v1/campaigns',
    body: { roundId, kind: 'main-intake', dryRun: false },
  });
}
