/** The period before a period, as somebody would say it; and what holds of every one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodBefore } from '../../../src/core/period/before.js';
import { asked, found, written } from './asked.js';

// Sunday 22 November 2026, 11:30 in Berlin.
test.each([
  ['today', '2026-11-21 00:00 … 2026-11-21 11:30', 'yesterday until 11:30'],
  ['yesterday', '2026-11-20 00:00 … 2026-11-21 00:00', 'Fri 20 Nov'],
  ['this week', '2026-11-09 00:00 … 2026-11-15 11:30', 'Mon 9 Nov – Sun 15 Nov 11:30'],
  ['last week', '2026-11-02 00:00 … 2026-11-09 00:00', '2–8 Nov'],
  ['this month', '2026-10-01 00:00 … 2026-10-22 11:30', 'Thu 1 Oct – Thu 22 Oct 11:30'],
  ['last month', '2026-09-01 00:00 … 2026-10-01 00:00', '1–30 Sep'],
  ['last quarter', '2026-04-01 00:00 … 2026-07-01 00:00', '1 Apr – 30 Jun'],
  ['last year', '2024-01-01 00:00 … 2025-01-01 00:00', '1 Jan – 31 Dec 2024'],
  ['last 7 days', '2026-11-08 11:30 … 2026-11-15 11:30', 'Sun 8 Nov 11:30 – Sun 15 Nov 11:30'],
  ['last 3 hours', '2026-11-22 05:30 … 2026-11-22 08:30', 'today 05:30–08:30'],
  ['last hour', '2026-11-22 09:30 … 2026-11-22 10:30', 'today 09:30–10:30'],
  ['monday', '2026-11-15 00:00 … 2026-11-16 00:00', 'Sun 15 Nov'],
  ['3 Nov to 9 Nov', '2026-10-27 00:00 … 2026-11-03 00:00', '27 Oct – 2 Nov'],
  ['since 20 Nov', '2026-11-17 00:00 … 2026-11-19 11:30', 'Tue 17 Nov – Thu 19 Nov 11:30'],
  ['in October', '2026-09-01 00:00 … 2026-10-01 00:00', '1–30 Sep'],
  ['2025', '2024-01-01 00:00 … 2025-01-01 00:00', '1 Jan – 31 Dec 2024'],
])('before %s', (text, span, label) => {
  const reference = asked();
  const period = found(text, reference);
  const before = periodBefore(period, reference);
  expect(written({ ...period, span: before.span }, reference)).toBe(span);
  expect(before.label).toBe(label);
});

test('the day after the clocks changed is held against the whole long day', () => {
  const reference = asked('2026-10-27T09:00');
  const { span } = periodBefore(found('monday', reference), reference);
  expect(span.to - span.from).toBe(25 * 3_600_000);
});

test('on the last of a long month, this month is held against the whole shorter one', () => {
  const reference = asked('2026-03-31T18:00');
  expect(
    written({ ...found('this month', reference), span: periodBefore(found('this month', reference), reference).span }, reference),
  ).toBe('2026-02-01 00:00 … 2026-02-28 18:00');
});

test('it is never the future, never overlaps, and never ends before it begins', () => {
  const words = [
    'today',
    'yesterday',
    'this week',
    'last week',
    'this month',
    'last month',
    'last 5 days',
    'last 2 hours',
    'monday',
  ];
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Havana', 'Pacific/Apia'];
  fc.assert(
    fc.property(
      fc.constantFrom(...words),
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) }),
      (text, zone, now) => {
        const reference = { now, locale: { zone, language: 'en-US', hour12: true } };
        const period = found(text, reference);
        const { span } = periodBefore(period, reference);
        expect(span.from).toBeLessThanOrEqual(span.to);
        expect(span.to).toBeLessThanOrEqual(period.span.from);
        expect(span.from).toBeLessThan(period.span.from);
        const length = period.span.to - period.span.from;
        // Months differ by three days, a day by an hour.
        expect(Math.abs(length - (span.to - span.from))).toBeLessThanOrEqual(3 * 86_400_000 + 3_600_000);
      },
    ),
    { numRuns: 2000 },
  );
});
