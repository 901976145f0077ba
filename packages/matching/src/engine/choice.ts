/**
 * What a group with more than plain places admits: docs/allocation-format.md § 7. Each child has a class at the group
 * (what it needs, where it comes from, whether it is a resident); the rule sees classes only.
 */
export type SeatRule =
  | { readonly kind: 'plain'; readonly places: number }
  | {
      /** Seats of several kinds: `fits[class]` lists the kinds that a child of the class can sit on. */
      readonly kind: 'seats';
      readonly places: number;
      readonly count: readonly number[];
      readonly fits: readonly (readonly number[])[];
    }
  | {
      /** At most `limit[class]` of each class; infinite where nothing is agreed. */
      readonly kind: 'limits';
      readonly places: number;
      readonly limit: readonly number[];
    }
  | {
      /** Class 0: residents and those the law puts first; class 1: the others. */
      readonly kind: 'reserve';
      readonly places: number;
      readonly reserved: number;
      readonly openFirst: boolean;
    };

/** The rule with more whole places, free at once: anybody can sit on them whom no agreement keeps out. */
export function withWholePlaces(rule: SeatRule, more: number): SeatRule {
  const places = rule.places + more;
  if (rule.kind !== 'seats') return { ...rule, places };
  const whole = rule.count.length;
  return {
    ...rule,
    places,
    count: [...rule.count, more],
    fits: rule.fits.map((kinds) => [...kinds, whole]),
  };
}

/**
 * Chooses among children in the order of the group.
 *
 * @param positions sorted, best first
 * @param classAt class of each position
 * @returns the admitted positions, sorted
 */
export function choose(rule: SeatRule, positions: readonly number[], classAt: Int32Array): readonly number[] {
  switch (rule.kind) {
    case 'plain':
      return positions.length <= rule.places ? positions : positions.slice(0, rule.places);
    case 'seats': {
      const seating = seatingOf(rule.count, rule.fits);
      return positions.filter((position) => seating(classAt[position]!));
    }
    case 'limits': {
      const used = rule.limit.map(() => 0);
      let places = rule.places;
      return positions.filter((position) => {
        const origin = classAt[position]!;
        if (places === 0 || used[origin]! >= rule.limit[origin]!) return false;
        used[origin]!++;
        places--;
        return true;
      });
    }
    case 'reserve':
      return rule.openFirst ? openFirst(rule, positions, classAt) : reserveFirst(rule, positions, classAt);
  }
}

type Reserve = Extract<SeatRule, { kind: 'reserve' }>;

function openFirst(rule: Reserve, positions: readonly number[], classAt: Int32Array): readonly number[] {
  const open = rule.places - rule.reserved;
  const rest = positions.slice(open);
  const residents = rest.filter((position) => classAt[position] === 0).slice(0, rule.reserved);
  const others = without(rest, residents).slice(0, rule.reserved - residents.length);
  return [...positions.slice(0, open), ...residents, ...others].sort((a, b) => a - b);
}

function reserveFirst(rule: Reserve, positions: readonly number[], classAt: Int32Array): readonly number[] {
  const residents = positions.filter((position) => classAt[position] === 0).slice(0, rule.reserved);
  const others = without(positions, residents).slice(0, rule.places - residents.length);
  return [...residents, ...others].sort((a, b) => a - b);
}

function without(positions: readonly number[], taken: readonly number[]): readonly number[] {
  const gone = new Set(taken);
  return positions.filter((position) => !gone.has(position));
}

/**
 * Seats children one by one. Each call answers whether one more child of a class can sit beside all seated so far;
 * seated children may be moved to other seats they fit.
 */
function seatingOf(
  count: readonly number[],
  fits: readonly (readonly number[])[],
): (need: number) => boolean {
  const free = [...count];
  /** seated[kind][class]: how many of that class sit on that kind. */
  const seated = count.map(() => new Map<number, number>());
  const visited = new Set<number>();

  const sit = (need: number): boolean => {
    for (const kind of fits[need] ?? []) {
      if (visited.has(kind)) continue;
      visited.add(kind);
      if (free[kind]! > 0) {
        free[kind]!--;
        add(kind, need, 1);
        return true;
      }
      for (const [other, number] of seated[kind]!) {
        if (number > 0 && sit(other)) {
          add(kind, other, -1);
          add(kind, need, 1);
          return true;
        }
      }
    }
    return false;
  };
  const add = (kind: number, need: number, change: number) => {
    seated[kind]!.set(need, (seated[kind]!.get(need) ?? 0) + change);
  };
  return (need) => {
    visited.clear();
    return sit(need);
  };
}
