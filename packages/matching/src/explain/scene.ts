import { compareIds } from '../canonical/id-order.ts';
import { type Eligible, eligibility } from '../engine/eligible.ts';
import { type OrderRule, orderRules, orderTuple } from '../engine/order-code.ts';
import { drawLots } from '../engine/ranking.ts';
import { type Setting, settingOf } from '../engine/setting.ts';
import type {
  Applicant,
  Assignment,
  CertificateGroup,
  GroupBand,
  MatchInput,
  MatchResult,
  Refusal,
} from '../format.ts';
import { lotKey } from '../lot/lot-key.ts';

/** A finished round, looked up by name. Made once and used for every child of the round. */
export interface Scene {
  readonly input: MatchInput;
  readonly result: MatchResult;
  readonly setting: Setting;
  readonly rules: readonly OrderRule[];
  readonly eligible: Eligible;
  readonly child: ReadonlyMap<string, Applicant>;
  readonly assignment: ReadonlyMap<string, Assignment>;
  readonly group: ReadonlyMap<string, CertificateGroup>;
  readonly refusals: ReadonlyMap<string, readonly Refusal[]>;
  /** Everybody who wishes a kindergarten, has a place there, or got one there. */
  readonly interested: ReadonlyMap<string, readonly Applicant[]>;
  readonly lot: ReadonlyMap<string, number>;
}

/** A child in the order at a group. */
export interface Standing {
  readonly applicant: Applicant;
  /** The components of docs/allocation-format.md § 4 without the lot. */
  readonly tuple: readonly number[];
  readonly admitted: boolean;
}

export function sceneOf(input: MatchInput, result: MatchResult): Scene {
  const setting = settingOf(input);
  const assignment = new Map(result.assignments.map((entry) => [entry.id, entry]));
  const interested = new Map<string, Applicant[]>();
  for (const applicant of input.applicants) {
    const placedAt = assignment.get(applicant.id)?.kindergarten;
    for (const id of new Set([...listOf(applicant), placedAt])) {
      if (typeof id !== 'string') continue;
      const there = interested.get(id);
      if (there) there.push(applicant);
      else interested.set(id, [applicant]);
    }
  }
  const { lot } = drawLots(setting);
  return {
    input,
    result,
    setting,
    rules: orderRules(setting),
    eligible: eligibility(setting),
    child: new Map(input.applicants.map((applicant) => [applicant.id, applicant])),
    assignment,
    group: new Map(
      result.certificate.groups.map((group) => [groupKey(group.kindergarten, group.band), group]),
    ),
    refusals: Map.groupBy(result.certificate.refusals, ({ id }) => id),
    interested,
    lot: new Map(setting.applicants.map(({ id }, row) => [id, lot[row] ?? 0])),
  };
}

/** A child's list: what stands below its own place is never asked for. */
function listOf({ wishes, current }: Applicant): readonly (string | undefined)[] {
  const own = current === undefined ? -1 : wishes.indexOf(current);
  return own === -1 ? [...wishes, current] : wishes.slice(0, own + 1);
}

const groupKey = (kindergarten: string, band: GroupBand): string => `${band} ${kindergarten}`;

/** The group a child competes in at a kindergarten, as the certificate shows it. */
export function groupAt(
  scene: Scene,
  applicant: Applicant,
  kindergarten: string,
): CertificateGroup | undefined {
  return (
    scene.group.get(groupKey(kindergarten, 'all')) ??
    (applicant.band && scene.group.get(groupKey(kindergarten, applicant.band)))
  );
}

export function ruleAt(scene: Scene, kindergarten: string): OrderRule | undefined {
  return scene.rules[scene.setting.kindergartenIndex.get(kindergarten) ?? -1];
}

/** Everyone in the order at the group where a child competes, first to last. */
export function orderAt(scene: Scene, applicant: Applicant, kindergarten: string): readonly Standing[] {
  const index = scene.setting.kindergartenIndex.get(kindergarten) ?? -1;
  const rule = scene.rules[index];
  const group = groupAt(scene, applicant, kindergarten);
  if (!rule || !group) return [];
  return (scene.interested.get(kindergarten) ?? [])
    .filter((other) => (group.band === 'all' || other.band === group.band) && scene.eligible(other, index))
    .map((other) => ({
      applicant: other,
      tuple: tupleAt(scene, rule, other, kindergarten),
      admitted: scene.assignment.get(other.id)?.kindergarten === kindergarten,
    }))
    .sort(
      (a, b) =>
        compareTuples(a.tuple, b.tuple) ||
        (scene.lot.get(a.applicant.id) ?? 0) - (scene.lot.get(b.applicant.id) ?? 0) ||
        compareIds(lotKey(a.applicant), lotKey(b.applicant)) ||
        compareIds(a.applicant.id, b.applicant.id),
    );
}

function tupleAt(
  scene: Scene,
  rule: OrderRule,
  applicant: Applicant,
  kindergarten: string,
): readonly number[] {
  const wish = applicant.wishes.indexOf(kindergarten) + 1;
  const backstop = wish === 0 && applicant.current !== kindergarten;
  return orderTuple(rule, applicant, wish === 0 ? null : wish, backstop, scene.setting);
}

/** Where two tuples first differ; their length when they are equal. */
export function firstDifference(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, component) => value !== b[component]);
  return index === -1 ? a.length : index;
}

function compareTuples(a: readonly number[], b: readonly number[]): number {
  const index = firstDifference(a, b);
  return (a[index] ?? 0) - (b[index] ?? 0);
}
