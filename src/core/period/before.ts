/** The period before a period: yesterday until the same time, the week before last week, the seven days before the last seven. */
import {
  type CalendarUnit,
  type Day,
  dayOf,
  daysBetween,
  formatDay,
  formatDays,
  formatMoment,
  formatTime,
  MONTHS,
  type Reference,
  rollBack,
  shiftDay,
  startOfDay,
  type Unit,
} from '../calendar.js';
import type { Instant, Span } from '../model.js';
import type { Period } from './period.js';

export interface Before {
  readonly span: Span;
  /** As it is shown after “against”: yesterday until 15:04, 2–8 Nov. */
  readonly label: string;
}

interface Step {
  readonly count: number;
  readonly unit: Unit;
}

/** As long, on the asker's calendar, and over before the period begins. */
export function periodBefore({ span, words }: Pick<Period, 'span' | 'words'>, reference: Reference): Before {
  const step = stepOf(span, words, reference);
  const from = shifted(span.from, step, reference);
  const to = Math.max(from, Math.min(shifted(span.to, step, reference), span.from));
  return { span: { from, to }, label: labelOf({ from, to }, reference) };
}

function stepOf(span: Span, words: string, { locale }: Reference): Step {
  const [, unit] = /^(?:this|last) (week|month|quarter|year)$/.exec(words) ?? [];
  if (unit !== undefined) return { count: 1, unit: unit as CalendarUnit };
  const [, count, rolled] = /^(?:last|past) (?:(\d+) )?(minute|hour|day|week|month|quarter|year)s?$/.exec(words) ?? [];
  if (rolled !== undefined) return { count: Number(count ?? 1), unit: rolled as Unit };
  const [first = ''] = words.split(' ');
  if (MONTHS.some((month) => month === first)) return { count: 1, unit: 'month' };
  if (/^in \d{4}$/.test(words)) return { count: 1, unit: 'year' };
  return { count: daysBetween(dayOf(span.from, locale), dayOf(Math.max(span.from, span.to - 1), locale)) + 1, unit: 'day' };
}

/** A midnight stays one, whatever the clocks did in between. */
function shifted(instant: Instant, { count, unit }: Step, { locale }: Reference): Instant {
  const day = dayOf(instant, locale);
  const isStart = startOfDay(day, locale) === instant;
  return isStart && unit !== 'minute' && unit !== 'hour'
    ? startOfDay(shiftDay(day, -count, unit), locale)
    : rollBack(instant, count, unit, locale);
}

function labelOf({ from, to }: Span, reference: Reference): string {
  const { now, locale } = reference;
  const today = dayOf(now, locale);
  const first = dayOf(from, locale);
  const last = dayOf(Math.max(from, to - 1), locale);
  const opens = startOfDay(first, locale) === from;
  const closes = startOfDay(dayOf(to, locale), locale) === to;
  if (opens && closes) return oneDay(first, last) ? dayLabel(from, today, reference) : formatDays(first, last, today);
  if (opens && oneDay(first, last)) return `${dayLabel(from, today, reference)} until ${formatTime(to, locale)}`;
  if (oneDay(first, last)) return `${dayLabel(from, today, reference)} ${formatTime(from, locale)}–${formatTime(to, locale)}`;
  // Across a new year both are told with theirs, as they would have to be typed.
  const [seen, seenTo] =
    first.year === last.year
      ? [reference, reference]
      : [
          { locale, now: to },
          { locale, now: from },
        ];
  const until = oneDay(dayOf(to, locale), today) ? `today ${formatTime(to, locale)}` : formatMoment(to, seenTo);
  return `${opens ? formatDay(from, seen) : formatMoment(from, seen)} – ${until}`;
}

const oneDay = (first: Day, last: Day): boolean => daysBetween(first, last) === 0;

function dayLabel(instant: Instant, today: Day, reference: Reference): string {
  const ago = daysBetween(dayOf(instant, reference.locale), today);
  if (ago === 1) return 'yesterday';
  return ago === 0 ? 'today' : formatDay(instant, reference);
}
