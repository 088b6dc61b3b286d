/** Business hours, weekdays and hours of the day: what the store finds is what the clock on somebody's wall showed, on any night. */
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/store/account.js';
import type { CallFilter } from '../../../src/core/question.js';
import { weekdays, type ZoneHours } from '../../../src/core/rules/hours.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, directory, ext, recordOf, told } from './sample.js';

const quarter = 15 * 60_000;
/** Weeks in which clocks change somewhere, at full hours, at half ones, and at midnight. */
const mondays = ['2026-03-02', '2026-03-23', '2026-03-30', '2026-09-28', '2026-10-19', '2026-10-26'].map((day) =>
  Date.parse(day),
);
const zones = ['Europe/Berlin', 'America/New_York', 'America/Havana', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
const anyInstant = fc
  .tuple(fc.constantFrom(...mondays), fc.nat(7 * 96), fc.constantFrom(0, 1, quarter - 1))
  .map(([monday, quarters, more]) => monday + quarters * quarter + more);
const locales = zones.map((zone) => ({ zone, language: 'en-GB', hour12: false }));

const opening = { from: { hour: 8, minute: 30 }, to: { hour: 18, minute: 0 } };
const hours: ZoneHours = {
  week: { mon: opening, tue: opening, wed: opening, thu: opening, sat: { ...opening, to: { hour: 24, minute: 0 } } },
  holidays: ['2026-03-09', '2026-10-26'],
};

const anyTimes = fc.record({
  weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 2 }),
  hours: fc.subarray([...Array(24).keys()], { maxLength: 3 }),
});
const anyFilter: fc.Arbitrary<CallFilter> = fc
  .record({ locale: fc.constantFrom(...locales), outside: fc.option(fc.boolean()), times: fc.option(anyTimes) })
  .map(({ locale, outside, times }) => ({
    ...(outside !== null && { hours: { open: { ...hours, locale }, outside } }),
    ...(times && { times: { ...times, locale } }),
  }));

function isAsked(at: number, { hours: business, times }: CallFilter): boolean {
  const on = ({ zone }: { readonly zone: string }) => DateTime.fromMillis(at, { zone });
  if (business) {
    const then = on(business.open.locale);
    const open = hours.week[weekdays[then.weekday - 1] ?? 'mon'];
    const minute = then.hour * 60 + then.minute;
    const within =
      open !== undefined &&
      !hours.holidays.includes(then.toISODate() ?? '') &&
      minute >= open.from.hour * 60 + open.from.minute &&
      minute < open.to.hour * 60 + open.to.minute;
    if (within === business.outside) return false;
  }
  if (!times) return true;
  const then = on(times.locale);
  return (
    (times.weekdays.length === 0 || times.weekdays.includes(then.weekday)) &&
    (times.hours.length === 0 || times.hours.includes(then.hour))
  );
}

afterAll(stopEngines);

describe.each(engines)('times of the week on $name', ({ database }) => {
  let db: Database;
  beforeEach(async () => {
    db = await database();
  });
  afterEach(() => db.close());

  it('are those of the asker’s wall clock', async () => {
    const store = await db.open();
    const calls = createCallStore(await db.engine(), account, told);
    const property = fc.asyncProperty(
      fc.array(anyInstant, { minLength: 1, maxLength: 30 }),
      fc.array(fc.tuple(anyFilter, anyInstant, fc.nat(12 * 96)), { minLength: 2, maxLength: 4 }),
      async (starts, questions) => {
        await store.account(account).erase();
        await calls.upsert(
          starts.map((at, n) => recordOf({ id: `r${n}`, at, told: [{ extension: ext(1 + (n % 2)) }] })),
          directory,
          1,
        );
        for (const [filter, from, quarters] of questions) {
          const to = from + quarters * quarter;
          const question = { subjects: [ext(1), ext(2)], filter, span: { from, to } };
          const expected = starts.filter((at) => at >= from && at < to && isAsked(at, filter)).sort((a, b) => b - a);
          const list = await calls.list(question, 0, 100);
          expect(list.map(({ participations }) => participations[0]?.startedAt)).toEqual(expected);
          expect((await calls.totals(question)).calls).toBe(expected.length);
          const slots = await calls.slots(question);
          expect(slots.reduce((sum, { calls: count }) => sum + count, 0)).toBe(expected.length);
        }
      },
    );
    await fc.assert(property, { numRuns: 50 });
  });

  it('are the same for many people over a long time, whatever the minutes of the span', async () => {
    const calls = createCallStore(await db.engine(), account, told);
    const starts = Array.from({ length: 400 }, (_, n) => Date.parse('2026-03-02') + n * 37 * 61_000 * 11);
    await calls.upsert(
      starts.map((at, n) => recordOf({ id: `r${n}`, at, told: [{ extension: ext(1 + (n % 2)) }] })),
      directory,
      1,
    );
    const many = Array.from({ length: 3_000 }, (_, n) => ext(1 + n));
    const span = { from: (starts[3] ?? 0) + 1, to: (starts[390] ?? 0) + 7 };
    for (const locale of locales) {
      for (const filter of [
        { times: { weekdays: [], hours: [0, 1, 2, 9, 23], locale } },
        { hours: { open: { ...hours, locale }, outside: true } },
        { hours: { open: { ...hours, locale }, outside: false }, times: { weekdays: [1, 7], hours: [], locale } },
      ] satisfies CallFilter[]) {
        const expected = starts.filter((at) => at >= span.from && at < span.to && isAsked(at, filter));
        expect((await calls.totals({ subjects: many, filter, span })).calls).toBe(expected.length);
        const list = await calls.list({ subjects: many, filter, span }, 0, 500);
        expect(list).toHaveLength(expected.length);
      }
    }
  });
});
