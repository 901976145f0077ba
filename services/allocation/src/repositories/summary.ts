import type { RoundSummary } from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import type { Schema } from '../schema.generated.ts';

/** How a round went, counted from its main run's vedtak and all its offers. */
export async function summarise(tx: Tx<Schema>, roundId: string): Promise<RoundSummary> {
  const vedtak = await tx
    .selectFrom('vedtak')
    .innerJoin('allocationRun', (join) =>
      join
        .onRef('allocationRun.id', '=', 'vedtak.runId')
        .onRef('allocationRun.kommune', '=', 'vedtak.kommune'),
    )
    .select((row) => [
      'vedtak.outcome',
      'vedtak.via',
      'vedtak.wish',
      'vedtak.reason',
      row.fn.countAll<string>().as('count'),
    ])
    .where('allocationRun.roundId', '=', roundId)
    .where('allocationRun.kind', '=', 'main')
    .groupBy(['vedtak.outcome', 'vedtak.via', 'vedtak.wish', 'vedtak.reason'])
    .execute();
  const offers = await tx
    .selectFrom('placeOffer')
    .innerJoin('allocationRun', (join) =>
      join
        .onRef('allocationRun.id', '=', 'placeOffer.runId')
        .onRef('allocationRun.kommune', '=', 'placeOffer.kommune'),
    )
    .select((row) => ['placeOffer.status', row.fn.countAll<string>().as('count')])
    .where('allocationRun.roundId', '=', roundId)
    .groupBy('placeOffer.status')
    .execute();
  const { refills } = await tx
    .selectFrom('allocationRun')
    .select((row) => row.fn.countAll<string>().as('refills'))
    .where('roundId', '=', roundId)
    .where('kind', '=', 'refill')
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow();

  const count = (of: (row: (typeof vedtak)[number]) => boolean): number =>
    vedtak.filter(of).reduce((sum, row) => sum + Number(row.count), 0);
  const offered = (status: (typeof offers)[number]['status']): number =>
    offers.filter((row) => row.status === status).reduce((sum, row) => sum + Number(row.count), 0);
  const reasons = Map.groupBy(
    vedtak.filter((row) => row.outcome === 'no-place'),
    (row) => row.reason ?? 'none',
  );
  return {
    applications: count(() => true),
    placed: count((row) => row.outcome === 'place'),
    firstWish: count((row) => row.outcome === 'place' && row.wish === 1),
    otherWish: count((row) => row.via === 'wish' && row.wish !== 1),
    outsideWishes: count((row) => row.via === 'right'),
    keptPlace: count((row) => row.via === 'kept'),
    withoutPlace: [...reasons]
      .map(([reason, rows]) => ({ reason, count: rows.reduce((sum, row) => sum + Number(row.count), 0) }))
      .toSorted((a, b) => (a.reason < b.reason ? -1 : 1)),
    offers: {
      waiting: offered('waiting'),
      open: offered('open'),
      accepted: offered('accepted'),
      declined: offered('declined'),
      expired: offered('expired'),
      withdrawn: offered('withdrawn'),
    },
    refills: Number(refills),
  };
}
