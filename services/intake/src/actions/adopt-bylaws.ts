import { type BylawsDocument, type BylawsReceipt, bylawsAdopted } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { lintBylaws, lintRules } from '@opptak/matching';
import { type Change, record, tell } from '@opptak/service';
import { findBylaws, insertBylaws } from '../repositories/bylaws.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * Adopts admission criteria. They are read by the linter first: what the law stops, or what can not be computed from
 * facts, is refused with every finding; what somebody should think about comes back as a warning.
 *
 * Legal source: barnehageloven §§ 17, 18; forskrift 2005-12-16-1477 § 2.
 *
 * @throws AppError unprocessable `bylaws-refused` with one fault per error.
 * @throws AppError invalid `other-kommune` when a set belongs to another kommune.
 */
export async function adoptBylaws(change: Change<Schema>, document: BylawsDocument): Promise<BylawsReceipt> {
  const { tx, kommune, at } = change;
  const foreign = document.sets.flatMap((set, index) =>
    set.kommune === kommune
      ? []
      : [{ at: `/sets/${index}/kommune`, message: 'must be the kommune that adopts' }],
  );
  if (foreign.length > 0) {
    throw new AppError('invalid', 'other-kommune', 'A kommune adopts its own bylaws only', {
      faults: foreign,
    });
  }
  const findings = lintBylaws(document);
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) {
    throw new AppError('unprocessable', 'bylaws-refused', 'The bylaws have errors', {
      faults: errors.map(({ at: place, code }) => ({ at: place, message: `${code}: ${lintRules[code].en}` })),
    });
  }

  const version = ((await findBylaws(tx))?.version ?? 0) + 1;
  const bylawsId = stableId('bylaws', kommune, String(version));
  await insertBylaws(tx, {
    kommune,
    id: bylawsId,
    version,
    adoptedAt: at,
    document: JSON.stringify(document),
  });
  await record(change, bylawsId, 'bylaws-adopted', { version });
  await tell(change, bylawsAdopted, { key: kommune, version }, { bylawsId, document });
  return { bylawsId, warnings: findings.map(({ code, at: place }) => ({ code, at: place })) };
}
