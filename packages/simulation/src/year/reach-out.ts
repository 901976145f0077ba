import { Type } from 'typebox';
import type { CityHall } from '../city-hall.ts';

const Anything = Type.Object({});

/** Starts the campaign of a round: its first step invites, the others remind. */
export async function startCampaign(hall: CityHall, roundId: string): Promise<void> {
  await hall.post(Anything, {
    service: 'notification',
    path: '/v1/campaigns',
    body: { roundId, kind: 'main-intake', dryRun: false },
  });
}
