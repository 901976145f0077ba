import { addDays, dateOf, type IsoDate, yearOf } from '@opptak/domain';

/** The day itself when it is a working day, otherwise the next one. */
export function nextWorkingDay(date: IsoDate): IsoDate {
  let day = date;
  while (isWeekend(day) || isPublicHoliday(day)) day = addDays(day, 1);
  return day;
}

function isWeekend(date: IsoDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Days from Easter Sunday to the movable holidays: Maundy Thursday to Whit Monday. */
const movable = [-3, -2, 0, 1, 39, 49, 50];
const fixed = ['01-01', '05-01', '05-17', '12-25', '12-26'];

function isPublicHoliday(date: IsoDate): boolean {
  if (fixed.includes(date.slice(5))) return true;
  const easter = easterSunday(yearOf(date));
  return movable.some((days) => addDays(easter, days) === date);
}

/** The Gregorian calendar's Easter (Meeus/Jones/Butcher). */
function easterSunday(year: number): IsoDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const leapCenturies = Math.floor(century / 4);
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - moonShift + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const day = epact + weekday - 7 * late + 114;
  return dateOf(year, Math.floor(day / 31), (day % 31) + 1);
}
