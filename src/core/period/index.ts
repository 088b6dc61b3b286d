/** Every way to say a period, in the order they are tried. */
import type { Reference } from '../calendar.js';
import { named } from './named.js';
import type { Form, Period } from './period.js';
import { readPhrase } from './phrase.js';
import { range } from './range.js';
import { rolling } from './rolling.js';
import { since } from './since.js';
import { single } from './single.js';
import { today } from './today.js';

export type { Reference } from '../calendar.js';
export { nearPeriod } from './near.js';
export type { Period } from './period.js';

const FORMS: readonly Form[] = [today, named, rolling, single, range, since];

/**
 * The period the whole text says, or null where it says something else.
 * @throws {UserError} period-reversed, period-future, period-too-long or period-no-such-date, where it is a period that cannot be.
 */
export function matchPeriod(text: string, reference: Reference): Period | null {
  const phrase = readPhrase(text);
  if (phrase === null) return null;
  for (const form of FORMS) {
    const period = form(phrase, reference);
    if (period !== null) return period;
  }
  return null;
}
