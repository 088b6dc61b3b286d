/** A time of day as it is typed: 9:00, 9am, 5:30 pm, noon. */
import type { TimeOfDay } from '../calendar.js';
import { refuse } from './refusal.js';

const TIME = String.raw`\d{1,2}:\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m|noon`;
const AFTER_DAY = new RegExp(`^(?:(.+?),?(?: at)?[ t])?(?:at )?(${TIME})$`);
const BEFORE_DAY = new RegExp(`^(${TIME}),?(?: on)? (.+)$`);

/**
 * The time a text ends or begins with, and the rest, which is empty for a time alone.
 * @throws {UserError} period-no-such-date for 25:00 and the like
 */
export function splitTime(text: string): { readonly time: TimeOfDay | null; readonly rest: string } {
  const after = AFTER_DAY.exec(text);
  if (after !== null) return { time: timeOf(after[2] ?? ''), rest: after[1] ?? '' };
  const before = BEFORE_DAY.exec(text);
  if (before !== null) return { time: timeOf(before[1] ?? ''), rest: before[2] ?? '' };
  return { time: null, rest: text };
}

function timeOf(written: string): TimeOfDay {
  if (written === 'noon') return { hour: 12, minute: 0 };
  const half = /[ap]m$/.exec(written)?.[0];
  const [hours = 0, minute = 0] = (written.match(/\d+/g) ?? []).map(Number);
  if (minute > 59 || hours > 23 || (half !== undefined && (hours < 1 || hours > 12))) refuse('period-no-such-date');
  if (half === undefined) return { hour: hours, minute };
  return { hour: (hours % 12) + (half === 'pm' ? 12 : 0), minute };
}

/** 09:00, as the forms read it back. */
export const timeWords = ({ hour, minute }: TimeOfDay): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
