import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const Nothing = Type.Object({}, { additionalProperties: false });

/** Our own database only. */
export const expireOffers: JobDefinition<typeof Nothing> = {
  name: 'expire-offers',
  payload: Nothing,
  attempts: 8,
  backoffMs: 1_000,
};

/** Our own database only. */
export const refillVacancies: JobDefinition<typeof Nothing> = {
  name: 'refill-vacancies',
  payload: Nothing,
  attempts: 8,
  backoffMs: 1_000,
};
