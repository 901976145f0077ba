import { inputHash, rulesHash, sealed, sha256Hex } from '../canonical/document-hash.ts';
import { byId, compareIds } from '../canonical/id-order.ts';
import { backstopWish, ownPlace } from '../engine/entries.ts';
import { orderTuple } from '../engine/order-code.ts';
import type { Outcome } from '../engine/outcome.ts';
import type {
  Assignment,
  CertificateGroup,
  GroupBand,
  MatchInput,
  MatchResult,
  Refusal,
  UnplacedRight,
} from '../format.ts';
import { optimalityOf } from './optimality.ts';
import { refusalsOf } from './refusals.ts';
import { type Standing, standingOf } from './standing.ts';

/** Name and version of the rules in code; it changes whenever the same input could give another result. */
export const engineVersion = 'opptak-engine/1.3.0';

/**
 * Writes a finished allocation down, with the certificate by which anyone can check it.
 *
 * @param engine who found the allocation
 */
export function writeResult(outcome: Outcome, engine: string = engineVersion): MatchResult {
  const { run } = outcome;
  const { setting } = run.prepared;
  const { applicants, input } = setting;
  const rowsById = rowsInIdOrder(outcome);
  const groupOrder = groupsById(outcome);
  const standing = standingOf(outcome);
  const assignments = assignmentsOf(outcome, rowsById);
  const refusals = refusalsOf(outcome, standing, rowsById);
  const welcomeAlone = new Set(refusals.filter(byTogether).map(({ id }) => id));
  const unplacedRights = rowsById.flatMap((row) => unplacedRight(outcome, row, welcomeAlone));
  const deviations = outcome.claims;
  return sealed({
    format: 'opptak-match-result/1',
    assignments,
    deviations,
    unplacedRights,
    certificate: {
      format: 'opptak-certificate/1',
      engine,
      input: inputHash(input),
      rules: rulesHash(input),
      seed: seedOf(input),
      groups: groupOrder.map((group) => certificateGroup(outcome, standing, group)),
      refusals,
      optimality: optimalityOf(outcome, standing, groupOrder),
    },
    stats: {
      applicants: applicants.length,
      kindergartens: setting.kindergartens.length,
      placed: assignments.filter(({ kindergarten }) => kindergarten !== null).length,
      firstWish: assignments.filter(({ wish }) => wish === 1).length,
      proposals: run.proposals,
    },
  });
}

/** Who gets which place, by id. */
export function assignmentsOf(
  outcome: Outcome,
  rowsById: readonly number[] = rowsInIdOrder(outcome),
): readonly Assignment[] {
  return rowsById.map((row) => assignmentOf(outcome, row));
}

function rowsInIdOrder({ run }: Outcome): number[] {
  const { applicants, input } = run.prepared.setting;
  const rowOf = new Map(applicants.map((applicant, row) => [applicant, row]));
  return [...input.applicants].sort(byId).map((applicant) => rowOf.get(applicant)!);
}

function assignmentOf(outcome: Outcome, row: number): Assignment {
  const { setting } = outcome.run.prepared;
  const { group, wish } = outcome.run.lists.entries;
  const { id, current } = setting.applicants[row]!;
  const entry = outcome.held[row]!;
  if (entry === -1) return { id, kindergarten: null, via: null, wish: null };
  const kindergarten = setting.kindergartens[setting.groups[group[entry]!]!.kindergarten]!.id;
  const number = wish[entry]!;
  return {
    id,
    kindergarten,
    via: kindergarten === current ? 'kept' : number === backstopWish ? 'right' : 'wish',
    wish: number === ownPlace || number === backstopWish ? null : number,
  };
}

const byTogether = ({ decidedBy }: Refusal): boolean => decidedBy === 'together';

/** @param welcomeAlone children whom a kindergarten among their wishes would have taken without their siblings */
function unplacedRight(outcome: Outcome, row: number, welcomeAlone: ReadonlySet<string>): UnplacedRight[] {
  const { id, rightToPlace } = outcome.run.prepared.setting.applicants[row]!;
  if (rightToPlace !== true || outcome.held[row] !== -1) return [];
  if (outcome.togetherOrNothing[row] === 1) return [{ id, reason: 'together-required' }];
  return [{ id, reason: welcomeAlone.has(id) ? 'joint-wishes' : 'no-seat' }];
}

const bandRank: Readonly<Record<GroupBand, number>> = { small: 0, large: 1, all: 2 };

function groupsById({ run }: Outcome): number[] {
  const { groups, kindergartens } = run.prepared.setting;
  const idOf = (group: number) => kindergartens[groups[group]!.kindergarten]!.id;
  return [...groups.keys()].sort(
    (a, b) => compareIds(idOf(a), idOf(b)) || bandRank[groups[a]!.band] - bandRank[groups[b]!.band],
  );
}

function certificateGroup(outcome: Outcome, standing: Standing, group: number): CertificateGroup {
  const { run } = outcome;
  const { setting } = run.prepared;
  const { kindergarten, band } = setting.groups[group]!;
  const { places } = run.market.rules[group]!;
  const held = standing.heldAt[group]!;
  return {
    kindergarten: setting.kindergartens[kindergarten]!.id,
    band,
    places,
    filled: held.length,
    ranked: standing.ranked[group]!,
    cutoff: held.length === places && places > 0 ? cutoffAt(outcome, standing, held[places - 1]!) : null,
  };
}

function cutoffAt(outcome: Outcome, standing: Standing, position: number): CertificateGroup['cutoff'] {
  const { run } = outcome;
  const { setting, lots } = run.prepared;
  const entry = run.ranking.entryAt[position]!;
  const row = run.ranking.rowOf[entry]!;
  const rule = run.lists.rules[setting.groups[run.lists.entries.group[entry]!]!.kindergarten]!;
  const wish = run.lists.entries.wish[entry]!;
  const tuple = orderTuple(
    rule,
    setting.applicants[row]!,
    wish > 0 ? wish : null,
    wish === backstopWish,
    setting,
  );
  return { rank: standing.rank[entry]!, tuple: rule.order ? tuple : [...tuple, lots.lot[row]!] };
}

function seedOf(input: MatchInput): MatchResult['certificate']['seed'] {
  const reveal = input.seed ?? '';
  return {
    commitment: sha256Hex(reveal),
    reveal,
    publicDraw: input.publicDraw ?? null,
    committed: input.seedCommitment !== undefined,
  };
}
