/** Months and years by name: March 2026, 2025-11, 2025, and in the right company November alone. */
import { dayOf, type Reference } from '../calendar.js';
import { monthNamed } from './phrase.js';
import { refuse } from './refusal.js';

/** “in May” is the month, “May” and “from May” are somebody. */
const LEADS = ['in', 'during', 'since', 'between'];

/** @throws {UserError} period-no-such-date for 2026-13 */
export function readMonth(text: string, lead: string): { readonly year?: number; readonly month: number } | null {
  const [, isoYear, isoMonth] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  if (isoYear !== undefined) {
    const month = Number(isoMonth);
    return month >= 1 && month <= 12 ? { year: Number(isoYear), month } : refuse('period-no-such-date');
  }
  const [, name = '', year] = /^([a-z]+)\.?(?:,? (?:of )?(\d{4}))?$/.exec(text) ?? [];
  const month = monthNamed(name);
  if (month === null || (year === undefined && !LEADS.includes(lead))) return null;
  return year === undefined ? { month } : { month, year: Number(year) };
}

/** Four digits alone are a year only where they can be meant as one: 2031 or 2009 is sooner an extension. */
export function readYear(text: string, lead: string, { now, locale }: Reference): number | null {
  if (!/^\d{4}$/.test(text)) return null;
  const year = Number(text);
  const age = dayOf(now, locale).year - year;
  return LEADS.includes(lead) || (age >= 0 && age <= 4) ? year : null;
}
