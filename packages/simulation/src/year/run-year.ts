import { addDays } from '@opptak/domain';
import type { CityHall } from '../city-hall.ts';
import { answerInvitations, putOnTable, type Sent, type Unanswered } from './answer-invitations.ts';
import { answerOffers } from './answer-offers.ts';
import { at, daysBefore } from './calendar.ts';
import { allocate, handlePriorities, publish } from './caseworkers.ts';
import { familyFinder } from './people.ts';
import { openRound, prepare } from './prepare.ts';
import { startCampaign } from './reach-out.ts';
import { settleFees } from './settle-fees.ts';
import { advance, type Stage, settle } from './stage.ts';
import { moveAway, moveIn, type Newcomers, newBorn, protect } from './world-events.ts';

/** What a year leaves behind, by kommune. */
export interface YearTraces {
  readonly rounds: ReadonlyMap<string, string>;
  readonly runs: ReadonlyMap<string, string>;
  readonly verdicts: ReadonlyMap<string, 'VALID' | 'INVALID'>;
  readonly applications: readonly Sent[];
}

const campaignDays = [30, 14, 5, 1] as const;
/** Offers lie open for ten days; the nights after give what is declined to those who wait. */
const refillNights = [1, 2, 12, 13, 24, 25] as const;

/**
 * Runs an admission year: the registries tell who lives here, families are invited and answer, the round closes, is
 * allocated, approved and published, offers are answered and vacancies refilled, places begin, fees follow.
 */
export async function runYear(stage: Stage, newcomers: Newcomers): Promise<YearTraces> {
  const { calendar, cityHalls, families, mailbox, progress, world } = stage;
  const familyOf = familyFinder(world, families);
  const unanswered: Unanswered = { waiting: new Map(), answered: new Set() };
  const applications: Sent[] = [];
  const rounds = new Map<string, string>();

  const perKommune = (work: (hall: CityHall) => Promise<void>): Promise<unknown> =>
    Promise.all(cityHalls.map(work));
  const read = () => {
    const messages = mailbox.collect();
    putOnTable(unanswered, messages, familyOf);
    return messages;
  };
  const answer = async (reminder: number): Promise<void> => {
    read();
    const sent = await answerInvitations(stage, unanswered, reminder);
    await settle(stage);
    applications.push(...sent);
    progress.step('families answer', { answered: sent.length, open: unanswered.waiting.size });
  };

  // The first night reads everybody in the register; from then on, its feed.
  await advance(stage, at(calendar.preparedOn, '08:00'));
  progress.step('the population is read', { families: families.length });
  await prepare(stage);
  progress.step('kindergartens, places and bylaws are in', { kindergartens: stage.kindergartens.length });
  await perKommune(async (hall) => void rounds.set(hall.kommune, await openRound(stage, hall)));
  await settle(stage);
  await advance(stage, at(addDays(calendar.preparedOn, 1), '06:00'));
  await perKommune((hall) => startCampaign(hall, rounds.get(hall.kommune) ?? ''));

  for (const [reminder, days] of campaignDays.entries()) {
    await advance(stage, at(daysBefore(calendar.deadlineOn, days), '09:30'));
    progress.step(reminder === 0 ? 'families are invited' : `reminder ${reminder}`, { daysLeft: days });
    await advance(stage, at(daysBefore(calendar.deadlineOn, days), '20:00'));
    await answer(reminder);
    if (reminder === 0) {
      world.appendNoise(200);
      progress.step('children are born', {
        born: newBorn(world, families, daysBefore(calendar.deadlineOn, 25)),
      });
      moveIn(world, newcomers.early);
      const hidden = families.find(({ temper }) => temper.answersAfter === 2 && temper.protection === 'none');
      if (hidden) protect(world, hidden);
      await advance(stage, at(daysBefore(calendar.deadlineOn, 20), '06:00'));
      progress.step('families move in', { families: newcomers.early.length });
    }
  }
  for (const hall of cityHalls) await handlePriorities(hall, applications);
  await advance(stage, at(addDays(calendar.deadlineOn, 1), '00:00:01'));
  progress.step('the round is closed', { applications: applications.length });
  await advance(stage, at(addDays(calendar.deadlineOn, 2), '12:00'));
  await answer(4);

  await advance(stage, at(calendar.allocatedOn, '10:00'));
  const runs = new Map<string, string>();
  const verdicts = new Map<string, 'VALID' | 'INVALID'>();
  for (const hall of cityHalls) {
    const run = await allocate(stage, hall, rounds.get(hall.kommune) ?? '');
    runs.set(hall.kommune, run.runId);
    verdicts.set(hall.kommune, run.verdict ?? 'INVALID');
    progress.step('a round is allocated and checked', {
      kommune: hall.kommune,
      placed: run.placed ?? 0,
      verdict: run.verdict ?? 'none',
    });
  }
  await advance(stage, at(calendar.publishedOn, '09:00'));
  for (const hall of cityHalls) {
    if (verdicts.get(hall.kommune) === 'VALID') await publish(hall, runs.get(hall.kommune) ?? '');
  }
  await settle(stage);
  progress.step('vedtak and offers are out');

  for (const night of refillNights) {
    const answered = await answerOffers(stage, read(), familyOf);
    await settle(stage);
    progress.step('offers are answered', answered);
    await advance(stage, at(addDays(calendar.publishedOn, night), '06:00'));
  }
  progress.step('vacancies are refilled');

  await advance(stage, at(addDays(calendar.publishedOn, 40), '06:00'));
  moveIn(world, newcomers.late);
  const gone = moveAway(
    world,
    families.filter((family) => !newcomers.early.includes(family)),
  );
  await advance(stage, at(addDays(calendar.publishedOn, 41), '06:00'));
  await answer(4);
  await advance(stage, at(addDays(calendar.publishedOn, 43), '06:00'));
  await answerOffers(stage, read(), familyOf);
  await settle(stage);
  progress.step('families come and go', { in: newcomers.late.length, out: gone.length });

  await settleFees(stage, applications);
  return { rounds, runs, verdicts, applications };
}
