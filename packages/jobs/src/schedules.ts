import { acrossKommuner, type Db, type PlatformTables, platformTx, type Tx } from '@opptak/db';
import { dateInNorway, type IsoDate } from '@opptak/domain';
import { CronExpressionParser } from 'cron-parser';
import { sql } from 'kysely';

/** Something that is to be planned at most once a day. It does no work itself: it plans jobs. */
export interface Schedule<S> {
  /** Permanent: the database knows by it what has run. */
  readonly name: string;
  /** Five fields, in Norwegian time. Not between 02:00 and 03:00: one night a year that hour is missing. */
  readonly cron: string;
  /** @param localDate the calendar date in Norway that it is planned for. */
  plan(tx: Tx<S>, localDate: IsoDate): Promise<void>;
}

/**
 * Plans what has become due by `now`. Each date once, whatever the clock does and however many processes look: the
 * row in `schedule_slot` decides, in the transaction that plans. After a standstill the latest date is caught up,
 * once. A schedule that was never seen before begins with today's date.
 *
 * @returns the names of the schedules that were planned.
 */
export async function runDueSchedules<S extends PlatformTables>(
  db: Db<S>,
  schedules: readonly Schedule<S>[],
  now: Date,
): Promise<readonly string[]> {
  const planned: string[] = [];
  for (const schedule of schedules) {
    const localDate = dateInNorway(lastDue(schedule.cron, now));
    if (await planOnce(db, schedule, localDate, now)) planned.push(schedule.name);
  }
  return planned;
}

/** The last answer by expression, and until when it stays the same: to find it is dear, to ask comes often. */
const lastAnswers = new Map<string, { readonly from: Date; readonly until: Date }>();

/** When it was due last, at or before `now`. */
function lastDue(cron: string, now: Date): Date {
  const known = lastAnswers.get(cron);
  if (known && known.from <= now && now < known.until) return known.from;
  // The library gives what lies before an instant; what is due at this very second counts.
  const after = new Date(now.getTime() + 1_000);
  const about = (currentDate: Date) => CronExpressionParser.parse(cron, { tz: 'Europe/Oslo', currentDate });
  const from = about(after).prev().toDate();
  lastAnswers.set(cron, { from, until: about(from).next().toDate() });
  return from;
}

function planOnce<S extends PlatformTables>(
  db: Db<S>,
  schedule: Schedule<S>,
  localDate: IsoDate,
  now: Date,
): Promise<boolean> {
  return acrossKommuner(db, async (tx) => {
    const { rows } = await sql<{ isNew: boolean }>`
      with known as (select exists (select from schedule_slot where name = ${schedule.name}) as before)
      insert into schedule_slot (name, local_date, planned_at)
      select ${schedule.name}, ${localDate}::date, ${now} from known
      on conflict do nothing
      returning not (select before from known) as is_new`.execute(platformTx(tx));
    const slot = rows[0];
    if (!slot || (slot.isNew && localDate !== dateInNorway(now))) return false;
    await schedule.plan(tx, localDate);
    return true;
  });
}
