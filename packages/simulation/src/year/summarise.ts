import { CaseLogSummary, FeeSummary, RoundSummary } from '@opptak/contracts';
import { Type } from 'typebox';
import type { CityHall } from '../city-hall.ts';
import type { YearTraces } from './run-year.ts';
import type { Stage } from './stage.ts';

const Count = Type.Integer({ minimum: 0 });

/** Of what the services answer, the figures of the summary. */
const Population = Type.Object({ children: Count });
const Messages = Type.Object({
  messages: Type.Array(
    Type.Object({
      template: Type.String(),
      channel: Type.Union([Type.String(), Type.Null()]),
      language: Type.Union([Type.String(), Type.Null()]),
      status: Type.String(),
      count: Count,
    }),
  ),
});

/** What families pay, in the last month that anything is paid for. */
export interface FeeFigures {
  readonly children: number;
  readonly reduced: number;
  /** Applications that a person has to look at. */
  readonly undecided: number;
  readonly feeNok: number;
  readonly foodNok: number;
}

export interface KommuneSummary {
  readonly kommune: string;
  readonly children: number;
  readonly invited: number;
  readonly applications: number;
  readonly placed: number;
  readonly firstWish: number;
  readonly otherWish: number;
  readonly outsideWishes: number;
  readonly refused: readonly { readonly reason: string; readonly count: number }[];
  readonly offers: RoundSummary['offers'];
  readonly refills: number;
  /** Steps in the case log taken by rule, of all steps; in per cent, one decimal. */
  readonly automaticPercent: number;
  readonly fees: FeeFigures;
  readonly certificate: 'VALID' | 'INVALID';
}

export interface YearSummary {
  readonly kommuner: readonly KommuneSummary[];
  readonly children: number;
  readonly invited: number;
  readonly applications: number;
  readonly placed: number;
  readonly firstWishShare: number;
  readonly refused: number;
  readonly automaticShare: number;
  readonly certificate: 'VALID' | 'INVALID';
  /** How many messages went out, by channel and by language. */
  readonly messages: { readonly byChannel: Counts; readonly byLanguage: Counts; readonly byTemplate: Counts };
  readonly fees: FeeFigures;
}

type Counts = Readonly<Record<string, number>>;

interface Steps {
  readonly automatic: number;
  readonly all: number;
}

/** Asks the services how the year went, and adds it up. The same year gives the same summary. */
export async function summarise(stage: Stage, traces: YearTraces): Promise<YearSummary> {
  const kommuner: (KommuneSummary & { readonly steps: Steps })[] = [];
  const messages: SentMessage[] = [];
  for (const hall of stage.cityHalls) {
    const sent = await sentMessages(hall);
    messages.push(...sent);
    kommuner.push(await summariseKommune(hall, traces, sent));
  }
  const total = (of: (one: KommuneSummary) => number): number =>
    kommuner.reduce((sum, one) => sum + of(one), 0);
  const placed = total((one) => one.placed);
  const automatic = kommuner.reduce((sum, { steps }) => sum + steps.automatic, 0);
  const steps = kommuner.reduce((sum, one) => sum + one.steps.all, 0);
  return {
    kommuner: kommuner.map(({ steps: _steps, ...one }) => one),
    children: total((one) => one.children),
    invited: total((one) => one.invited),
    applications: total((one) => one.applications),
    placed,
    firstWishShare: share(
      total((one) => one.firstWish),
      placed,
    ),
    refused: total((one) => one.refused.reduce((sum, { count }) => sum + count, 0)),
    automaticShare: share(automatic, steps),
    certificate: kommuner.every(({ certificate }) => certificate === 'VALID') ? 'VALID' : 'INVALID',
    messages: {
      byChannel: counted(messages, ({ channel }) => channel ?? 'none'),
      byLanguage: counted(messages, ({ language }) => language ?? 'none'),
      byTemplate: counted(messages, ({ template }) => template),
    },
    fees: {
      children: total(({ fees }) => fees.children),
      reduced: total(({ fees }) => fees.reduced),
      undecided: total(({ fees }) => fees.undecided),
      feeNok: total(({ fees }) => fees.feeNok),
      foodNok: total(({ fees }) => fees.foodNok),
    },
  };
}

interface SentMessage {
  readonly template: string;
  readonly channel: string | null;
  readonly language: string | null;
  readonly status: string;
  readonly count: number;
}

async function sentMessages(hall: CityHall): Promise<readonly SentMessage[]> {
  const { messages } = await hall.get(Messages, { service: 'notification', path: '/v1/message-summary' });
  return messages.filter(({ status }) => status === 'sent');
}

async function summariseKommune(
  hall: CityHall,
  { rounds, verdicts }: YearTraces,
  messages: readonly SentMessage[],
): Promise<KommuneSummary & { readonly steps: Steps }> {
  const { kommune } = hall;
  const { children } = await hall.get(Population, {
    service: 'notification',
    path: '/v1/population-summary',
  });
  const round = await hall.get(RoundSummary, {
    service: 'allocation',
    path: `/v1/rounds/${rounds.get(kommune)}/summary`,
  });
  const fees = await feesOf(hall);
  const steps = await stepsOf(hall);
  return {
    kommune,
    children,
    invited: messages
      .filter(({ template }) => template === 'invitation' || template === 'new-resident')
      .reduce((sum, { count }) => sum + count, 0),
    applications: round.applications,
    placed: round.placed,
    firstWish: round.firstWish,
    otherWish: round.otherWish,
    outsideWishes: round.outsideWishes,
    refused: round.withoutPlace,
    offers: round.offers,
    refills: round.refills,
    automaticPercent: Math.round(share(steps.automatic, steps.all) * 1000) / 10,
    fees,
    certificate: verdicts.get(kommune) ?? 'INVALID',
    steps,
  };
}

async function feesOf(hall: CityHall): Promise<FeeFigures> {
  const { children, reduced, openCases, months } = await hall.get(FeeSummary, {
    service: 'fee-reduction',
    path: '/v1/fee-summary',
  });
  const last = months.filter(({ feeNok, foodNok }) => feeNok + foodNok > 0).at(-1);
  return {
    children,
    reduced,
    undecided: openCases.reduce((sum, { count }) => sum + count, 0),
    feeNok: last?.feeNok ?? 0,
    foodNok: last?.foodNok ?? 0,
  };
}

/** Steps in all case logs of a kommune; what families do themselves is no work of the kommune's and is left out. */
async function stepsOf(hall: CityHall): Promise<Steps> {
  let [automatic, all] = [0, 0];
  for (const service of ['notification', 'intake', 'allocation', 'fee-reduction'] as const) {
    const { steps } = await hall.get(CaseLogSummary, { service, path: '/v1/case-log-summary' });
    for (const { by, count } of steps) {
      if (by === 'guardian') continue;
      all += count;
      if (by === 'system') automatic += count;
    }
  }
  return { automatic, all };
}

const share = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;

function counted(messages: readonly SentMessage[], by: (message: SentMessage) => string): Counts {
  const groups = Map.groupBy(messages, by);
  return Object.fromEntries(
    [...groups]
      .map(([name, all]) => [name, all.reduce((sum, { count }) => sum + count, 0)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
