import { KindergartenId, parse } from '@opptak/contracts';
import type { Reader } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import { Type } from 'typebox';
import type { Schema } from '../schema.generated.ts';

export interface ExportedPlacement {
  readonly placementId: string;
  readonly childId: string;
  readonly kindergartenId: string;
  readonly kindergarten: string | null;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly daysPerWeek: number;
  readonly status: string;
  readonly version: number;
}

/** All places with the name of their kindergarten, in the order in which a person would look for them. */
export async function findPlacementsForExport(db: Reader<Schema>): Promise<readonly ExportedPlacement[]> {
  return db
    .selectFrom('placement')
    .leftJoin('kindergarten', (join) =>
      join
        .onRef('kindergarten.kommune', '=', 'placement.kommune')
        .onRef('kindergarten.id', '=', 'placement.kindergartenId'),
    )
    .select([
      'placement.id as placementId',
      'placement.childId',
      'placement.kindergartenId',
      'kindergarten.name as kindergarten',
      'placement.fromOn as from',
      'placement.untilOn as until',
      'placement.daysPerWeek',
      'placement.status',
      'placement.version',
    ])
    .orderBy('placement.kindergartenId')
    .orderBy('placement.fromOn')
    .orderBy('placement.id')
    .execute();
}

/** What an exported row needs of what was issued. */
const Rows = Type.Array(
  Type.Object({
    number: Type.Integer(),
    childId: Type.String(),
    kindergartenId: KindergartenId,
    feeOere: Type.Integer(),
    foodOere: Type.Integer(),
  }),
);

export interface ExportedInvoiceRow {
  readonly basisId: string;
  readonly month: string;
  readonly number: number;
  readonly childId: string;
  readonly kindergartenId: string;
  readonly kindergarten: string | null;
  readonly feeOere: number;
  readonly foodOere: number;
}

/** Every row of the invoice bases of a month, in the order in which they were issued. */
export async function findInvoiceRows(
  db: Reader<Schema>,
  month: string,
): Promise<readonly ExportedInvoiceRow[]> {
  const bases = await db
    .selectFrom('invoiceBasis')
    .selectAll()
    .where('month', '=', month)
    .orderBy('issuedAt')
    .orderBy('id')
    .execute();
  const kindergartens = await db.selectFrom('kindergarten').select(['id', 'name']).execute();
  const names = new Map(kindergartens.map(({ id, name }) => [id, name]));
  return bases.flatMap((basis) =>
    parse(Rows, basis.rows, 'invoice_basis.rows').map((row) => ({
      basisId: basis.id,
      month: basis.month,
      number: row.number,
      childId: row.childId,
      kindergartenId: row.kindergartenId,
      kindergarten: names.get(row.kindergartenId) ?? null,
      feeOere: row.feeOere,
      foodOere: row.foodOere,
    })),
  );
}
