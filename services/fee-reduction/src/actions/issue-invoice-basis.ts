import { createHash } from 'node:crypto';
import { invoiceBasisIssued } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError, dateInNorway } from '@opptak/domain';
import {
  type CalendarMonth,
  type Correction,
  invoiceBasis,
  invoiceBasisText,
  monthAfter,
  monthOfDate,
  reconcile,
  refundBasis,
  refundBasisText,
} from '@opptak/rules';
import { type Change, record, tell } from '@opptak/service';
import {
  findBasis,
  findBilledPlacements,
  findCharges,
  findIssued,
  findLast,
  findWrong,
  getBasis,
  insertBasis,
  lockNumbers,
  type StoredBasis,
} from '../repositories/invoices.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * Issues the invoice basis of a month: a row for each child with a place, in øre, and credit rows for earlier months that
 * turned out otherwise. Numbers run without gaps through the kommune's rows. Issued once: asking again gives the same
 * bytes. With it, what the kommune owes private kindergartens, and every difference from the places.
 *
 * @throws AppError conflict `month-too-early` or `later-month-issued`.
 */
export async function issueInvoiceBasis(change: Change<Schema>, month: CalendarMonth): Promise<StoredBasis> {
  const { tx, kommune, at } = change;
  await lockNumbers(tx, kommune);
  const earlier = await findBasis(tx, month);
  if (earlier) return earlier;
  const last = await findLast(tx);
  const issuedOn = dateInNorway(at);
  if (month > monthAfter(monthOfDate(issuedOn)))
    throw new AppError(
      'conflict',
      'month-too-early',
      'The basis is issued in the month before at the earliest',
    );
  if (last.month !== null && month < last.month) {
    throw new AppError(
      'conflict',
      'later-month-issued',
      'A later month has been issued; it holds the corrections',
    );
  }

  const { charges, privately } = await findCharges(tx, month);
  const corrections = await findCorrections(change, month);
  const basis = invoiceBasis({ kommune, month, charges, corrections, firstNumber: last.number + 1 });
  const refund = refundBasis(kommune, month, privately, last.refundNumber + 1);
  const differences = reconcile(month, basis.rows, await findBilledPlacements(tx, month));

  const id = stableId('invoice-basis', kommune, month);
  const [document, refundDocument] = [invoiceBasisText(basis), refundBasisText(refund)];
  await insertBasis(
    tx,
    {
      kommune,
      id,
      month,
      document,
      sha256: sha256(document),
      refundDocument,
      refundSha256: sha256(refundDocument),
      differences: JSON.stringify(differences),
      rowCount: basis.rows.length,
      lastNumber: last.number + basis.rows.length,
      refundLastNumber: last.refundNumber + refund.rows.length,
      totalOere: basis.control.totalOere,
      refundTotalOere: refund.totalOere,
      issuedOn,
      issuedAt: at,
    },
    basis.rows,
  );
  await record(change, id, 'invoice-basis-issued', {
    month,
    rows: basis.rows.length,
    corrected: corrections.length,
    differences: differences.length,
  });
  await tell(
    change,
    invoiceBasisIssued,
    { key: id, version: 1 },
    {
      basisId: id,
      month,
      rows: basis.rows.map(({ number, childId, kindergarten, feeOere, foodOere }) => ({
        number,
        childId,
        kindergartenId: kindergarten,
        feeOere,
        foodOere,
      })),
      totalOere: basis.control.totalOere,
      sha256: sha256(document),
    },
  );
  return getBasis(tx, month);
}

async function findCorrections(
  { tx }: Pick<Change<Schema>, 'tx'>,
  month: CalendarMonth,
): Promise<readonly Correction[]> {
  const wrong = await findWrong(tx, month);
  const { issued, right } = await findIssued(tx, wrong);
  const keyOf = (one: { readonly childId: string; readonly month: string }) => `${one.month}|${one.childId}`;
  const issuedOf = Map.groupBy(issued, keyOf);
  const rightOf = new Map(right.map(({ month, ...charge }) => [`${month}|${charge.childId}`, charge]));
  return wrong.map((one) => ({
    month: one.month,
    issued: issuedOf.get(keyOf(one)) ?? [],
    right: rightOf.get(keyOf(one)) ?? null,
  }));
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
