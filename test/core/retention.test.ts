/** How long something is kept: written in words, counted on the calendar. */
import { expect, test } from 'vitest';
import { keptFrom, readRetention, retentionWords } from '../../src/core/retention.js';

const now = Date.UTC(2026, 2, 31, 12);

test.each<[string, number, string]>([
  ['400 days', Date.UTC(2025, 1, 24, 12), '400 days'],
  ['1 day', Date.UTC(2026, 2, 30, 12), '1 day'],
  [' 2 Weeks ', Date.UTC(2026, 2, 17, 12), '2 weeks'],
  ['1 month', Date.UTC(2026, 1, 28, 12), '1 month'],
  ['2 years', Date.UTC(2024, 2, 31, 12), '2 years'],
])('%s', (text, from, words) => {
  const read = readRetention(text);
  if (!read) throw new Error(`${text} was not read`);
  expect(keptFrom(read, now)).toBe(from);
  expect(retentionWords(read)).toBe(words);
});

test.each(['', '400', 'days', '0 days', '-1 days', '1.5 years', '11 years', '9999 days', '3 hours', '2 years old', 'for ever'])(
  '"%s" is no such time',
  (text) => {
    expect(readRetention(text)).toBeNull();
  },
);
