import type { Group, Market, Outcome, Report } from '../proof/model.ts';
import { seatsOf } from '../proof/seats.ts';
import type { MatchResult } from './document.ts';
import { withSeats } from './market.ts';

const UNITS = { small: 2, large: 1, all: 1 } as const;

/**
 * The groups with the places they have in this run: where bands share area, the first band may take all but what is protected for the
 * second, and the second gets what is left beside what is protected for the first (§ 7.4). With joint families the split was fixed before the run; then the certificate says
 * what it was, and we check that it keeps units and protection.
 */
export function convertedGroups(
  market: Market,
  outcome: Outcome,
  joint: boolean,
  claimed: MatchResult['certificate']['groups'],
  report: Report,
): readonly Group[] {
  const bandOrder = market.input.bandOrder ?? ['small', 'large'];
  const starts = market.input.applicants.map(({ startsOn = '' }) => startsOn).sort();
  const groups = [...market.groups];
  for (const { kindergarten, index } of market.groups) {
    const { convert, id } = kindergarten;
    const here = groups.filter((group) => group.kindergarten === kindergarten);
    const [first, second] = bandOrder.map((band) => here.find((group) => group.band === band));
    if (!convert || !first || !second || index !== Math.min(first.index, second.index)) continue;
    const units = convert.units ?? here.reduce((sum, group) => sum + group.places * UNITS[group.band], 0);
    const least = ({ band, tenants }: Group) =>
      Math.max(band === 'all' ? 0 : (convert.protected?.[band] ?? 0), tenants.length);
    const fitting = (left: number, { band }: Group) => Math.max(0, Math.floor(left / UNITS[band]));
    const most = fitting(units - UNITS[second.band] * least(second), first);
    const said = claimed[first.index]?.places ?? most;
    if (joint && (said > most || said < least(first)))
      report('wrong-conversion', id, 'takes protected or missing area');
    const places = joint ? Math.min(said, most) : most;
    const used = joint ? places : (outcome.held[first.index]?.length ?? 0);
    const set = (group: Group, count: number) => {
      groups[group.index] = withSeats(group, seatsOf(count, group.tenants, starts[0] ?? ''));
    };
    set(first, places);
    set(second, fitting(units - UNITS[first.band] * Math.max(used, least(first)), second));
  }
  return groups;
}
