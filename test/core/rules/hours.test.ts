/** Business hours in somebody's zone: what lies in them and what does not, over nights, holidays and changes of the clock. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hoursFor, isAfterHours, outsideHours, readOpening, withinHours, type ZoneHours } from '../../../src/core/rules/hours.js';

const opening = (text: string) => {
  const read = readOpening(text);
  if (!read) throw new Error(text);
  return read;
};
const nine = opening('09:00-17:30');
const week: ZoneHours['week'] = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: opening('22:00-24:00') };
const inZone = (zone: string) => {
  const hours = hoursFor(
    { zones: { '*': { week, holidays: ['2026-03-30'] } }, holidays: ['2026-12-25'] },
    { zone, language: 'en-GB', hour12: false },
  );
  if (!hours) throw new Error('no hours');
  return hours;
};
const at = (text: string) => Date.parse(text);

test.each(['9-17', '09:00', '17:00-09:00', '09:00-09:00', '24:00-24:00', '09:00-25:00', 'closed', ''])(
  '%s is no opening',
  (text) => {
    expect(readOpening(text)).toBeNull();
  },
);

test.each<[when: string, zone: string, after: boolean]>([
  ['2026-03-27T08:59:59Z', 'UTC', true],
  ['2026-03-27T09:00:00Z', 'UTC', false],
  ['2026-03-27T17:29:59Z', 'UTC', false],
  ['2026-03-27T17:30:00Z', 'UTC', true],
  ['2026-03-28T23:59:59Z', 'UTC', false],
  ['2026-03-29T00:00:00Z', 'UTC', true],
  ['2026-03-30T12:00:00Z', 'UTC', true],
  ['2026-12-25T12:00:00Z', 'UTC', true],
  ['2026-03-27T14:00:00Z', 'America/New_York', false],
  ['2026-03-27T12:00:00Z', 'America/New_York', true],
  // Summer time has begun in London.
  ['2026-03-31T08:00:00Z', 'Europe/London', false],
  ['2026-03-27T08:00:00Z', 'Europe/London', true],
])('%s in %s is after hours: %s', (when, zone, after) => {
  expect(isAfterHours(at(when), inZone(zone))).toBe(after);
});

test('a zone that is named has its own hours, and where none are set nothing is after hours', () => {
  const locale = { zone: 'Asia/Tokyo', language: 'ja-JP', hour12: false };
  const hours = { zones: { 'Asia/Tokyo': { week: { sun: nine }, holidays: [] } }, holidays: ['2026-01-01'] };
  expect(hoursFor(hours, locale)).toEqual({ week: { sun: nine }, holidays: ['2026-01-01'], locale });
  expect(hoursFor(hours, { ...locale, zone: 'UTC' })).toBeNull();
});

test('what is in business hours and what is not make up the whole, without overlap', () => {
  const zones = fc.constantFrom('UTC', 'Europe/London', 'America/New_York', 'Asia/Kathmandu', 'America/Havana', 'Pacific/Apia');
  const from = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
  fc.assert(
    fc.property(zones, from, fc.integer({ min: 0, max: 40 * 86_400_000 }), (zone, begin, length) => {
      const hours = inZone(zone);
      const span = { from: begin, to: begin + length };
      const parts = [...withinHours(span, hours), ...outsideHours(span, hours)].sort((a, b) => a.from - b.from);
      let reached = span.from;
      for (const part of parts) {
        expect(part.from).toBe(reached);
        expect(part.to).toBeGreaterThan(part.from);
        reached = part.to;
      }
      expect(reached).toBe(span.to);
      for (const { from: open } of withinHours(span, hours)) expect(isAfterHours(open, hours)).toBe(false);
    }),
    { numRuns: 60 },
  );
});
