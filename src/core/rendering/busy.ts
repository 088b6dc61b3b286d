/** The answer to `busy`, as lines: the busiest hour in words, then bars by hour and by weekday. */
import { type Busy, busyOf } from '../busy.js';
import { formatHour, WEEKDAYS } from '../calendar.js';
import type { Slot } from '../question.js';
import { bold, counted, listed, typed, zoneWords } from '../text.js';
import { hourWord, typedHour, weekdayWord } from '../weekTimes.js';
import { asOf, gap } from './coverage.js';
import { headLine, listLine, saidOf, type Telling, whenWords, whoWords } from './head.js';

export interface BusyAnswer extends Telling {
  readonly filterWords: readonly string[];
  readonly slots: readonly Slot[];
}

/** The longest bar. */
const longest = 16;

export function busyAnswer(answer: BusyAnswer): readonly string[] {
  const { subjects, filterWords, slots, period, coverage, reference } = answer;
  const missing = gap(period.span, coverage, reference);
  const { locale } = reference;
  const busy = busyOf(slots, locale);
  return saidOf([
    headLine(busy.calls, filterWords, whoWords(subjects), whenWords(answer, filterWords), missing !== null),
    missing,
    ...(busy.calls === 0 ? [] : [peakLine(busy, reference), ...chart(busy, reference)]),
    busy.peak === null ? '' : behindLine(busy.peak, answer),
    asOf(coverage, reference),
  ]);
}

/** One bar, or both that cross: hours and weekdays that come again. */
function behindLine({ hour, weekday }: NonNullable<Busy['peak']>, answer: BusyAnswer): string {
  const { filterWords, reference } = answer;
  const one = [
    ...(filterWords.includes(hourWord(hour)) ? [] : [typedHour(hour, reference.locale)]),
    ...(filterWords.includes(weekdayWord(weekday)) ? [] : [weekdayWord(weekday)]),
  ];
  const ofBars = one.length === 0 ? '' : `; of one bar with ${listed(one.map(typed), 'or')}`;
  return `Behind the figures: ${listLine(answer, filterWords)}${ofBars}.`;
}

/** `Busiest: 10:00–11:00 (14 calls); Tuesday and Friday (30 each). Most in one hour of the week Tuesdays 10:00–11:00 (6).` */
function peakLine({ byHour, byWeekday, weekdays, peak }: Busy, { locale }: Telling['reference']): string {
  const [mostInHour, mostOnDay] = [Math.max(...byHour), Math.max(...byWeekday)];
  const hours = byHour.flatMap((count, hour) => (count === mostInHour ? [formatHour(hour, locale)] : []));
  const days = byWeekday.flatMap((count, at) => (count === mostOnDay ? [dayName(weekdays[at])] : []));
  const most = peak
    ? ` Most in one hour of the week: ${dayName(peak.weekday)}s ${formatHour(peak.hour, locale)} (${peak.calls}).`
    : '';
  const each = (names: readonly string[]) => (names.length > 1 ? ' each' : '');
  return `Busiest: ${few(hours)} (${counted(mostInHour, 'call')}${each(hours)}); ${few(days)} (${mostOnDay}${each(days)}).${most}`;
}

const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} others` : listed(names);

const dayName = (weekday: number | undefined): string => WEEKDAYS[(weekday ?? 1) - 1] ?? '';

/** The hours from the first to the last with any call, empty ones in a row as one, and all seven days. */
function chart({ byHour, byWeekday, weekdays }: Busy, { locale }: Telling['reference']): readonly string[] {
  const last = byHour.findLastIndex((count) => count > 0);
  const hours: Bar[] = [];
  for (let hour = byHour.findIndex((count) => count > 0), next = hour; hour <= last; hour = next) {
    const count = byHour[hour] ?? 0;
    next = count > 0 ? hour + 1 : byHour.findIndex((each, at) => at > hour && each > 0);
    hours.push([formatHour(hour, locale, next - hour), count]);
  }
  return [
    `${bold('By hour')} (${zoneWords(locale.zone)})`,
    ...bars(hours),
    bold('By weekday'),
    ...bars(byWeekday.map((count, at): Bar => [dayName(weekdays[at]).slice(0, 3), count])),
  ];
}

type Bar = readonly [label: string, count: number];

/** The label last: names of hours and days are of different widths, and blocks that begin a line stand one below the other. */
function bars(all: readonly Bar[]): readonly string[] {
  const most = Math.max(...all.map(([, count]) => count));
  return all.map(([label, count]) => `${barOf(count, most)} ${label}: ${count}`);
}

const barOf = (count: number, most: number): string =>
  count === 0 ? '▁' : '▇'.repeat(Math.max(1, Math.round((longest * count) / most)));
