import { expect, test } from 'vitest';
import { nearPeriod } from '../../../src/core/period/index.js';

test.each([
  ['last weak', 'last week'],
  ['lst week', 'last week'],
  ['Last Mounth?', 'last month'],
  ['this quater', 'this quarter'],
  ['yesteday', 'yesterday'],
  ['tody', 'today'],
  ['todya', 'today'],
  ['last 7 dyas', 'last 7 days'],
  ['wensday', 'wednesday'],
  ['last fryday', 'last friday'],
  ['since mondya', 'since monday'],
])('%s: %s', (text, period) => {
  expect(nearPeriod(text)).toBe(period);
});

test.each([
  '',
  'today',
  'last week',
  'alice',
  'missed',
  'Toby',
  'Mona',
  'Sandy',
  'Wendy',
  'may',
  '104',
  'last one',
  'week',
  'x'.repeat(10_000),
])('%.20s is near none', (text) => {
  expect(nearPeriod(text)).toBeNull();
});
