import type { FeeSummary } from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import { monthsOfKindergartenYear } from '@opptak/rules';
import type { Schema } from '../schema.generated.ts';
import { findDraftApplications } from './incomes.ts';

/** What a kindergarten year's fees come to, and how much of the deciding people had to do. */
export async function summarise(tx: Tx<Schema>, kindergartenYear: number): Promise<FeeSummary> {
  const months = monthsOfKindergartenYear(kindergartenYear);
  const charges = () =>
    tx
      .selectFrom('charge')
      .where('month', '>=', months[0] ?? '')
      .where('month', '<=', months.at(-1) ?? '');
  const byMonth = await charges()
    .select((row) => [
      'month',
      row.fn.countAll<string>().as('children'),
      row.fn.sum<string>('feeNok').as('feeNok'),
      row.fn.sum<string>('unreducedNok').as('unreducedNok'),
      row.fn.sum<string>('foodNok').as('foodNok'),
    ])
    .groupBy('month')
    .orderBy('month')
    .execute();
  const people = await charges()
    .select((row) => [
      row.fn.count<string>('childId').distinct().as('children'),
      row.fn
        .count<string>('childId')
        .distinct()
        .filterWhere('feeNok', '<', row.ref('unreducedNok'))
        .as('reduced'),
    ])
    .executeTakeFirstOrThrow();
  const applications = await tx
    .selectFrom('feeApplication')
    .select((row) => ['status', row.fn.countAll<string>().as('count')])
    .where('kindergartenYear', '=', kindergartenYear)
    .groupBy('status')
    .execute();
  const openCases = await tx
    .selectFrom('feeCase')
    .select((row) => ['reason', row.fn.countAll<string>().as('count')])
    .where('status', '=', 'open')
    .groupBy('reason')
    .orderBy('reason')
    .execute();
  const vedtak = await tx
    .selectFrom('feeVedtak')
    .innerJoin('feeDecision', (join) =>
      join
        .onRef('feeDecision.kommune', '=', 'feeVedtak.kommune')
        .onRef('feeDecision.id', '=', 'feeVedtak.decisionId'),
    )
    .select((row) => ['feeDecision.made', row.fn.countAll<string>().as('count')])
    .where('feeDecision.kindergartenYear', '=', kindergartenYear)
    .groupBy('feeDecision.made')
    .execute();

  const countOf = <T extends { readonly count: string }>(
    rows: readonly T[],
    is: (row: T) => boolean,
  ): number => Number(rows.find(is)?.count ?? 0);
  return {
    children: Number(people.children),
    reduced: Number(people.reduced),
    applications: {
      waiting: countOf(applications, ({ status }) => status === 'waiting'),
      manual: countOf(applications, ({ status }) => status === 'manual'),
      decided: countOf(applications, ({ status }) => status === 'decided'),
    },
    draftIncomes: (await findDraftApplications(tx, kindergartenYear, kindergartenYear)).length,
    openCases: openCases.map(({ reason, count }) => ({ reason, count: Number(count) })),
    vedtak: {
      automatic: countOf(vedtak, ({ made }) => made === 'automatic'),
      manual: countOf(vedtak, ({ made }) => made === 'manual'),
    },
    months: byMonth.map((row) => ({
      month: row.month,
      children: Number(row.children),
      feeNok: Number(row.feeNok),
      unreducedNok: Number(row.unreducedNok),
      foodNok: Number(row.foodNok),
    })),
  };
}
