/** 3 Nov to 9 Nov, from monday to wednesday, between 3 and 9 Nov, 9:00 - 17:00: both days included. */
import {
  type Day,
  dayOf,
  daysBetween,
  formatDay,
  formatDays,
  formatTime,
  instantOf,
  type Reference,
  shiftDay,
  startOfDay,
  type TimeOfDay,
} from '../calendar.js';
import type { Span } from '../model.js';
import { dayWords, type Form, needsYear, type Period, period } from './period.js';
import type { Phrase } from './phrase.js';
import { type Moment, type Point, readMoment } from './point.js';
import { refuse } from './refusal.js';
import { sinceMoment } from './since.js';
import { timeWords } from './time.js';

const SEPARATOR = / (?:to|until|till|through|and|-) |-/g;
/** A new year between two dates without years is believed only this near: 20 Dec to 5 Jan, not 9 Nov to 3 Nov. */
const HALF_YEAR = 183;

export const range: Form = (phrase, reference) => {
  const { text, lead } = openRange(phrase);
  for (const separator of text.matchAll(SEPARATOR)) {
    if (separator[0] === ' and ' && lead !== 'between') continue;
    const [left, right] = shareMonth(text.slice(0, separator.index), text.slice(separator.index + separator[0].length));
    const start = readMoment(left, lead, reference);
    const end = start && readMoment(right === 'now' ? 'today' : right, lead, reference);
    if (start && end) return between(start, end, reference);
  }
  return null;
};

function openRange({ text, lead }: Phrase): Phrase {
  const body = text.replace(/^(?:since|between) (?:the )?/, '');
  return { text: body, lead: body !== text || ['from', 'in', 'during'].includes(lead) ? 'between' : '' };
}

/** 3 to 9 Nov, and Nov 3 to 9: the month is said once. */
function shareMonth(left: string, right: string): readonly [string, string] {
  const after = /^\d{1,2}(?:st|nd|rd|th)?( (?:of )?[a-z]+\.?(?: \d{4})?)$/.exec(right);
  if (after !== null && /^\d{1,2}(?:st|nd|rd|th)?$/.test(left)) return [left + after[1], right];
  const before = /^([a-z]+\.? )\d{1,2}(?:st|nd|rd|th)?$/.exec(left);
  const day = /^\d{1,2}(?:st|nd|rd|th)?(,? \d{4})?$/.exec(right);
  return before !== null && day !== null ? [left + (day[1] ?? ''), before[1] + right] : [left, right];
}

function between(start: Moment, end: Moment, reference: Reference): Period {
  const { now, locale } = reference;
  const [firstDay, lastStart] = resolve(start.point ?? end.point, end.point ?? start.point, dayOf(now, locale));
  const after = shiftDay(lastStart, 1, end.point?.unit ?? 'day');
  const from = start.time === null ? startOfDay(firstDay, locale) : instantOf(firstDay, start.time, locale);
  const to = end.time === null ? startOfDay(after, locale) : instantOf(lastStart, end.time, locale, 'second');
  if (to <= from) refuse('period-reversed');
  if (to >= now) return sinceMoment(firstDay, start.time, reference);
  const lastDay = end.time === null ? shiftDay(after, -1, 'day') : lastStart;
  const withYear = needsYear(firstDay, reference) || needsYear(lastDay, reference);
  const words = (day: Day, { time }: Moment): string => dayWords(day, reference, withYear) + (time ? ` ${timeWords(time)}` : '');
  return period(
    from,
    to,
    labelOf(firstDay, lastDay, start.time, end.time, { from, to }, reference),
    `${words(firstDay, start)} to ${words(lastDay, end)}`,
    reference,
  );
}

/** The first day of the one and of the other. Where a year or week is not said, the latest pair that makes sense. */
function resolve(start: Point | null, end: Point | null, today: Day): readonly [Day, Day] {
  if (start === null || end === null) return [today, today];
  if (end.kind === 'yearly') {
    const first = start.on(today);
    const last = end.on(shiftDay(shiftDay(first, 1, 'year'), -1, 'day'));
    if (first.year === last.year || start.kind !== 'yearly') return near(first, last);
    return near(start.on(end.on(today)), end.on(today));
  }
  const last = end.on(today);
  const first = start.on(daysBetween(last, today) < 0 ? today : last);
  return start.kind === 'yearly' && end.kind === 'dated' ? near(first, last) : [first, last];
}

const near = (first: Day, last: Day): readonly [Day, Day] =>
  first.year !== last.year && daysBetween(first, last) > HALF_YEAR ? refuse('period-reversed') : [first, last];

function labelOf(
  first: Day,
  last: Day,
  opens: TimeOfDay | null,
  closes: TimeOfDay | null,
  span: Span,
  reference: Reference,
): string {
  const { now, locale } = reference;
  const oneDay = daysBetween(first, last) === 0;
  if (opens === null && closes === null) {
    return oneDay ? formatDay(span.from, reference) : formatDays(first, last, dayOf(now, locale));
  }
  const [start, end] = [formatDay(span.from, reference), formatDay(startOfDay(last, locale), reference)];
  const [from, to] = [formatTime(span.from, locale), formatTime(span.to, locale)];
  if (!oneDay) return `${start}${opens ? ` ${from}` : ''} – ${end}${closes ? ` ${to}` : ''}`;
  if (opens === null) return `${start} until ${to}`;
  return closes === null ? `${start} from ${from}` : `${start} ${from}–${to}`;
}
