/** Hours of the day and weekdays that come again, such as hour 14 on Tuesdays: how they are typed and shown, and when they are. */
import { formatHour, type Reference, WEEKDAYS } from './calendar.js';
import type { Span } from './model.js';
import { type Opening, withinOpenings } from './rules/hours.js';
import { listed } from './text.js';

/** Empty is any. */
export interface WeekTimes {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[];
  /** 0 to 23. */
  readonly hours: readonly number[];
}

const plurals: readonly string[] = WEEKDAYS.map((name) => `${name.toLowerCase()}s`);

/** `tuesdays`, `hour 14`: one weekday or hour as it is read back; null for other words. */
export function weekTimeNamed(words: string): string | null {
  if (plurals.includes(words)) return words;
  const [, typed, half] = /^hour (\d{1,2})(?::00)? ?([ap]m)?$/.exec(words) ?? [];
  if (typed === undefined) return null;
  const hour = Number(typed);
  if (half === undefined) return hour > 23 ? null : `hour ${hour}`;
  return hour < 1 || hour > 12 ? null : `hour ${(hour % 12) + (half === 'pm' ? 12 : 0)}`;
}

/** As `weekTimeNamed` reads them back, and the hour as it reads it from those who read twelve hours: `hour 2 pm`. */
export const hourWord = (hour: number): string => `hour ${hour}`;
export const typedHour = (hour: number, { hour12 }: Reference['locale']): string =>
  hour12 ? `hour ${hour % 12 === 0 ? 12 : hour % 12} ${hour < 12 ? 'am' : 'pm'}` : hourWord(hour);
export const weekdayWord = (weekday: number): string => plurals[weekday - 1] ?? '';

/** All of those among the words together; null where there are none. */
export function weekTimesOf(words: readonly string[]): WeekTimes | null {
  const named = words.flatMap((word) => weekTimeNamed(word) ?? []);
  if (named.length === 0) return null;
  const numbered = (list: readonly number[]) => [...new Set(list)].sort((a, b) => a - b);
  return {
    weekdays: numbered(named.flatMap((word) => (plurals.includes(word) ? [plurals.indexOf(word) + 1] : []))),
    hours: numbered(named.flatMap((word) => (plurals.includes(word) ? [] : [Number(word.slice('hour '.length))]))),
  };
}

/** `Tuesdays 10:00–11:00`. */
export function weekTimesWords({ weekdays: days, hours }: WeekTimes, locale: Reference['locale']): string {
  const names = days.map((day) => `${WEEKDAYS[day - 1]}s`);
  return [listed(names), listed(hours.map((hour) => formatHour(hour, locale)))].filter((each) => each !== '').join(' ');
}

/** The parts of a span in which the clock and the calendar of somebody there show one of these, in order. */
export function withinTimes(span: Span, times: WeekTimes, locale: Reference['locale']): readonly Span[] {
  const openings = times.hours.length === 0 ? [wholeDay] : times.hours.map(hourOpening);
  const isAsked = (weekday: number) => times.weekdays.length === 0 || times.weekdays.includes(weekday);
  const found = withinOpenings(span, locale, ({ weekday }) => (isAsked(weekday) ? openings : []));
  return [...found].sort((a, b) => a.from - b.from);
}

const wholeDay: Opening = { from: { hour: 0, minute: 0 }, to: { hour: 24, minute: 0 } };
const hourOpening = (hour: number): Opening => ({ from: { hour, minute: 0 }, to: { hour: hour + 1, minute: 0 } });
