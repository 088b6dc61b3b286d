import { expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors.js';
import { matchPeriod } from '../../../src/core/period/index.js';
import { asked, refusal } from './asked.js';

test.each([
  ...[
    '',
    ' ',
    '?',
    'alice',
    'me',
    'missed',
    'answered',
    'page 2',
    'May Lee',
    'march past',
    'marc 3',
    'Sunday Adeyemi',
    'hours',
    'last',
    'since',
  ],
  ...[
    'sun',
    'mon',
    'sat',
    'wed',
    'may',
    'mar',
    'march',
    'april',
    'June',
    'august',
    'jan',
    'dec',
    'week',
    'day',
    'h',
    'now',
    'noon',
  ],
  ...['from may', 'for june', 'from sun', 'april to june', 'may - june', 'sun to mon', 'may and june', 'monday and friday'],
  ...['104', '2031', '2009', '1999', '104-105', '104 to 105', '+1 650 555 0100', '650-555-0100', '555-0100', '3', '3 9', '3/'],
  ...[
    'last tuesdays',
    'last 7',
    'last few days',
    'last 1.5 days',
    '7 dwarfs',
    'last 7 days alice',
    'today tomorrow',
    'today yesterday',
  ],
  ...[
    'since alice',
    'since',
    'alice to bob',
    'from alice to monday',
    '3 Nov to alice',
    'monday to',
    'to monday',
    'between monday',
  ],
  ...['3 Nov 9:00', '9:00', '9am', 'May 104', '3 Novel', 'Novak 3', '31 Fox', '3rd', 'the', 'on', 'in the'],
  ...['сегодня', '今天', '__proto__', 'constructor', 'last constructor', 'constructor 3', '3 constructors'],
])('%j is no period', (text) => {
  expect(refusal(text, asked())).toBeNull();
});

test.each([
  ['9 Nov to 3 Nov', 'period-reversed'],
  ['2026-11-09 to 2026-11-03', 'period-reversed'],
  ['today to yesterday', 'period-reversed'],
  ['yesterday to 3 Nov', 'period-reversed'],
  ['monday 17:00 to monday 9:00', 'period-reversed'],
  ['3 Nov 9:00 to 3 Nov 9:00', 'period-reversed'],
  ['10:00 - 9:00', 'period-reversed'],
  ['tomorrow', 'period-future'],
  ['since tomorrow', 'period-future'],
  ['next week', 'period-future'],
  ['next 3 days', 'period-future'],
  ['next monday', 'period-future'],
  ['in 3 days', 'period-future'],
  ['3 Dec 2026', 'period-future'],
  ['december 2026', 'period-future'],
  ['in 2027', 'period-future'],
  ['since 12:00', 'period-future'],
  ['12:00 to 13:00', 'period-future'],
  ['2027-01-01 to 2027-02-01', 'period-future'],
  ['last 0 days', 'period-too-long'],
  ['last zero days', 'period-too-long'],
  ['last -3 days', 'period-too-long'],
  ['last 100000 days', 'period-too-long'],
  [`last ${'9'.repeat(150)} days`, 'period-too-long'],
  ['last 6 years', 'period-too-long'],
  ['3 Nov 2015', 'period-too-long'],
  ['since 0001-01-01', 'period-too-long'],
  ['in 2009', 'period-too-long'],
  ['3 Nov 2015 to 9 Nov 2015', 'period-too-long'],
  ['31 Feb', 'period-no-such-date'],
  ['Feb 30th', 'period-no-such-date'],
  ['29 Feb 2025', 'period-no-such-date'],
  ['2026-13-40', 'period-no-such-date'],
  ['2026-13', 'period-no-such-date'],
  ['31/31/2026', 'period-no-such-date'],
  ['0 Nov', 'period-no-such-date'],
  ['3 Nov 25:00', 'period-no-such-date'],
  ['since 9:75', 'period-no-such-date'],
  ['since 13pm', 'period-no-such-date'],
  ['31 Feb to 3 Mar', 'period-no-such-date'],
  ['Mon 3 Nov 2026', 'period-no-such-date'],
])('%s: %s', (text, code) => {
  expect(refusal(text, asked())).toBe(code);
});

test('what a refusal says can be followed: each example in it is a period', () => {
  for (const text of ['9 Nov to 3 Nov', 'tomorrow', 'last 0 days', '31 Feb']) {
    try {
      matchPeriod(text, asked());
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const examples = [...error.sentence.matchAll(/“([^”]+)”/g)].map(([, example]) => example ?? '');
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples)
        expect(matchPeriod(/:/.test(example) ? `since ${example}` : example, asked())).not.toBeNull();
    }
  }
});
