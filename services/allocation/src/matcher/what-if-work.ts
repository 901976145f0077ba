import type { BylawsDocument, WhatIf, WhatIfChange } from '@opptak/contracts';
import { AppError, type Fault, type IsoDate, type KommuneNumber } from '@opptak/domain';
import {
  compileBylaws,
  type WhatIfChange as EngineChange,
  type MatchInput,
  type MatchResult,
  readMatchInput,
  setFor,
  whatIf,
} from '@opptak/matching';
import type { Delivered } from './delivery.ts';
import { joined } from './parts.ts';

export interface WhatIfQuestion {
  readonly changes: readonly WhatIfChange[];
  readonly kommune: KommuneNumber;
  /** The round's deadline: the day on which bylaws must be in force. */
  readonly bylawsOn: IsoDate;
}

/** What would differ; what is known only to the ledger is added by the service. */
export type WhatIfFound = Omit<WhatIf, 'simulation' | 'runId' | 'inputSha256' | 'placesToMove'> & {
  /** Children who took part and have their place at a kindergarten that would close. */
  readonly closingTenants: number;
};

/**
 * Allocates a frozen round once more, otherwise, and compares. Nothing is estimated and nothing is kept.
 *
 * @throws AppError invalid `unknown-kindergarten`, unprocessable `bylaws-refused` or `what-if-impossible`, each naming
 *   the change.
 */
export function answerWhatIf(
  { changes, kommune, bylawsOn }: WhatIfQuestion,
  { input, result }: Delivered,
): WhatIfFound {
  const document = readMatchInput(JSON.parse(joined(input)));
  const before: MatchResult = JSON.parse(joined(result));
  checkKindergartens(document, changes);
  const changed = changes.reduce(
    (now, change, index) =>
      change.kind === 'bylaws' ? withBylaws(now, change.bylaws, { kommune, bylawsOn, index }) : now,
    document,
  );
  const { result: after, differences } = naming(changed, changes, () =>
    whatIf(changed, before, changes.flatMap(engineChange)),
  );
  const closing = new Set(
    changes.flatMap((change) => (change.kind === 'closure' ? [change.kindergartenId] : [])),
  );
  const count = (better: number) => differences.filter((one) => one.better === better).length;
  const at = (all: MatchResult['assignments'], id: string) =>
    all.filter(({ kindergarten }) => kindergarten === id).length;
  return {
    before: totals(before),
    after: totals(after),
    better: count(1),
    worse: count(-1),
    otherwise: count(0),
    closingTenants: document.applicants.filter(({ current }) => current !== undefined && closing.has(current))
      .length,
    kindergartens: document.kindergartens.map(({ id }) => ({
      kindergartenId: id,
      before: at(before.assignments, id),
      after: at(after.assignments, id),
      come: differences.filter((one) => one.after === id).length,
      leave: differences.filter((one) => one.before === id).length,
    })),
    moves: differences.map(({ id, before: from, after: to, better }) => ({
      applicationId: id,
      from,
      to,
      better,
    })),
  };
}

const totals = ({ assignments, unplacedRights, deviations }: MatchResult): WhatIf['before'] => ({
  applicants: assignments.length,
  placed: assignments.filter(({ kindergarten }) => kindergarten !== null).length,
  firstWish: assignments.filter(({ wish }) => wish === 1).length,
  unplacedRights: unplacedRights.length,
  deviations: deviations.length,
});

function checkKindergartens({ kindergartens }: MatchInput, changes: readonly WhatIfChange[]): void {
  const known = new Set(kindergartens.map(({ id }) => id));
  const faults = changes.flatMap((change, index): Fault[] =>
    'kindergartenId' in change && !known.has(change.kindergartenId)
      ? [{ at: `/changes/${index}/kindergartenId`, message: 'is no kindergarten of the run' }]
      : [],
  );
  if (faults.length > 0)
    throw new AppError(
      'invalid',
      'unknown-kindergarten',
      'A change names a kindergarten that the run has not',
      {
        faults,
      },
    );
}

/** What the engine's own changes do not cover: bylaws that a kommune has adopted, or thinks of adopting. */
function withBylaws(
  input: MatchInput,
  bylaws: BylawsDocument,
  { kommune, bylawsOn, index }: Pick<WhatIfQuestion, 'kommune' | 'bylawsOn'> & { readonly index: number },
): MatchInput {
  const at = `/changes/${index}/bylaws`;
  const foreign = bylaws.sets.flatMap((set, number): Fault[] =>
    set.kommune === kommune
      ? []
      : [{ at: `${at}/sets/${number}/kommune`, message: 'must be the kommune that asks' }],
  );
  if (foreign.length > 0)
    throw new AppError('invalid', 'other-kommune', 'A kommune tries its own bylaws only', {
      faults: foreign,
    });
  return {
    ...input,
    bylaws: prefixed(at, () => compileBylaws(bylaws, bylawsOn)),
    kindergartens: input.kindergartens.map(({ bylaw: _old, ...one }) => {
      const set = setFor(bylaws, { id: one.id, kommune });
      return set ? { ...one, bylaw: set.id } : one;
    }),
  };
}

function engineChange(change: WhatIfChange): readonly EngineChange[] {
  switch (change.kind) {
    case 'bylaws':
      return [];
    case 'band-order':
      return [
        { kind: 'band-order', bandOrder: change.first === 'small' ? ['small', 'large'] : ['large', 'small'] },
      ];
    case 'closure':
      return [{ kind: 'closure', kindergarten: change.kindergartenId }];
    case 'places':
      return [
        { kind: 'places', kindergarten: change.kindergartenId, band: change.band, change: change.change },
      ];
  }
}

/** Faults of bylaws come with places in the bylaws; the caller knows them inside its own document. */
function prefixed<T>(at: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { kind, code, message, faults } = error;
    throw new AppError(kind, code, message, {
      faults: faults.map((fault) => ({ ...fault, at: `${at}${fault.at}` })),
    });
  }
}

/** What the engine refuses in the changed document is the fault of a change at that kindergarten. */
function naming<T>(input: MatchInput, changes: readonly WhatIfChange[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const faults = error.faults.map(({ at, message }) => {
      const kindergarten = input.kindergartens[Number(/^\/kindergartens\/(\d+)/.exec(at)?.[1] ?? -1)]?.id;
      const index = changes.findIndex(
        (change) => 'kindergartenId' in change && change.kindergartenId === kindergarten,
      );
      return { at: index < 0 ? '/changes' : `/changes/${index}`, message };
    });
    throw new AppError('unprocessable', 'what-if-impossible', 'The changed round can not be allocated', {
      faults,
    });
  }
}
