import type { Fault } from '@opptak/domain';
import type { Applicant, Kindergarten, MatchInput, Seats } from '../format.ts';

type Say = (at: string, message: string) => void;

/** What is wrong between the parts of a document that has the right shape: names, bands, dates, families. */
export function referenceFaults(input: MatchInput): Fault[] {
  const faults: Fault[] = [];
  const say: Say = (at, message) => faults.push({ at, message });
  const kindergartens = idsOf('/kindergartens', input.kindergartens, say);
  const applicants = idsOf('/applicants', input.applicants, say);
  checkBandOrder(input, say);
  input.kindergartens.forEach((kindergarten, index) => {
    checkKindergarten(input, kindergarten, `/kindergartens/${index}`, applicants, say);
  });
  const demands = demandsOf(input);
  for (let index = 0; index < input.applicants.length; index++) {
    const applicant = input.applicants[index];
    if (applicant) checkApplicant(applicant, index, kindergartens, demands, say);
  }
  input.region?.agreements?.forEach(({ kindergarten }, index) => {
    if (!kindergartens.has(kindergarten)) {
      say(`/region/agreements/${index}/kindergarten`, 'names no kindergarten');
    }
  });
  checkFamilies(input, say);
  return faults;
}

function idsOf(at: string, rows: readonly { readonly id: string }[], say: Say): ReadonlySet<string> {
  const ids = new Set<string>();
  for (let index = 0; index < rows.length; index++) {
    const id = rows[index]?.id ?? '';
    if (ids.has(id)) say(`${at}/${index}/id`, 'is used twice');
    ids.add(id);
  }
  return ids;
}

function checkBandOrder({ bandOrder }: MatchInput, say: Say): void {
  if (bandOrder && (bandOrder.length !== 2 || bandOrder[0] === bandOrder[1])) {
    say('/bandOrder', 'must name small and large, once each');
  }
}

const isBanded = ({ capacity }: Kindergarten): boolean =>
  typeof capacity === 'object' && !Array.isArray(capacity);

function checkKindergarten(
  input: MatchInput,
  kindergarten: Kindergarten,
  at: string,
  applicants: ReadonlySet<string>,
  say: Say,
): void {
  const { order, bylaw, convert, capacity, reserve } = kindergarten;
  if (!isBanded(kindergarten) && input.kindergartens.some((other) => other.convert)) {
    say(`${at}/capacity`, 'must be divided by band: another kindergarten converts places between bands');
  }
  if (bylaw !== undefined && !Object.hasOwn(input.bylaws ?? {}, bylaw)) say(`${at}/bylaw`, 'names no bylaw');
  if (order) {
    const seen = new Set<string>();
    order.forEach((id, index) => {
      if (!applicants.has(id)) say(`${at}/order/${index}`, 'names no applicant');
      else if (seen.has(id)) say(`${at}/order/${index}`, 'is named twice');
      seen.add(id);
    });
  }
  const parts: [string, Seats][] = isBanded(kindergarten)
    ? Object.entries(capacity)
    : [['', Array.isArray(capacity) || typeof capacity === 'number' ? capacity : 0]];
  for (const [band, seats] of parts) checkSeats(seats, `${at}/capacity${band && `/${band}`}`, say);
  if (convert && parts.some(([band, seats]) => band === '' || typeof seats !== 'number')) {
    say(`${at}/convert`, 'needs a capacity of plain numbers for small and large');
  }
  if (typeof reserve === 'object' && !isBanded(kindergarten)) {
    say(`${at}/reserve`, 'must be a number where the capacity is not divided by band');
  }
  if (typeof reserve === 'number' && isBanded(kindergarten)) {
    say(`${at}/reserve`, 'must be given for each band');
  }
}

function checkSeats(seats: Seats, at: string, say: Say): void {
  if (typeof seats === 'number') return;
  seats.forEach(({ days, weekdays }, index) => {
    if (!weekdays) return;
    if (weekdays.length === 0 || new Set(weekdays).size !== weekdays.length) {
      say(`${at}/${index}/weekdays`, 'must name at least one weekday, each once');
    }
    if (days !== undefined && days !== weekdays.length)
      say(`${at}/${index}/days`, 'is not the number of weekdays');
  });
}

interface Demands {
  readonly band: boolean;
  readonly startsOn: boolean;
}

/** Fields that everybody must have as soon as one part of the document depends on them. */
function demandsOf(input: MatchInput): Demands {
  const dated = (seats: Seats | undefined): boolean =>
    Array.isArray(seats) && seats.some(({ from }) => from !== undefined);
  return {
    band: input.kindergartens.some(isBanded),
    startsOn:
      input.applicants.some(({ startsOn }) => startsOn !== undefined) ||
      input.kindergartens.some(({ capacity }) =>
        typeof capacity === 'number' || Array.isArray(capacity)
          ? dated(capacity)
          : Object.values(capacity).some(dated),
      ),
  };
}

function checkApplicant(
  applicant: Applicant,
  index: number,
  kindergartens: ReadonlySet<string>,
  demands: Demands,
  say: Say,
): void {
  const { wishes, current, weekdays, daysPerWeek } = applicant;
  const at = `/applicants/${index}`;
  for (let wish = 0; wish < wishes.length; wish++) {
    const id = wishes[wish] ?? '';
    if (!kindergartens.has(id)) say(`${at}/wishes/${wish}`, 'names no kindergarten');
    else if (wishes.indexOf(id) < wish) say(`${at}/wishes/${wish}`, 'is wished twice');
  }
  if (current !== undefined && !kindergartens.has(current)) say(`${at}/current`, 'names no kindergarten');
  if (demands.band && applicant.band === undefined)
    say(`${at}/band`, 'is missing: places are divided by band');
  if (demands.startsOn && applicant.startsOn === undefined) {
    say(`${at}/startsOn`, 'is missing: the document has start dates');
  }
  if (!weekdays) return;
  if (weekdays.length === 0 || new Set(weekdays).size !== weekdays.length) {
    say(`${at}/weekdays`, 'must name at least one weekday, each once');
  }
  if (daysPerWeek !== undefined && daysPerWeek !== weekdays.length) {
    say(`${at}/daysPerWeek`, 'is not the number of weekdays');
  }
}

function checkFamilies({ families, applicants }: MatchInput, say: Say): void {
  if (!families) return;
  idsOf('/families', families, say);
  const members = Map.groupBy(applicants, ({ family }) => family);
  families.forEach((family, index) => {
    const at = `/families/${index}`;
    const own = new Map(members.get(family.id)?.map((applicant) => [applicant.id, applicant]));
    if (
      own.size < 2 ||
      new Set(family.members).size !== family.members.length ||
      family.members.length !== own.size ||
      !family.members.every((id) => own.has(id))
    ) {
      say(`${at}/members`, 'must be exactly the applicants of the family, two or more');
      return;
    }
    family.wishes.forEach((tuple, number) => {
      const sound =
        tuple.length === family.members.length &&
        tuple.every((id, place) => {
          const member = own.get(family.members[place] ?? '');
          return id === null || member?.wishes.includes(id) || member?.current === id;
        });
      if (!sound)
        say(`${at}/wishes/${number}`, 'must give each member one of its wishes, its own place or null');
    });
  });
}
