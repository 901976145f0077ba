import { seeded } from '../src/siblings/repair.ts';

/** A made-up town of any size: kindergartens and homes on a plane, wishes by distance and popularity. Always the same for a seed. */
export interface Town {
  readonly children: number;
  readonly kindergartens: number;
  /** Whole metres. */
  readonly kindergartenX: Int32Array;
  readonly kindergartenY: Int32Array;
  readonly homeX: Int32Array;
  readonly homeY: Int32Array;
  /** `wishesEach` kindergartens for each child, best first. */
  readonly wishes: Int32Array;
  readonly wishesEach: number;
}

const perCell = 4;
const cellM = 1000;

/** @param wishesEach how many kindergartens each child wishes */
export function townOf(seed: number, children: number, kindergartens: number, wishesEach = 5): Town {
  const random = seeded(seed);
  const side = Math.max(1, Math.round(Math.sqrt(kindergartens / perCell)));
  const cells: number[][] = Array.from({ length: side * side }, () => []);
  const town: Town = {
    children,
    kindergartens,
    kindergartenX: new Int32Array(kindergartens),
    kindergartenY: new Int32Array(kindergartens),
    homeX: new Int32Array(children),
    homeY: new Int32Array(children),
    wishes: new Int32Array(children * wishesEach),
    wishesEach,
  };
  const popularity = new Int32Array(kindergartens);
  for (let index = 0; index < kindergartens; index++) {
    const cell = Math.floor((index * cells.length) / kindergartens);
    cells[cell]!.push(index);
    town.kindergartenX[index] = (cell % side) * cellM + random(cellM);
    town.kindergartenY[index] = Math.floor(cell / side) * cellM + random(cellM);
    popularity[index] = random(cellM);
  }
  const near = cells.map((_, cell) => around(cells, side, cell, wishesEach));
  for (let child = 0; child < children; child++) {
    const cell = random(cells.length);
    const x = (cell % side) * cellM + random(cellM);
    const y = Math.floor(cell / side) * cellM + random(cellM);
    town.homeX[child] = x;
    town.homeY[child] = y;
    const liked = near[cell]!.map((index) => ({
      index,
      cost:
        Math.hypot(town.kindergartenX[index]! - x, town.kindergartenY[index]! - y) +
        popularity[index]! +
        random(300),
    })).sort((a, b) => a.cost - b.cost);
    for (let wish = 0; wish < wishesEach; wish++) town.wishes[child * wishesEach + wish] = liked[wish]!.index;
  }
  return town;
}

/** Kindergartens in the cell and those around it, further out until there are enough. */
function around(cells: readonly number[][], side: number, cell: number, enough: number): number[] {
  const [column, row] = [cell % side, Math.floor(cell / side)];
  for (let reach = 1; ; reach++) {
    const found: number[] = [];
    for (let y = Math.max(0, row - reach); y <= Math.min(side - 1, row + reach); y++) {
      for (let x = Math.max(0, column - reach); x <= Math.min(side - 1, column + reach); x++) {
        found.push(...cells[y * side + x]!);
      }
    }
    if (found.length >= enough || reach > side) return found;
  }
}
