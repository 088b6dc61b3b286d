/** A question asked on Sunday 22 November 2026 at 11:30 in Berlin, unless said otherwise; and spans written as local times. */
import { DateTime } from 'luxon';
import type { Locale } from '../../../src/core/chat.js';
import { UserError } from '../../../src/core/errors.js';
import { matchPeriod, type Period, type Reference } from '../../../src/core/period/index.js';

const BERLIN: Locale = { zone: 'Europe/Berlin', language: 'en-GB', hour12: false };

export const asked = (local = '2026-11-22T11:30', locale: Partial<Locale> = {}): Reference => {
  const all = { ...BERLIN, ...locale };
  return { now: DateTime.fromISO(local, { zone: all.zone }).toMillis(), locale: all };
};

/** As `2026-11-09 00:00 … 2026-11-16 00:00`, on the clock of the asker. */
export function written({ span }: Period, { locale }: Reference): string {
  const local = (instant: number): string => DateTime.fromMillis(instant, { zone: locale.zone }).toFormat('yyyy-MM-dd HH:mm');
  return `${local(span.from)} … ${local(span.to)}`;
}

export function found(text: string, reference: Reference): Period {
  const period = matchPeriod(text, reference);
  if (period === null) throw new Error(`no period: ${text}`);
  return period;
}

/** The code with which a text is refused, null where it is no period; throws where it is one. */
export function refusal(text: string, reference: Reference): string | null {
  try {
    const period = matchPeriod(text, reference);
    if (period === null) return null;
    throw new Error(`${text} is ${period.label}`);
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
}
