/** When a digest is due: schedules as people say them or as cron lines, and their next times in a zone. */
import { Cron } from 'croner';
import { UserError } from './errors.js';
import type { Instant } from './model.js';
import { listed, plain, typed } from './text.js';

export interface Schedule {
  /** Five fields. */
  readonly cron: string;
  /** `every weekday at 09:00`. */
  readonly words: string;
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const fillers = new Set(['every', 'each', 'on', 'the', 'at', 'and', ',']);
const daySets: Readonly<Record<string, { readonly cron: string; readonly words: string }>> = {
  day: { cron: '*', words: 'every day' },
  daily: { cron: '*', words: 'every day' },
  weekday: { cron: '1-5', words: 'every weekday' },
  weekdays: { cron: '1-5', words: 'every weekday' },
  workdays: { cron: '1-5', words: 'every weekday' },
  weekend: { cron: '0,6', words: 'every Saturday and Sunday' },
  weekends: { cron: '0,6', words: 'every Saturday and Sunday' },
};

/** No schedule is said in more words than this. */
const longest = 12;

/**
 * The longest beginning of the words that is a schedule, and how many words it takes; null where there is none.
 * @throws UserError where it is a schedule that never comes, such as a cron line for 31 February.
 */
export function readSchedule(words: readonly string[]): { readonly schedule: Schedule; readonly length: number } | null {
  for (let length = Math.min(longest, words.length); length > 0; length--) {
    const schedule =
      cronLine(words.slice(0, length)) ?? spoken(words.slice(0, length).map((word) => word.toLowerCase().replace(/,$/, '')));
    if (!schedule) continue;
    const [next] = nextTimes(schedule, 'UTC', 0, 1);
    if (next === undefined)
      throw new UserError('schedule-never', `${typed(plain(schedule.cron))} never comes. Try ${typed('weekdays at 9:00')}.`);
    return { schedule, length };
  }
  return null;
}

/** The next times after an instant, earliest first; fewer than `count` where the schedule ends. A time the clocks skip is the first after it. */
export function nextTimes(schedule: Pick<Schedule, 'cron'>, zone: string, after: Instant, count: number): readonly Instant[] {
  const cron = new Cron(schedule.cron, { timezone: zone, paused: true, mode: '5-part' });
  return cron.nextRuns(count, new Date(after)).map((time) => time.getTime());
}

function cronLine(words: readonly string[]): Schedule | null {
  // Copied from an answer, where stars of their own would be marks.
  const fields = (words[0]?.toLowerCase() === 'cron' ? words.slice(1) : words).map((field) => field.replaceAll('∗', '*'));
  if (fields.length !== 5 || !fields.every((field) => /^[\d*/,\-?LW#A-Za-z]+$/.test(field)) || !/[\d*]/.test(fields[0] ?? ''))
    return null;
  if (!fields.some((field) => field.includes('*'))) return null;
  const cron = fields.join(' ');
  try {
    new Cron(cron, { paused: true, mode: '5-part' });
  } catch {
    return null;
  }
  return { cron, words: `by the cron line ${plain(cron)}` };
}

/** `weekdays at 9:00`, `every monday and thursday at 17:30`, `monthly on the 1st at 8 am`, `hourly`. A day without a time is 9:00. */
function spoken(words: readonly string[]): Schedule | null {
  const told = words.filter((word) => !fillers.has(word));
  if (told.length === 0 || fillers.has(words.at(-1) ?? '')) return null;
  const [first] = told;
  if (told.length === 1 && (first === 'hourly' || first === 'hour')) return { cron: '0 * * * *', words: 'every hour' };
  const { time, rest } = timeAtEnd(told);
  const clock = time ?? { hour: 9, minute: 0 };
  const shown = `${String(clock.hour).padStart(2, '0')}:${String(clock.minute).padStart(2, '0')}`;
  const at = `${clock.minute} ${clock.hour}`;
  const [head, ...more] = rest;
  if (head === undefined) return null;
  const set = Object.hasOwn(daySets, head) ? daySets[head] : undefined;
  if (set && more.length === 0) return { cron: `${at} * * ${set.cron}`, words: `${set.words} at ${shown}` };
  if (head === 'monthly' || head === 'month') {
    const day = monthDay(more);
    return day === null
      ? null
      : { cron: `${at} ${day} * *`, words: `every month on ${day === 'L' ? 'its last day' : `day ${day}`} at ${shown}` };
  }
  const named = rest.map((word) => days.indexOf(word.replace(/s$/, '')));
  if (named.some((day) => day < 0)) return null;
  const unique = [...new Set(named)];
  const names = unique.map((day) => (days[day] ?? '').replace(/^./, (letter) => letter.toUpperCase()));
  return { cron: `${at} * * ${unique.join(',')}`, words: `every ${listed(names)} at ${shown}` };
}

function monthDay(words: readonly string[]): string | null {
  if (words.length === 0) return '1';
  if (words[0] === 'last' && words.slice(1).every((word) => word === 'day')) return 'L';
  const day = Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(words.length === 1 ? (words[0] ?? '') : '')?.[1] ?? 0);
  return day >= 1 && day <= 31 ? String(day) : null;
}

function timeAtEnd(words: readonly string[]): { time: { hour: number; minute: number } | null; rest: readonly string[] } {
  for (const length of [2, 1]) {
    if (words.length <= length) continue;
    const time = timeOf(words.slice(-length).join(' '));
    // `monthly 15`: a bare number after a month is its day.
    if (time && !(length === 1 && words.length === 2 && /^month/.test(words[0] ?? '') && /^\d+$/.test(words.at(-1) ?? ''))) {
      return { time, rest: words.slice(0, -length) };
    }
  }
  return { time: null, rest: words };
}

function timeOf(text: string): { hour: number; minute: number } | null {
  if (text === 'noon') return { hour: 12, minute: 0 };
  if (text === 'midnight') return { hour: 0, minute: 0 };
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm)?$/.exec(text);
  if (!match) return null;
  const [, hours, minutes = '0', half] = match;
  const told = Number(hours);
  const minute = Number(minutes);
  if (minute > 59 || (half ? told < 1 || told > 12 : told > 23)) return null;
  return { hour: half ? (told % 12) + (half === 'pm' ? 12 : 0) : told, minute };
}

/** Whether the text is a schedule and nothing else. */
export function isSchedule(text: string): boolean {
  const words = text.trim().split(/\s+/);
  try {
    return readSchedule(words)?.length === words.length;
  } catch {
    return false;
  }
}
