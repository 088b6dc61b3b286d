/** One day, month or year: monday, on sun, 3 Nov, in May, March 2026, 2025. */
import { dayOf, formatDay, MONTHS, type Reference, shiftDay, startOfDay } from '../calendar.js';
import { dayWords, type Form, period } from './period.js';
import { readMoment } from './point.js';

export const single: Form = ({ text, lead }, reference) => {
  const said = readMoment(text, lead, reference);
  // A moment is not a stretch of time, so “3 Nov 9:00” is no period.
  if (said === null || said.point === null || said.time !== null) return null;
  const { now, locale } = reference;
  const { unit } = said.point;
  const first = said.point.on(dayOf(now, locale));
  const from = startOfDay(first, locale);
  const to = startOfDay(shiftDay(first, 1, unit), locale);
  if (unit === 'day') return period(from, to, formatDay(from, reference), dayWords(first, reference), reference);
  if (unit === 'year') return period(from, to, String(first.year), `in ${first.year}`, reference);
  return period(from, to, monthLabel(first, reference), `${MONTHS[first.month - 1]} ${first.year}`, reference);
};

function monthLabel(first: { readonly year: number; readonly month: number }, { now, locale }: Reference): string {
  const name = MONTHS[first.month - 1] ?? '';
  return first.year === dayOf(now, locale).year ? name : `${name} ${first.year}`;
}
