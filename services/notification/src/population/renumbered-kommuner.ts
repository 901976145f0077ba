import { type KommuneNumber, kommuneNumber } from '@opptak/domain';

/**
 * Kommuner that got a new number on 1 January 2024, old number to new, from Statistics Norway's classification of
 * kommuner: Troms and Finnmark were parted, and Haram left Ålesund. Whoever lives there has not moved.
 */
const pairs: readonly (readonly [string, string])[] = [
  ...(
    '5401 5501 5402 5503 5411 5510 5412 5512 5413 5514 5414 5516 5415 5518 5416 5520 5417 5522 5418 5524 5419 5526 ' +
    '5420 5528 5421 5530 5422 5532 5423 5534 5424 5536 5425 5538 5426 5540 5427 5542 5428 5544 5429 5546 ' +
    '5403 5601 5406 5603 5444 5605 5405 5607 5437 5610 5430 5612 5432 5614 5433 5616 5434 5618 5435 5620 5436 5622 ' +
    '5438 5624 5439 5626 5441 5628 5440 5630 5443 5632 5404 5634 5442 5636 1507 1508'
  )
    .split(' ')
    .reduce<[string, string][]>((found, number, index, all) => {
      if (index % 2 === 0) found.push([number, all[index + 1] ?? '']);
      return found;
    }, []),
  ['1507', '1580'],
];

export const renumberedKommuner: ReadonlyMap<KommuneNumber, readonly KommuneNumber[]> = new Map(
  [...Map.groupBy(pairs, ([before]) => before)].map(([before, found]) => [
    kommuneNumber(before),
    found.map(([, after]) => kommuneNumber(after)),
  ]),
);

/** Whether two numbers are of one kommune, before and after it was renumbered. */
export function isSameKommune(one: KommuneNumber, other: KommuneNumber): boolean {
  if (one === other) return true;
  const successors = (before: KommuneNumber) => renumberedKommuner.get(before) ?? [];
  // A kommune that was split has two successors: its old number alone does not say which of them.
  const [forwards, backwards] = [successors(one), successors(other)];
  return (forwards.length === 1 && forwards[0] === other) || (backwards.length === 1 && backwards[0] === one);
}
