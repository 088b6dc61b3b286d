import { describe, expect, test } from 'vitest';
import { asked, found, written } from './asked.js';

const HOUR = 3_600_000;

describe('periods over nights when clocks change', () => {
  test.each([
    ['America/New_York', '2026-03-08T12:00', 'today', 11],
    ['America/New_York', '2026-03-09T12:00', 'yesterday', 23],
    ['America/New_York', '2026-11-02T12:00', 'yesterday', 25],
    ['America/New_York', '2026-03-10T12:00', 'last 7 days', 7 * 24 - 1],
    ['America/New_York', '2026-03-10T12:00', 'last 48 hours', 48],
    ['America/New_York', '2026-03-10T12:00', 'last week', 7 * 24 - 1],
    ['America/New_York', '2026-11-20T12:00', '1 Nov to 2 Nov', 49],
    ['America/New_York', '2026-11-20T12:00', '1 Nov 0:30 to 1 Nov 1:30', 2],
    ['Australia/Lord_Howe', '2026-10-05T12:00', 'yesterday', 23.5],
    ['Australia/Lord_Howe', '2026-10-05T12:00', 'last 2 days', 47.5],
    ['America/Santiago', '2025-09-07T03:00', 'today', 2],
    ['America/Santiago', '2025-09-08T12:00', 'sunday', 23],
    ['America/Santiago', '2026-04-05T12:00', 'saturday', 25],
    ['America/Havana', '2025-11-02T12:00', 'today', 13],
    ['Asia/Kathmandu', '2026-11-22T11:30', 'today', 11.5],
  ])('%s, %s: %s lasts %d hours', (zone, now, text, hours) => {
    const { span } = found(text, asked(now, { zone }));
    expect((span.to - span.from) / HOUR).toBe(hours);
  });
});

test.each([
  ['US/Pacific', '2026-11-21 00:00 … 2026-11-22 00:00'],
  ['Asia/Kathmandu', '2026-11-21 00:00 … 2026-11-22 00:00'],
])('yesterday in %s', (zone, span) => {
  const reference = asked('2026-11-22T11:30', { zone });
  expect(written(found('yesterday', reference), reference)).toBe(span);
});

test('a zone nobody knows is read as UTC', () => {
  const reference = { now: Date.parse('2026-11-22T10:30Z'), locale: { zone: 'Mars/Base', language: 'en-GB', hour12: false } };
  expect(found('today', reference).span.from).toBe(Date.parse('2026-11-22T00:00Z'));
});

test('a period that begins this very instant is empty, not refused', () => {
  const reference = asked('2026-11-22T00:00');
  for (const text of ['today', 'sunday', '22 Nov']) {
    expect(found(text, reference).span).toEqual({ from: reference.now, to: reference.now });
  }
});
