/** Days, weeks and times of day as someone in a zone lives them, and how they are written down. */
import { DateTime, FixedOffsetZone, IANAZone, Info, type Zone } from 'luxon';
import type { Locale } from './chat.js';
import { memo } from './memo.js';
import type { Instant, Span } from './model.js';

/** From where a question is asked: at what instant, and by whose clock and calendar. */
export interface Reference {
  readonly now: Instant;
  readonly locale: Locale;
}

/** A day of the calendar, in no zone yet; months and days count from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A time on the wall clock, 00:00 to 23:59. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** A quarter of an hour, ms: days, hours and offsets of every zone begin at one. */
export const quarterHour = 15 * 60_000;

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';
export type CalendarUnit = Exclude<Unit, 'minute' | 'hour'>;

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
/** Monday first, as ISO 8601 counts them. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const dayLength = 86_400_000;
const MIDNIGHT: TimeOfDay = { hour: 0, minute: 0 };

/** Whether this is a zone the calendar knows; old aliases such as US/Pacific are. */
export const isZone = (name: string): boolean => IANAZone.create(name).isValid;

/** The platform takes longest to tell an offset, and a list asks for some dozens of the same few days. */
class KnownZone extends IANAZone {
  readonly #offsetIn = memo((quarter: number) => super.offset(quarter * quarterHour), 1_000);

  override offset(instant: Instant): number {
    return this.#offsetIn(Math.floor(instant / quarterHour));
  }
}

/** UTC stands in for a zone nobody knows, so that a bad profile costs an hour's precision and not the answer. */
const zoneNamed = memo((name: string): Zone => {
  const zone = new KnownZone(name);
  return zone.isValid ? zone : FixedOffsetZone.utcInstance;
}, 100);

const zoneOf = ({ zone }: Locale): Zone => zoneNamed(zone);

const local = (instant: Instant, locale: Locale): DateTime => DateTime.fromMillis(instant, { zone: zoneOf(locale) });
const bare = (day: Day): DateTime => DateTime.fromObject({ ...day }, { zone: 'utc' });
const dayIn = ({ year, month, day }: DateTime): Day => ({ year, month, day });

/** False for 31 February and the like. */
export const isDay = (day: Day): boolean => bare(day).isValid;

export const dayOf = (instant: Instant, locale: Locale): Day => dayIn(local(instant, locale));

/** The hour the wall clock shows, 0 to 23, and the weekday, from 1 for Monday. */
export function clockOf(instant: Instant, locale: Locale): { readonly hour: number; readonly weekday: number } {
  const { hour, weekday } = local(instant, locale);
  return { hour, weekday };
}

/**
 * When the wall clock shows this. A time the clocks skip is as much later as they skip; of a time they show twice, `which` says whether
 * the first or the second is meant.
 */
export function instantOf(day: Day, time: TimeOfDay, locale: Locale, which: 'first' | 'second' = 'first'): Instant {
  // luxon takes either of two midnights (Havana's autumn night), so ask it for both.
  const [first, second] = DateTime.fromObject({ ...day, ...time }, { zone: zoneOf(locale) }).getPossibleOffsets();
  const meant = which === 'second' ? (second ?? first) : first;
  return meant === undefined ? Number.NaN : meant.toMillis();
}

/** The first instant of the day, also where clocks skip or repeat midnight. */
export const startOfDay = (day: Day, locale: Locale): Instant => instantOf(day, MIDNIGHT, locale);

/** A month later or earlier than the 31st is the last of a shorter month. */
export const shiftDay = (day: Day, count: number, unit: CalendarUnit): Day => dayIn(bare(day).plus({ [unit]: count }));

/** Whole days from the first to the second; negative when the second is earlier. */
export const daysBetween = (first: Day, second: Day): number => (bare(second).toMillis() - bare(first).toMillis()) / dayLength;

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => bare(day).weekday;

/** A day as somebody's clock had it, from its first instant to the next one's. */
export interface LivedDay extends Span {
  readonly day: Day;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** It began at midnight, and every hour came once: a time of day is as long after its beginning. */
  readonly isEven: boolean;
}

/** The days a span touches, in order. Five years of them take no longer than an answer may, since the clock is asked once a day. */
export function daysIn(span: Span, locale: Locale): readonly LivedDay[] {
  const zone = zoneOf(locale);
  const offset = (instant: Instant) => zone.offset(instant) * 60_000;
  const days: LivedDay[] = [];
  let day = dayOf(span.from, locale);
  let from = startOfDay(day, locale);
  let ahead = offset(from);
  while (from < span.to) {
    const midnight = new Date(Date.UTC(day.year, day.month - 1, day.day));
    const following = new Date(midnight.getTime() + dayLength);
    const next = { year: following.getUTCFullYear(), month: following.getUTCMonth() + 1, day: following.getUTCDate() };
    const isEven = from + ahead === midnight.getTime() && ahead === offset(from + dayLength);
    const to = isEven ? from + dayLength : startOfDay(next, locale);
    days.push({ day, weekday: midnight.getUTCDay() || 7, from, to, isEven });
    if (!isEven) ahead = offset(to);
    [day, from] = [next, to];
  }
  return days;
}

/** The weekday a week begins with for readers of this language: 1 is Monday, 7 is Sunday; Monday where the language is unknown. */
export function firstWeekday(language: string): number {
  try {
    return language === '' ? 1 : Info.getStartOfWeek({ locale: language.replaceAll('_', '-') });
  } catch {
    return 1;
  }
}

/** The first day of the week, month, quarter or year this day lies in. */
export function startOfUnit(day: Day, unit: CalendarUnit, language: string): Day {
  if (unit === 'week') return shiftDay(day, -((weekdayOf(day) - firstWeekday(language) + 7) % 7), 'day');
  return dayIn(bare(day).startOf(unit));
}

/** So long before an instant: hours and minutes exactly, days and longer to the same time on the wall clock. */
export const rollBack = (instant: Instant, count: number, unit: Unit, locale: Locale): Instant =>
  local(instant, locale)
    .minus({ [unit]: count })
    .toMillis();

/** 09:42, or 9:42 am for those who read twelve hours. */
export function formatTime(instant: Instant, locale: Locale): string {
  const { hour, minute } = local(instant, locale);
  const minutes = String(minute).padStart(2, '0');
  if (!locale.hour12) return `${String(hour).padStart(2, '0')}:${minutes}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minutes} ${hour < 12 ? 'am' : 'pm'}`;
}

/** 09:42:05, or 9:42:05 am. */
export function formatClock(instant: Instant, locale: Locale): string {
  const seconds = String(local(instant, locale).second).padStart(2, '0');
  return formatTime(instant, locale).replace(/:\d\d/, (minutes) => `${minutes}:${seconds}`);
}

/** 09:00–10:00, or 9–10 am for those who read twelve hours; likewise several hours in a row. */
export function formatHour(hour: number, { hour12 }: Locale, hours = 1): string {
  const next = (hour + hours) % 24;
  if (!hour12) return `${String(hour).padStart(2, '0')}:00–${String(next).padStart(2, '0')}:00`;
  const [from, to] = [hour, next].map((each) => (each % 12 === 0 ? 12 : each % 12));
  return hour < 12 === next < 12 ? `${from}–${to} ${half(hour)}` : `${from} ${half(hour)} – ${to} ${half(next)}`;
}

const half = (hour: number): string => (hour < 12 ? 'am' : 'pm');

/** 3 Nov, with the year when it is not the one of `today`. */
export function formatDate(day: Day, today: Day): string {
  const date = `${day.day} ${shortMonth(day.month)}`;
  return day.year === today.year ? date : `${date} ${day.year}`;
}

/** Tue 3 Nov, with the year when it is not this year. */
export function formatDay(instant: Instant, reference: Reference): string {
  const day = dayOf(instant, reference.locale);
  const weekday = WEEKDAYS[weekdayOf(day) - 1] ?? '';
  return `${weekday.slice(0, 3)} ${formatDate(day, dayOf(reference.now, reference.locale))}`;
}

/** Tue 3 Nov 09:42; today the time alone. */
export function formatMoment(instant: Instant, reference: Reference): string {
  const time = formatTime(instant, reference.locale);
  const today = daysBetween(dayOf(instant, reference.locale), dayOf(reference.now, reference.locale)) === 0;
  return today ? time : `${formatDay(instant, reference)} ${time}`;
}

/** 9–15 Nov, 28 Oct – 3 Nov, 28 Dec 2025 – 3 Jan 2026: both days included. */
export function formatDays(first: Day, last: Day, today: Day): string {
  if (first.year !== last.year) return `${formatDate(first, last)} – ${formatDate(last, first)}`;
  if (first.month !== last.month) return `${formatDate(first, first)} – ${formatDate(last, today)}`;
  return first.day === last.day ? formatDate(last, today) : `${first.day}–${formatDate(last, today)}`;
}

/** 45 s, 3 min 20 s, 1 h 12 min: seconds up to an hour, then minutes. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

const pair = (large: number, unit: string, small: number, part: string): string =>
  small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${part}`;

const shortMonth = (month: number): string => (MONTHS[month - 1] ?? '').slice(0, 3);
