/** since monday, since 3 Nov 9:00, since last week: from then to now. */
import { type Day, dayOf, formatDay, formatMoment, instantOf, type Reference, startOfDay, type TimeOfDay } from '../calendar.js';
import { dayWords, type Form, type Period, period } from './period.js';
import { readMoment } from './point.js';
import { timeWords } from './time.js';

export const since: Form = ({ text }, reference) => {
  const [, start] = /^since (.+)$/.exec(text) ?? [];
  const said = start === undefined ? null : readMoment(start, 'since', reference);
  if (said === null) return null;
  const today = dayOf(reference.now, reference.locale);
  return sinceMoment(said.point?.on(today) ?? today, said.time, reference);
};

/** @throws {UserError} period-future, period-too-long */
export function sinceMoment(day: Day, time: TimeOfDay | null, reference: Reference): Period {
  const { now, locale } = reference;
  if (time === null) {
    const from = startOfDay(day, locale);
    return period(from, now, `since ${formatDay(from, reference)}`, `since ${dayWords(day, reference)}`, reference);
  }
  const from = instantOf(day, time, locale);
  const words = `since ${dayWords(day, reference)} ${timeWords(time)}`;
  return period(from, now, `since ${formatMoment(from, reference)}`, words, reference);
}
