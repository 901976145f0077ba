import {
  type Fault,
  type IsoDate,
  isIsoDate,
  type KommuneNumber,
  type Kroner,
  kommuneNumber,
  kroner,
} from '@opptak/domain';
import {
  type CalendarMonth,
  type ChildPlace,
  defaultFeeSettings,
  type FeeFacts,
  type FeeSettings,
  isCalendarMonth,
  type LocalTier,
} from '@opptak/rules';
import { field, type JsonObject, type Report } from './json-field.ts';
import { repeatedMembers } from './repeated-members.ts';

export type FeeInput =
  | { readonly ok: true; readonly many: boolean; readonly cases: readonly FeeFacts[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads a fee file: shapes and types only. Whether the facts are possible is asked of the rules afterwards. */
export function readFeeInput(text: string): FeeInput {
  const faults: Fault[] = [];
  const report: Report = (at, message) => {
    faults.push({ at, message });
  };
  const json = parsed(text, report);
  if (json === undefined) return { ok: false, faults };
  const many = Array.isArray(json);
  const cases = many ? json.map((each, i) => readCase(each, `/${i}`, report)) : [readCase(json, '', report)];
  const complete = cases.filter((each) => each !== null);
  return faults.length > 0 || complete.length < cases.length
    ? { ok: false, faults }
    : { ok: true, many, cases: complete };
}

function parsed(withMark: string, report: Report): unknown {
  const text = withMark.replace(/^\ufeff/, '');
  if (text.trim() === '') {
    report('', 'is empty');
    return undefined;
  }
  try {
    const json: unknown = JSON.parse(text);
    for (const at of repeatedMembers(text)) report(at, 'is given twice');
    return json;
  } catch {
    // The parser's own message quotes the file, which holds incomes and birth dates.
    report('', 'is not JSON');
    return undefined;
  }
}

function readCase(json: unknown, at: string, report: Report): FeeFacts | null {
  const top = field.object(json, at, ['decidedOn', 'month', 'household', 'settings'], report);
  if (!top) return null;
  const decidedOn = date(top, 'decidedOn', at, report);
  const month = calendarMonthOf(top, at, report);
  const household = readHousehold(top['household'], `${at}/household`, report);
  const settings =
    top['settings'] === undefined ? {} : readSettings(top['settings'], `${at}/settings`, report);
  if (!decidedOn || !month || !household || !settings) return null;
  return { decidedOn, month, household, settings };
}

function readHousehold(json: unknown, at: string, report: Report): FeeFacts['household'] | null {
  const household = field.object(json, at, ['incomeNok', 'kommune', 'children'], report);
  if (!household) return null;
  const income = household['incomeNok'] === null ? null : amount(household, 'incomeNok', at, report);
  const kommune = kommuneOf(household, 'kommune', at, report);
  const list = field.array(household['children'], `${at}/children`, report);
  const children = list?.map((child, i) => readChild(child, `${at}/children/${i}`, report)) ?? [];
  const complete = children.filter((child) => child !== null);
  if (income === undefined || !kommune || !list || complete.length < children.length) return null;
  return { incomeNok: income, kommune, children: complete };
}

const childFields = [
  'id',
  'birthDate',
  'kindergartenKommune',
  'weeklyHours',
  'fullTime',
  'monthlyPriceNok',
  'foodNok',
  'deferredSchoolStart',
  'attendsFrom',
  'attendsUntil',
  'livesWithSiblings',
  'mayExceedMaximum',
] as const;

function readChild(json: unknown, at: string, report: Report): ChildPlace | null {
  const child = field.object(json, at, childFields, report);
  if (!child) return null;
  const id = field.text(child, 'id', at, report);
  const birthDate = date(child, 'birthDate', at, report);
  const kindergartenKommune = kommuneOf(child, 'kindergartenKommune', at, report);
  const weeklyHours = absent(child, 'weeklyHours') ? null : field.number(child, 'weeklyHours', at, report);
  const fullTime = absent(child, 'fullTime') ? null : field.boolean(child, 'fullTime', at, report);
  const monthlyPriceNok = amount(child, 'monthlyPriceNok', at, report);
  const foodNok = child['foodNok'] === undefined ? kroner(0) : amount(child, 'foodNok', at, report);
  const optional = readOptional(child, at, report);
  if (id === undefined || !birthDate || !kindergartenKommune || weeklyHours === undefined) return null;
  if (fullTime === undefined || monthlyPriceNok === undefined || foodNok === undefined || !optional)
    return null;
  return { id, birthDate, kindergartenKommune, weeklyHours, fullTime, monthlyPriceNok, foodNok, ...optional };
}

const absent = (object: JsonObject, name: string): boolean =>
  object[name] === undefined || object[name] === null;

type OptionalChildFields = Pick<
  ChildPlace,
  'deferredSchoolStart' | 'attendsFrom' | 'attendsUntil' | 'livesWithSiblings' | 'mayExceedMaximum'
>;

function readOptional(child: JsonObject, at: string, report: Report): OptionalChildFields | null {
  const found: { -readonly [K in keyof OptionalChildFields]: OptionalChildFields[K] } = {};
  let good = true;
  for (const name of ['deferredSchoolStart', 'livesWithSiblings'] as const) {
    if (child[name] === undefined) continue;
    const value = child[name] === null ? null : field.boolean(child, name, at, report);
    if (value === undefined) good = false;
    else found[name] = value;
  }
  if (child['mayExceedMaximum'] !== undefined) {
    const value = field.boolean(child, 'mayExceedMaximum', at, report);
    if (value === undefined) good = false;
    else found.mayExceedMaximum = value;
  }
  for (const name of ['attendsFrom', 'attendsUntil'] as const) {
    if (child[name] === undefined) continue;
    const value = date(child, name, at, report);
    if (value) found[name] = value;
    else good = false;
  }
  return good ? found : null;
}

/** The allowed words of each setting that is a choice. */
type ChoiceSetting = {
  [K in keyof FeeSettings]: FeeSettings[K] extends string ? K : never;
}[keyof FeeSettings];
const choices: { readonly [K in ChoiceSetting]: readonly FeeSettings[K][] } = {
  siblingOrder: ['youngest-first', 'oldest-first', 'highest-price-first', 'lowest-price-first'],
  siblingReduction: ['by-order', 'spread-evenly'],
  partTimeCeiling: ['strict', 'pro-rata'],
  maximumPriceBy: ['kindergarten', 'residence'],
  maximumPriceZone: ['by-list', 'ordinary', 'lower', 'action-zone'],
  paymentPlan: ['eleven-months', 'twelve-instalments'],
  partMonth: ['calendar-days', 'half-months', 'whole-month'],
};

function readSettings(json: unknown, at: string, report: Report): Partial<FeeSettings> | null {
  const settings = field.object(json, at, Object.keys(defaultFeeSettings), report);
  if (!settings) return null;
  const found: { -readonly [K in keyof FeeSettings]?: FeeSettings[K] } = {};
  let good = true;
  const put = <K extends keyof FeeSettings>(name: K, read: () => FeeSettings[K] | undefined): void => {
    if (settings[name] === undefined) return;
    const value = read();
    if (value === undefined) good = false;
    else found[name] = value;
  };
  const choose = <K extends ChoiceSetting>(name: K): void =>
    put<K>(name, () => field.choice(settings, name, choices[name], at, report));
  choose('siblingOrder');
  choose('siblingReduction');
  choose('partTimeCeiling');
  choose('maximumPriceBy');
  choose('maximumPriceZone');
  choose('paymentPlan');
  choose('partMonth');
  put('fullTimeHours', () => field.number(settings, 'fullTimeHours', at, report));
  put('freeMonth', () => field.number(settings, 'freeMonth', at, report));
  put('oneYearOldCoreTime', () => field.boolean(settings, 'oneYearOldCoreTime', at, report));
  put('localTiers', () => readTiers(settings['localTiers'], `${at}/localTiers`, report));
  return good ? found : null;
}

function readTiers(json: unknown, at: string, report: Report): readonly LocalTier[] | undefined {
  const list = field.array(json, at, report);
  const tiers = list?.map((each, index) => readTier(each, `${at}/${index}`, report));
  const complete = tiers?.filter((tier) => tier !== null);
  return complete?.length === tiers?.length ? complete : undefined;
}

function readTier(json: unknown, at: string, report: Report): LocalTier | null {
  const tier = field.object(json, at, ['id', 'incomeBelowNok', 'maximumNok', 'percentOff'], report);
  if (!tier) return null;
  const id = field.text(tier, 'id', at, report);
  const incomeBelowNok = tier['incomeBelowNok'] === null ? null : amount(tier, 'incomeBelowNok', at, report);
  const maximumNok = absent(tier, 'maximumNok') ? null : amount(tier, 'maximumNok', at, report);
  const percentOff = absent(tier, 'percentOff') ? null : field.number(tier, 'percentOff', at, report);
  if (id === undefined || incomeBelowNok === undefined) return null;
  if (maximumNok === undefined || percentOff === undefined) return null;
  return {
    id,
    incomeBelowNok,
    ...(maximumNok === null ? {} : { maximumNok }),
    ...(percentOff === null ? {} : { percentOff }),
  };
}

function date(object: JsonObject, name: string, at: string, report: Report): IsoDate | undefined {
  const text = field.text(object, name, at, report);
  if (text === undefined) return undefined;
  if (isIsoDate(text)) return text;
  report(`${at}/${name}`, 'must be a day that exists, as YYYY-MM-DD');
  return undefined;
}

function calendarMonthOf(object: JsonObject, at: string, report: Report): CalendarMonth | undefined {
  const text = field.text(object, 'month', at, report);
  if (text === undefined) return undefined;
  if (isCalendarMonth(text)) return text;
  report(`${at}/month`, 'must be a month, as YYYY-MM');
  return undefined;
}

function kommuneOf(object: JsonObject, name: string, at: string, report: Report): KommuneNumber | undefined {
  const text = field.text(object, name, at, report);
  if (text === undefined) return undefined;
  // From Halden of 1838 to Nesseby of 2024: no kommune has had a number outside these.
  if (/^\d{4}$/.test(text) && text >= '0101' && text <= '5699') return kommuneNumber(text);
  report(`${at}/${name}`, 'must be a kommune number: four digits as text');
  return undefined;
}

function amount(object: JsonObject, name: string, at: string, report: Report): Kroner | undefined {
  const value = field.number(object, name, at, report);
  if (value === undefined) return undefined;
  if (Number.isSafeInteger(value) && value >= 0) return kroner(value);
  report(`${at}/${name}`, 'must be whole kroner, 0 or more');
  return undefined;
}
