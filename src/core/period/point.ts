/** A day, week, month or year by which a period begins or ends: yesterday, monday, 3 Nov, last week, March 2026, 2025. */
import {
  type CalendarUnit,
  type Day,
  dayOf,
  daysBetween,
  isDay,
  type Reference,
  shiftDay,
  startOfUnit,
  type TimeOfDay,
  weekdayOf,
} from '../calendar.js';
import { readDate, type WrittenDate } from './date.js';
import { readMonth, readYear } from './month.js';
import { readNamed } from './named.js';
import { weekdayNamed } from './phrase.js';
import { refuse } from './refusal.js';
import { splitTime } from './time.js';

export interface Point {
  /** Whether it says which year or week it is of, by date or counted from today, or comes again each week or year. */
  readonly kind: 'dated' | 'relative' | 'weekly' | 'yearly';
  readonly unit: CalendarUnit;
  /** Its first day: of one that comes again, the latest that begins on or before the bound. */
  on(bound: Day): Day;
}

/** A point with a time of day; a time alone has no point. */
export interface Moment {
  readonly point: Point | null;
  readonly time: TimeOfDay | null;
}

/** @throws {UserError} period-no-such-date, period-future */
export function readMoment(text: string, lead: string, reference: Reference): Moment | null {
  const { time, rest } = splitTime(text);
  if (rest === '') return { point: null, time };
  const point = readPoint(rest.replace(/^(?:on )?(?:the )?/, ''), lead, reference);
  return point === null ? null : { point, time };
}

/**
 * The word before the point says how far it may be shortened: Sun, May and 2025 alone are people and extensions.
 * @throws {UserError} period-no-such-date, period-future
 */
function readPoint(text: string, lead: string, reference: Reference): Point | null {
  return readWord(text, reference) ?? readWeekday(text, lead, reference) ?? readSpelled(text, lead, reference);
}

function readWord(text: string, reference: Reference): Point | null {
  if (text === 'tomorrow') refuse('period-future');
  if (text === 'today' || text === 'yesterday') {
    return fixed('relative', 'day', shiftDay(dayOf(reference.now, reference.locale), text === 'today' ? 0 : -1, 'day'));
  }
  const named = readNamed(text, reference);
  return named && fixed('relative', named.unit, named.first);
}

function readWeekday(text: string, lead: string, { now, locale }: Reference): Point | null {
  const [, which, name = ''] = /^(?:(this|last|past|previous|next) )?([a-z]+)$/.exec(text) ?? [];
  const weekday = weekdayNamed(name);
  const shortened = !name.endsWith('day');
  if (weekday === null || (shortened && which === undefined && !['on', 'since', 'between'].includes(lead))) return null;
  if (which === 'next') refuse('period-future');
  const today = dayOf(now, locale);
  const latest = (bound: Day): Day => shiftDay(bound, -((weekdayOf(bound) - weekday + 7) % 7), 'day');
  if (which === 'this') {
    const first = startOfUnit(today, 'week', locale.language);
    return fixed('relative', 'day', shiftDay(first, (weekday - weekdayOf(first) + 7) % 7, 'day'));
  }
  if (which !== undefined) return fixed('relative', 'day', latest(shiftDay(today, -1, 'day')));
  return { kind: 'weekly', unit: 'day', on: latest };
}

function readSpelled(text: string, lead: string, reference: Reference): Point | null {
  const date = readDate(text, reference.locale.language);
  if (date !== null) return yearly('day', date);
  const month = readMonth(text, lead);
  if (month !== null) return yearly('month', { ...month, day: 1 });
  const year = readYear(text, lead, reference);
  return year === null ? null : yearly('year', { year, month: 1, day: 1 });
}

const fixed = (kind: 'dated' | 'relative', unit: CalendarUnit, day: Day): Point => ({ kind, unit, on: () => day });

function yearly(unit: CalendarUnit, { year, month, day, weekday }: WrittenDate): Point {
  const confirm = (found: Day): Day =>
    weekday === undefined || weekdayOf(found) === weekday ? found : refuse('period-no-such-date');
  if (year !== undefined) return fixed('dated', unit, confirm({ year, month, day }));
  const on = (bound: Day): Day => {
    let found = { year: bound.year, month, day };
    // 29 Feb may be eight years back, over a 1900.
    while (!isDay(found) || daysBetween(found, bound) < 0) found = { ...found, year: found.year - 1 };
    return confirm(found);
  };
  return { kind: 'yearly', unit, on };
}
