/** When people are busy: calls by the hour and the weekday somebody's clock and calendar showed when they began. */
import { clockOf, firstWeekday } from './calendar.js';
import type { Locale } from './chat.js';
import type { Slot } from './question.js';

export interface Busy {
  readonly calls: number;
  /** 24 counts, from midnight on. */
  readonly byHour: readonly number[];
  /** Seven counts, in the order of `weekdays`. */
  readonly byWeekday: readonly number[];
  /** 1 is Monday, 7 is Sunday; the first is the one a week begins with there. */
  readonly weekdays: readonly number[];
  /** The hour of a weekday with the most calls, the earliest of those that are level; null where there are none. */
  readonly peak: { readonly weekday: number; readonly hour: number; readonly calls: number } | null;
}

export function busyOf(slots: readonly Slot[], locale: Locale): Busy {
  const first = firstWeekday(locale.language);
  const weekdays = Array.from({ length: 7 }, (_, n) => ((first - 1 + n) % 7) + 1);
  const cells = weekdays.map(() => Array.from({ length: 24 }, () => 0));
  for (const { startedAt, calls } of slots) {
    const { weekday, hour } = clockOf(startedAt, locale);
    const hours = cells[weekdays.indexOf(weekday)];
    if (hours) hours[hour] = (hours[hour] ?? 0) + calls;
  }
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const byWeekday = cells.map(sum);
  const best = Math.max(0, ...cells.flat());
  const day = cells.findIndex((hours) => hours.includes(best));
  return {
    calls: sum(byWeekday),
    byHour: Array.from({ length: 24 }, (_, hour) => sum(cells.map((hours) => hours[hour] ?? 0))),
    byWeekday,
    weekdays,
    peak: best === 0 ? null : { weekday: weekdays[day] ?? 1, hour: cells[day]?.indexOf(best) ?? 0, calls: best },
  };
}
