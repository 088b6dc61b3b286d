/** today, yesterday; tomorrow is refused. */
import { dayOf, shiftDay, startOfDay } from '../calendar.js';
import { type Form, period } from './period.js';
import { refuse } from './refusal.js';

export const today: Form = ({ text }, reference) => {
  if (text === 'tomorrow') refuse('period-future');
  if (text !== 'today' && text !== 'yesterday') return null;
  const { now, locale } = reference;
  const midnight = startOfDay(dayOf(now, locale), locale);
  if (text === 'today') return period(midnight, now, text, text, reference);
  return period(startOfDay(shiftDay(dayOf(now, locale), -1, 'day'), locale), midnight, text, text, reference);
};
