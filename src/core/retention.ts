/** For how long something is kept: read from `400 days`, counted back on the calendar. */
import { type CalendarUnit, rollBack } from './calendar.js';
import type { Instant } from './model.js';
import { counted } from './text.js';

export interface Retention {
  readonly count: number;
  readonly unit: Extract<CalendarUnit, 'day' | 'week' | 'month' | 'year'>;
}

const longestYears = 10;
const perYear = { day: 366, week: 53, month: 12, year: 1 } as const;

/** Null where it is no such time, or longer than ten years. */
export function readRetention(text: string): Retention | null {
  const [, digits = '', unit] = /^\s*(\d{1,4})\s+(day|week|month|year)s?\s*$/i.exec(text) ?? [];
  if (unit === undefined) return null;
  const retention = { count: Number(digits), unit: unit.toLowerCase() as Retention['unit'] };
  return retention.count >= 1 && retention.count <= longestYears * perYear[retention.unit] ? retention : null;
}

/** What is older than this is not kept any more. */
export const keptFrom = ({ count, unit }: Retention, now: Instant): Instant =>
  rollBack(now, count, unit, { zone: 'UTC', language: 'en-US', hour12: false });

export const retentionWords = ({ count, unit }: Retention): string => counted(count, unit);
