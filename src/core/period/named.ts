/** this week and last week, month, quarter and year; next week is refused. */
import {
  type CalendarUnit,
  type Day,
  dayOf,
  formatDay,
  formatDays,
  MONTHS,
  type Reference,
  shiftDay,
  startOfDay,
  startOfUnit,
} from '../calendar.js';
import { type Form, period } from './period.js';
import { refuse } from './refusal.js';

/** The stretch of the calendar such words name. */
export interface Named {
  readonly which: 'this' | 'last';
  readonly unit: CalendarUnit;
  readonly first: Day;
}

/** @throws {UserError} period-future for next week */
export function readNamed(text: string, { now, locale }: Reference): Named | null {
  const [, which, word] = /^(this|last|previous|next) (week|month|quarter|year)$/.exec(text) ?? [];
  if (which === undefined) return null;
  if (which === 'next') refuse('period-future');
  const unit = word as CalendarUnit;
  const current = startOfUnit(dayOf(now, locale), unit, locale.language);
  return which === 'this' ? { which, unit, first: current } : { which: 'last', unit, first: shiftDay(current, -1, unit) };
}

export const named: Form = ({ text }, reference) => {
  const { now, locale } = reference;
  const said = readNamed(text, reference);
  if (said === null) return null;
  const { which, unit, first } = said;
  const from = startOfDay(first, locale);
  const words = `${which} ${unit}`;
  if (which === 'this') return period(from, now, `${words} (since ${formatDay(from, reference)})`, words, reference);
  const after = shiftDay(first, 1, unit);
  const label = `${words} (${inDates(first, shiftDay(after, -1, 'day'), unit, reference)})`;
  return period(from, startOfDay(after, locale), label, words, reference);
};

function inDates(first: Day, last: Day, unit: CalendarUnit, { now, locale }: Reference): string {
  const today = dayOf(now, locale);
  if (unit === 'week') return formatDays(first, last, today);
  if (unit === 'year') return String(first.year);
  const name = (day: Day): string => MONTHS[day.month - 1] ?? '';
  const months = unit === 'month' ? name(first) : `${name(first).slice(0, 3)}–${name(last).slice(0, 3)}`;
  return first.year === today.year ? months : `${months} ${first.year}`;
}
