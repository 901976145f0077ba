import { type CodedCriterion, criteriaAt, criterionCode, isCoded, worstTierCode } from '../criteria/code.ts';
import type { Applicant, Kindergarten } from '../format.ts';
import type { Setting } from './setting.ts';

/** The order at one kindergarten, ready for coding. */
export interface OrderRule {
  readonly kindergarten: Kindergarten;
  /** Codes of all criteria fit together in one exact double; else the code is a bigint. */
  readonly wide: boolean;
  readonly criteria: readonly CodedCriterion[];
  /** One more than the largest code of each criterion. */
  readonly radices: readonly number[];
  readonly order: ReadonlyMap<string, number> | undefined;
  readonly residentsFirst: boolean;
}

/** Combinations of own place, § 18, § 16 and resident. */
const classes = 24;

export function orderRules(setting: Setting): OrderRule[] {
  const { input } = setting;
  const known = new Map<object, { criteria: readonly CodedCriterion[]; radices: readonly number[] }>();
  return setting.kindergartens.map((kindergarten, index) => {
    const list = criteriaAt(input, kindergarten);
    let coded = known.get(list);
    if (!coded) {
      const criteria = list.filter(isCoded);
      coded = { criteria, radices: criteria.map((criterion) => worstTierCode(criterion) + 1) };
      known.set(list, coded);
    }
    const size = coded.radices.reduce((product, radix) => product * radix, classes);
    return {
      kindergarten,
      ...coded,
      wide: size > Number.MAX_SAFE_INTEGER,
      order: setting.orderIndex[index],
      residentsFirst:
        input.region !== undefined &&
        input.region.residents !== 'equal' &&
        kindergarten.reserve === undefined,
    };
  });
}

/** The first four components: own place, § 18, § 16 and resident. Lower goes first. */
export function classOf(rule: OrderRule, applicant: Applicant, backstop: boolean): number {
  const { kindergarten } = rule;
  const own = applicant.current === kindergarten.id ? 0 : 1;
  const statutory = applicant.statutoryPriority === true ? 0 : 1;
  const elsewhere =
    applicant.kommune !== undefined &&
    kindergarten.kommune !== undefined &&
    applicant.kommune !== kindergarten.kommune;
  const right = applicant.rightToPlace === true && !elsewhere ? (backstop ? 1 : 0) : 2;
  const resident = rule.residentsFirst && !rule.order && elsewhere ? 1 : 0;
  return ((own * 2 + statutory) * 3 + right) * 2 + resident;
}

/** The whole order but the lot, as one number: lower goes first. Not for `wide` rules. */
export function orderCode(
  rule: OrderRule,
  applicant: Applicant,
  wish: number | null,
  backstop: boolean,
  setting: Setting,
): number {
  let code = classOf(rule, applicant, backstop);
  if (rule.order) return code * (rule.order.size + 1) + (rule.order.get(applicant.id) ?? rule.order.size);
  for (let tier = 0; tier < rule.criteria.length; tier++) {
    const criterion = rule.criteria[tier]!;
    code =
      code * rule.radices[tier]! +
      criterionCode(criterion, applicant, rule.kindergarten, wish, setting.surroundings);
  }
  return code;
}

/** The same for an order with so many tiers that a double can not hold it. */
export function wideOrderCode(
  rule: OrderRule,
  applicant: Applicant,
  wish: number | null,
  backstop: boolean,
  setting: Setting,
): bigint {
  return orderTuple(rule, applicant, wish, backstop, setting)
    .slice(4)
    .reduce(
      (code, value, tier) => code * BigInt(rule.radices[tier]!) + BigInt(value),
      BigInt(classOf(rule, applicant, backstop)),
    );
}

/** The components of the order one by one, without the lot: docs/allocation-format.md § 4. */
export function orderTuple(
  rule: OrderRule,
  applicant: Applicant,
  wish: number | null,
  backstop: boolean,
  setting: Setting,
): number[] {
  const code = classOf(rule, applicant, backstop);
  const fixed = [Math.floor(code / 12), Math.floor(code / 6) % 2, Math.floor(code / 2) % 3, code % 2];
  if (rule.order) return [...fixed, rule.order.get(applicant.id) ?? rule.order.size];
  const { kindergarten } = rule;
  return [
    ...fixed,
    ...rule.criteria.map((criterion) =>
      criterionCode(criterion, applicant, kindergarten, wish, setting.surroundings),
    ),
  ];
}
