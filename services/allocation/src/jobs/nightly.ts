import { inKommune } from '@opptak/db';
import { type JobHandler, planJob, type Schedule } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { expireOffer } from '../actions/answer-offer.ts';
import { planRefill } from '../actions/plan-refill.ts';
import type { Deps } from '../deps.ts';
import { findOverdue } from '../repositories/offers.ts';
import type { Schema } from '../schema.generated.ts';
import { expireOffers, refillVacancies } from './nightly-job.ts';

/** Ends offers whose time is over, one by one. Safe to run twice: an answer that comes at the same moment wins or loses. */
export function expireOffersHandler(deps: Deps): JobHandler<typeof expireOffers.payload> {
  return {
    definition: expireOffers,
    async run(_payload, { kommune }) {
      const overdue = await inKommune(deps.db, kommune, (tx) => findOverdue(tx, deps.clock.now()));
      for (const id of overdue) {
        await changeAsSystem(deps, kommune, expireOffers.name, (change) => expireOffer(deps, change, id));
      }
    },
  };
}

/** Plans a refill where there is something to give. Safe to run twice: one run of a kommune is under way at a time. */
export function refillVacanciesHandler(deps: Deps): JobHandler<typeof refillVacancies.payload> {
  return {
    definition: refillVacancies,
    run: (_payload, { kommune }) => planRefill(deps, { kommune, as: refillVacancies.name }),
  };
}

/** Just after midnight offers expire; an hour later what has become free is given to those who wait. */
export function nightlySchedules(deps: Deps): readonly Schedule<Schema>[] {
  const forAll = (name: string, cron: string, job: typeof expireOffers): Schedule<Schema> => ({
    name,
    cron,
    async plan(tx) {
      const runAt = deps.clock.now();
      for (const { kommune } of deps.tenants.all) await planJob(tx, job, {}, { kommune, runAt });
    },
  });
  return [
    forAll('expire-offers', '5 0 * * *', expireOffers),
    forAll('refill-vacancies', '5 1 * * *', refillVacancies),
  ];
}
