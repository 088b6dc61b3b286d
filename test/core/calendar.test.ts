import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayOf,
  daysBetween,
  firstWeekday,
  formatDay,
  formatDays,
  formatDuration,
  formatMoment,
  formatTime,
  instantOf,
  isZone,
  rollBack,
  shiftDay,
  startOfDay,
} from '../../src/core/calendar.js';
import type { Locale } from '../../src/core/chat.js';

const HOUR = 3_600_000;
const inZone = (zone: string, hour12 = false): Locale => ({ zone, language: 'en-GB', hour12 });
const utc = (instant: number): string => new Date(instant).toISOString().slice(0, 16);
const day = (iso: string) => {
  const [year = 0, month = 0, date = 0] = iso.split('-').map(Number);
  return { year, month, day: date };
};

describe('zones', () => {
  test.each(['America/New_York', 'US/Pacific', 'Asia/Calcutta', 'UTC', 'Asia/Kathmandu'])('%s is one', (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  test.each(['', 'Nowhere/City', 'local', 'system', 'Pacific Time (US & Canada)', '__proto__'])(
    '%j is none, and read as UTC',
    (zone) => {
      expect(isZone(zone)).toBe(false);
      expect(formatTime(Date.parse('2026-11-22T09:42Z'), inZone(zone))).toBe('09:42');
    },
  );
});

describe('days that clocks stretch or cut', () => {
  test.each([
    ['America/New_York', '2026-03-08', '2026-03-08T05:00', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00', 25],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00', 24.5],
    ['America/Santiago', '2025-09-07', '2025-09-07T04:00', 23],
    ['America/Santiago', '2026-04-04', '2026-04-04T03:00', 25],
    ['America/Havana', '2025-11-02', '2025-11-02T04:00', 25],
    ['Africa/Cairo', '2025-04-25', '2025-04-24T22:00', 23],
    ['Asia/Kathmandu', '2026-11-22', '2026-11-21T18:15', 24],
  ])('%s %s begins at %sZ and has %d hours', (zone, date, begins, hours) => {
    const start = startOfDay(day(date), inZone(zone));
    expect(utc(start)).toBe(begins);
    expect(startOfDay(shiftDay(day(date), 1, 'day'), inZone(zone)) - start).toBe(hours * HOUR);
  });

  test('a time shown twice is the first or the second, a time never shown is later by the gap', () => {
    const newYork = inZone('America/New_York');
    expect(utc(instantOf(day('2026-11-01'), { hour: 1, minute: 30 }, newYork))).toBe('2026-11-01T05:30');
    expect(utc(instantOf(day('2026-11-01'), { hour: 1, minute: 30 }, newYork, 'second'))).toBe('2026-11-01T06:30');
    expect(utc(instantOf(day('2026-03-08'), { hour: 2, minute: 30 }, newYork))).toBe('2026-03-08T07:30');
  });

  test('back over such a night: days by the wall clock, hours exactly', () => {
    const newYork = inZone('America/New_York');
    const sundayNoon = Date.parse('2026-03-08T16:00Z');
    expect(sundayNoon - rollBack(sundayNoon, 1, 'day', newYork)).toBe(23 * HOUR);
    expect(sundayNoon - rollBack(sundayNoon, 1, 'week', newYork)).toBe((7 * 24 - 1) * HOUR);
    expect(sundayNoon - rollBack(sundayNoon, 24, 'hour', newYork)).toBe(24 * HOUR);
  });

  test('any instant lies in its day, and the next day begins after it', () => {
    const zones = [
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Santiago',
      'America/Havana',
      'Atlantic/Azores',
      'Asia/Kathmandu',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2021-01-01'), max: Date.parse('2031-01-01') }),
        fc.constantFrom(...zones),
        (instant, zone) => {
          const today = dayOf(instant, inZone(zone));
          expect(startOfDay(today, inZone(zone))).toBeLessThanOrEqual(instant);
          expect(startOfDay(shiftDay(today, 1, 'day'), inZone(zone))).toBeGreaterThan(instant);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

test('days are counted over months, years and leap days', () => {
  expect(daysBetween(day('2024-02-28'), day('2024-03-01'))).toBe(2);
  expect(daysBetween(day('2026-01-01'), day('2025-12-31'))).toBe(-1);
  expect(shiftDay(day('2026-03-31'), -1, 'month')).toEqual(day('2026-02-28'));
});

test.each([
  ['en-US', 7],
  ['en-GB', 1],
  ['he-IL', 7],
  ['ar-EG', 6],
  ['fr-FR', 1],
  ['pt_BR', 7],
  ['', 1],
  ['?', 1],
])('%s begins its weeks on weekday %i', (language, weekday) => {
  expect(firstWeekday(language)).toBe(weekday);
});

describe('written down', () => {
  const berlin = inZone('Europe/Berlin');
  const reference = { now: Date.parse('2026-11-22T10:30Z'), locale: berlin };

  test.each([
    ['2026-11-22T08:42Z', '09:42', '9:42 am'],
    ['2026-11-21T23:05Z', '00:05', '12:05 am'],
    ['2026-11-22T11:00Z', '12:00', '12:00 pm'],
    ['2026-11-22T22:59Z', '23:59', '11:59 pm'],
  ])('%s', (instant, in24, in12) => {
    expect(formatTime(Date.parse(instant), berlin)).toBe(in24);
    expect(formatTime(Date.parse(instant), inZone('Europe/Berlin', true))).toBe(in12);
  });

  test.each([
    ['2026-11-22T08:42Z', 'Sun 22 Nov', '09:42'],
    ['2026-11-03T08:42Z', 'Tue 3 Nov', 'Tue 3 Nov 09:42'],
    ['2026-11-21T23:30Z', 'Sun 22 Nov', '00:30'],
    ['2025-12-31T22:30Z', 'Wed 31 Dec 2025', 'Wed 31 Dec 2025 23:30'],
    ['2025-12-31T23:30Z', 'Thu 1 Jan', 'Thu 1 Jan 00:30'],
  ])('%s is %s', (instant, onDay, moment) => {
    expect(formatDay(Date.parse(instant), reference)).toBe(onDay);
    expect(formatMoment(Date.parse(instant), reference)).toBe(moment);
  });

  test.each([
    ['2026-11-09', '2026-11-15', '9–15 Nov'],
    ['2026-10-28', '2026-11-03', '28 Oct – 3 Nov'],
    ['2025-10-28', '2025-11-03', '28 Oct – 3 Nov 2025'],
    ['2025-12-28', '2026-01-03', '28 Dec 2025 – 3 Jan 2026'],
    ['2026-11-03', '2026-11-03', '3 Nov'],
  ])('%s to %s', (first, last, expected) => {
    expect(formatDays(day(first), day(last), day('2026-11-22'))).toBe(expected);
  });

  test.each([
    [-5, '0 s'],
    [0, '0 s'],
    [45_000, '45 s'],
    [59_600, '1 min'],
    [200_000, '3 min 20 s'],
    [72 * 60_000, '1 h 12 min'],
    [3_599_600, '1 h'],
    [2 * HOUR - 20_000, '2 h'],
    [100 * HOUR + 180_000, '100 h 3 min'],
  ])('%i ms is %s', (milliseconds, expected) => {
    expect(formatDuration(milliseconds)).toBe(expected);
  });
});
