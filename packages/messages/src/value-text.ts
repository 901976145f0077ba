import { dayOf, type IsoDate, isIsoDate, monthOf, yearOf } from '@opptak/domain';
import type { CompleteLanguage } from './language.ts';

/*
 * Dates and money are written by our own tables and not by the platform's: letters are kept as evidence and
 * must come out byte for byte the same on every machine.
 */
const months: Readonly<Record<CompleteLanguage, readonly string[]>> = {
  nb: 'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  nn: 'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
  se: 'ođđajagimánu guovvamánu njukčamánu cuoŋománu miessemánu geassemánu suoidnemánu borgemánu čakčamánu golggotmánu skábmamánu juovlamánu'.split(
    ' ',
  ),
};

/** "1. mars 2027", "1 March 2027", "njukčamánu 1. b. 2027". */
export function dateText(date: IsoDate, language: CompleteLanguage): string {
  const month = months[language][monthOf(date) - 1] ?? '';
  const [day, year] = [dayOf(date), yearOf(date)];
  if (language === 'en') return `${day} ${month} ${year}`;
  return language === 'se' ? `${month} ${day}. b. ${year}` : `${day}. ${month} ${year}`;
}

/** "1 200 kroner", with a plain space, which the SMS alphabet has. */
export function kronerText(amount: number, language: CompleteLanguage): string {
  const grouped = String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : ' ');
  const digits = `${amount < 0 ? '-' : ''}${grouped}`;
  if (language === 'en') return `NOK ${digits}`;
  return language === 'se' ? `${digits} ruvnno` : `${digits} kroner`;
}

/** Answers whether a value is a calendar date as text. */
export const isDateText = (value: unknown): value is IsoDate => typeof value === 'string' && isIsoDate(value);
