/** Business hours: which stretches of a period lie in them, for somebody who lives in a zone. */
import { type Day, daysIn, instantOf, type LivedDay, type TimeOfDay } from '../calendar.js';
import type { Locale } from '../chat.js';
import type { Instant, Span } from '../model.js';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** From the first to the second; `24:00` is the day's end. */
export interface Opening {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** The business week of a zone; a day that is not in it is closed. */
export interface ZoneHours {
  readonly week: Readonly<Partial<Record<Weekday, Opening>>>;
  /** ISO dates, beside those of every zone. */
  readonly holidays: readonly string[];
}

export interface Hours {
  /** By zone; `*` is every zone that is not named. */
  readonly zones: Readonly<Record<string, ZoneHours>>;
  /** ISO dates on which it is closed in every zone. */
  readonly holidays: readonly string[];
}

/** The hours that hold for one asker. */
export interface BusinessHours extends ZoneHours {
  readonly locale: Locale;
}

/** Null where none are set for this zone. */
export function hoursFor({ zones, holidays }: Hours, locale: Locale): BusinessHours | null {
  const own = Object.hasOwn(zones, locale.zone) ? zones[locale.zone] : zones['*'];
  return own ? { week: own.week, holidays: [...new Set([...holidays, ...own.holidays])].sort(), locale } : null;
}

/** `09:00-17:30`, or null where it is no such stretch of a day. */
export function readOpening(text: string): Opening | null {
  const [, ...parts] = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text.replace(/\s+/g, '')) ?? [];
  if (parts.length === 0) return null;
  const [fromHour = 0, fromMinute = 0, toHour = 24, toMinute = 0] = parts.map((part) =>
    part === undefined ? undefined : Number(part),
  );
  const opening = { from: { hour: fromHour, minute: fromMinute }, to: { hour: toHour, minute: toMinute } };
  return minutes(opening.to) > minutes(opening.from) ? opening : null;
}

const minutes = ({ hour, minute }: TimeOfDay) => 60 * hour + minute;

/** The parts of a span that lie in business hours, in order. */
export function withinHours(span: Span, { week, holidays, locale }: BusinessHours): readonly Span[] {
  const closed = new Set(holidays);
  return withinOpenings(span, locale, ({ day, weekday }) => {
    const opening = week[weekdays[weekday - 1] ?? 'mon'];
    return opening === undefined || closed.has(isoDate(day)) ? [] : [opening];
  });
}

/** The parts of a span that lie in what is open on each day, as the days and the openings come. */
export function withinOpenings(span: Span, locale: Locale, openingsOn: (day: LivedDay) => readonly Opening[]): readonly Span[] {
  if (span.to <= span.from) return [];
  return daysIn(span, locale).flatMap((day) =>
    openingsOn(day).flatMap((opening) => {
      const from = Math.max(span.from, timeOn(day, opening.from, locale));
      const to = Math.min(span.to, timeOn(day, opening.to, locale));
      return to > from ? [{ from, to }] : [];
    }),
  );
}

/** The rest of it. */
export function outsideHours(span: Span, hours: BusinessHours): readonly Span[] {
  const closed: Span[] = [];
  let from = span.from;
  for (const open of withinHours(span, hours)) {
    if (open.from > from) closed.push({ from, to: open.from });
    from = open.to;
  }
  if (span.to > from) closed.push({ from, to: span.to });
  return closed;
}

export const isAfterHours = (instant: Instant, hours: BusinessHours): boolean =>
  withinHours({ from: instant, to: instant + 1 }, hours).length === 0;

const timeOn = (lived: LivedDay, time: TimeOfDay, locale: Locale): Instant => {
  if (time.hour === 24) return lived.to;
  return lived.isEven ? lived.from + 60_000 * minutes(time) : instantOf(lived.day, time, locale);
};

export const isoDate = ({ year, month, day }: Day): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
