/** last 7 days, past 2 weeks, last hour, 24h: so much back from now. */
import { rollBack, type Unit } from '../calendar.js';
import { type Form, period } from './period.js';
import { refuse } from './refusal.js';

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['minute', 'minute'],
  ['min', 'minute'],
  ['hour', 'hour'],
  ['hr', 'hour'],
  ['h', 'hour'],
  ['day', 'day'],
  ['d', 'day'],
  ['week', 'week'],
  ['wk', 'week'],
  ['w', 'week'],
  ['month', 'month'],
  ['mo', 'month'],
  ['year', 'year'],
  ['yr', 'year'],
  ['y', 'year'],
]);
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
/** More of any unit than five years hold. */
const TOO_MANY = 3_000_000;

export const rolling: Form = ({ text, lead }, reference) => {
  const [, way, digits, spelled, word] = /^(?:(last|past|previous|next) )?(?:(-?\d+) ?|([a-z]+) )?([a-z]+)$/.exec(text) ?? [];
  const amount = digits ?? spelled;
  const unit = UNITS.get(word ?? '') ?? UNITS.get(word?.replace(/s$/, '') ?? '');
  const count = amount === undefined ? 1 : countOf(amount);
  if (unit === undefined || count === null || (way === undefined && amount === undefined)) return null;
  // “hour” and “h” need a number or a “last” before them; “in 3 days” is not the last three.
  if (way === 'next' || (way === undefined && lead === 'in')) refuse('period-future');
  if (count < 1 || count > TOO_MANY) refuse('period-too-long');
  const words = inWords(count, unit);
  const from = rollBack(reference.now, count, unit, reference.locale);
  return period(from, reference.now, words, words, reference);
};

function countOf(amount: string): number | null {
  const spelled = NUMBERS.indexOf(amount);
  if (spelled >= 0) return spelled;
  return /\d/.test(amount) ? Number(amount) : null;
}

function inWords(count: number, unit: Unit): string {
  if (count > 1) return `last ${count} ${unit}s`;
  // “last week” and “last month” are whole ones of the calendar.
  if (unit === 'week') return 'last 7 days';
  return unit === 'hour' || unit === 'minute' ? `last ${unit}` : `past ${unit}`;
}
