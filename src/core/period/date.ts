/** A date as it is typed: 3 Nov, Nov 3rd 2025, Tuesday 3 November, 2026-11-03, 3.11.2026, and 03/11/2026 in the reader's order. */
import { isDay } from '../calendar.js';
import { monthNamed, weekdayNamed } from './phrase.js';
import { refuse } from './refusal.js';

export interface WrittenDate {
  /** Absent in “3 Nov”. */
  readonly year?: number;
  readonly month: number;
  readonly day: number;
  /** What the date was said to be, 1 is Monday. */
  readonly weekday?: number;
}

const YEAR_FIRST = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;
const DOTTED = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})$/;
const SLASHED = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/;
const DAY_FIRST = /^(?:([a-z]+),? (?:the )?)?(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -]?([a-z]+)[.,]?(?:[ -](\d{4}))?$/;
const MONTH_FIRST = /^(?:([a-z]+),? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:(?:, ?| )(\d{4}))?$/;
/** Leap, so that 29 Feb without a year is a date. */
const ANY_YEAR = 2024;

/**
 * Null where the text is no date at all.
 * @throws {UserError} period-no-such-date for 31 Feb and the like
 */
export function readDate(text: string, language: string): WrittenDate | null {
  const date = readNumbers(text, language) ?? readWords(text);
  if (date === null) return null;
  if (!isDay({ year: date.year ?? ANY_YEAR, month: date.month, day: date.day })) refuse('period-no-such-date');
  return date;
}

function readNumbers(text: string, language: string): WrittenDate | null {
  const iso = YEAR_FIRST.exec(text);
  if (iso !== null) return dated(iso[1], Number(iso[2]), Number(iso[3]));
  const dotted = DOTTED.exec(text);
  if (dotted !== null) return dated(dotted[3], Number(dotted[2]), Number(dotted[1]));
  const slashed = SLASHED.exec(text);
  if (slashed === null) return null;
  const [first, second] = [Number(slashed[1]), Number(slashed[2])];
  // Where only one order is a date, it is the one that was meant.
  const monthFirst = first > 12 ? false : second > 12 ? true : language.replaceAll('_', '-').toLowerCase() === 'en-us';
  return monthFirst ? dated(slashed[3], first, second) : dated(slashed[3], second, first);
}

function readWords(text: string): WrittenDate | null {
  const dayFirst = DAY_FIRST.exec(text);
  const read = dayFirst && spelled(dayFirst[1], dayFirst[3], dayFirst[2], dayFirst[4]);
  if (read !== null) return read;
  const monthFirst = MONTH_FIRST.exec(text);
  return monthFirst && spelled(monthFirst[1], monthFirst[2], monthFirst[3], monthFirst[4]);
}

function spelled(dayName: string | undefined, name = '', day = '', year?: string): WrittenDate | null {
  const month = monthNamed(name);
  const weekday = dayName === undefined ? undefined : weekdayNamed(dayName);
  if (month === null || weekday === null) return null;
  return { ...dated(year, month, Number(day)), ...(weekday !== undefined && { weekday }) };
}

function dated(year: string | undefined, month: number, day: number): WrittenDate {
  if (year === undefined) return { month, day };
  return { year: year.length === 2 ? 2000 + Number(year) : Number(year), month, day };
}
