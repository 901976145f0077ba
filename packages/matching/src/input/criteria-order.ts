import type { Fault } from '@opptak/domain';
import type { Criterion, MatchInput } from '../format.ts';

/** What is wrong with the order of the tiers, in every list of criteria of a document. */
export function criteriaOrderFaults(input: MatchInput): Fault[] {
  return [
    ...orderFaults('/criteria', input.criteria),
    ...Object.entries(input.bylaws ?? {}).flatMap(([key, { criteria }]) =>
      orderFaults(`/bylaws/${key}/criteria`, criteria),
    ),
    ...input.kindergartens.flatMap(({ criteria }, index) =>
      criteria ? orderFaults(`/kindergartens/${index}/criteria`, criteria) : [],
    ),
  ];
}

/** § 18 first, § 16 straight after it where it is named, the lot last: the law's order, not the kommune's choice. */
function orderFaults(at: string, criteria: readonly Criterion[] | undefined): Fault[] {
  if (!criteria || criteria.length === 0) return [];
  const faults: Fault[] = [];
  if (criteria[0]?.key !== 'statutory-priority') {
    faults.push({
      at: `${at}/0`,
      message: 'must be statutory-priority: children under barnehageloven § 18 go before everyone',
    });
  }
  criteria.forEach(({ key }, index) => {
    if (key === 'statutory-priority' && index > 0) {
      faults.push({ at: `${at}/${index}`, message: 'statutory-priority stands first and only once' });
    }
    if (key === 'right-to-place' && index !== 1) {
      faults.push({ at: `${at}/${index}`, message: 'right-to-place stands second, after § 18' });
    }
    if (key === 'lot' && index !== criteria.length - 1) {
      faults.push({ at: `${at}/${index}`, message: 'lot stands last' });
    }
  });
  return faults;
}
