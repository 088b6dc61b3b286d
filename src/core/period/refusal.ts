/** What is said to someone whose period can be read but not meant. */
import { UserError } from '../errors.js';

const SENTENCES = {
  'period-reversed': 'That period ends before it begins; put the earlier day first, like “3 Nov to 9 Nov”.',
  'period-future': 'I can only look back, and that is still to come; try “today”, “this week” or “last 7 days”.',
  'period-too-long':
    'I can look back from 1 minute to 5 years, so try something like “last 7 days”, “last month” or “since 3 Nov”.',
  'period-no-such-date':
    'I cannot find that date or time in the calendar; write it like “3 Nov”, “3 Nov 2025” or “2025-11-03 17:30”.',
} as const;

export type PeriodRefusal = keyof typeof SENTENCES;
export const periodFaults = Object.keys(SENTENCES) as readonly PeriodRefusal[];

/** @throws {UserError} always, with the code's one sentence. */
export function refuse(code: PeriodRefusal): never {
  throw new UserError(code, SENTENCES[code]);
}
