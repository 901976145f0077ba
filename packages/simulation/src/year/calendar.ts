import { addDays, type IsoDate, instantInNorway, isoDate } from '@opptak/domain';

/** The days of an admission year. */
export interface Calendar {
  readonly year: number;
  readonly preparedOn: IsoDate;
  readonly deadlineOn: IsoDate;
  readonly allocatedOn: IsoDate;
  readonly publishedOn: IsoDate;
  readonly placesFrom: IsoDate;
  readonly endsOn: IsoDate;
}

/** Main intake with the deadline on 1 March, as most kommuner have it. */
export function calendarOf(year: number): Calendar {
  const on = (monthDay: string): IsoDate => isoDate(`${year}-${monthDay}`);
  return {
    year,
    preparedOn: on('01-05'),
    deadlineOn: on('03-01'),
    allocatedOn: on('03-09'),
    publishedOn: on('03-10'),
    placesFrom: on('08-01'),
    endsOn: on('12-15'),
  };
}

/** The instant when it is `time` on a day in Norway. */
export const at = (date: IsoDate, time: string): Date => instantInNorway(date, time);

export const daysBefore = (date: IsoDate, days: number): IsoDate => addDays(date, -days);
