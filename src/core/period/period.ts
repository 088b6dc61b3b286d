/** What a period is: a stretch of the past with a name that is shown and words that find it again. */
import { type Day, dayOf, daysBetween, formatDate, type Reference, rollBack } from '../calendar.js';
import type { Instant, Span } from '../model.js';
import type { Phrase } from './phrase.js';
import { refuse } from './refusal.js';

export interface Period {
  /** Ends at the latest now; empty only where it begins this very instant. */
  readonly span: Span;
  /** As it is shown: today, last week (9–15 Nov), since Mon 16 Nov. */
  readonly label: string;
  /** The canonical form: asked at the same instant, it is the same span. */
  readonly words: string;
}

/** One way to say a period: null where the phrase is not said this way. */
export type Form = (phrase: Phrase, reference: Reference) => Period | null;

const LONGEST_YEARS = 5;

/**
 * A period that is cut at now.
 * @throws {UserError} period-reversed, period-future, period-too-long
 */
export function period(from: Instant, to: Instant, label: string, words: string, reference: Reference): Period {
  const { now } = reference;
  if (to <= from && from < now) refuse('period-reversed');
  if (from > now) refuse('period-future');
  if (from < earliest(reference)) refuse('period-too-long');
  return { span: { from, to: Math.min(to, now) }, label, words };
}

/** As far back as can be asked. */
const earliest = ({ now, locale }: Reference): Instant => rollBack(now, LONGEST_YEARS, 'year', locale);

/** A day in words that mean it when said today: 3 Nov, or 3 Nov 2025 where 3 Nov would be another. */
export function dayWords(day: Day, reference: Reference, withYear = needsYear(day, reference)): string {
  return withYear ? `${formatDate(day, day)} ${day.year}` : formatDate(day, day);
}

export function needsYear(day: Day, { now, locale }: Reference): boolean {
  const today = dayOf(now, locale);
  return day.year !== today.year || daysBetween(today, day) > 0;
}
