import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, daysBetween } from '../../../src/core/calendar.js';
import { UserError } from '../../../src/core/errors.js';
import { matchPeriod, nearPeriod, type Period, type Reference } from '../../../src/core/period/index.js';
import { startCpuTime } from '../../cpuTime.js';
import { found } from './asked.js';

const reference: fc.Arbitrary<Reference> = fc.record({
  now: fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2031-01-01') }),
  locale: fc.record({
    zone: fc.constantFrom(
      ...[
        'America/New_York',
        'Australia/Lord_Howe',
        'America/Santiago',
        'America/Havana',
        'Asia/Kathmandu',
        'US/Pacific',
        'Mars/Base',
      ],
    ),
    language: fc.constantFrom('en-US', 'en-GB', 'he-IL', 'ar-EG', ''),
    hour12: fc.boolean(),
  }),
});

const number = (min: number, max: number) => fc.integer({ min, max }).map(String);
const words = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(' '));

const unit = fc.constantFrom('week', 'month', 'quarter', 'year');
const month = fc.constantFrom('January', 'feb', 'Mar', 'may', 'July', 'sept', 'Nov', 'december');
const weekday = fc.constantFrom('monday', 'Tuesday', 'friday', 'Sunday', 'sun', 'thurs');
const year = number(2018, 2032);
const two = (max: number) => number(0, max).map((digits) => digits.padStart(2, '0'));
const date = fc.oneof(
  words(number(0, 32), month),
  words(month, number(1, 31), year),
  words(number(1, 31), month, year),
  fc.tuple(year, two(13), two(32)).map((parts) => parts.join('-')),
  fc.tuple(number(1, 31), number(1, 31), year).map((parts) => parts.join('/')),
  fc.tuple(number(1, 31), number(1, 12), year).map((parts) => parts.join('.')),
);
const day = fc.oneof(
  date,
  weekday,
  words(fc.constantFrom('last', 'this', 'next'), weekday),
  fc.constantFrom('today', 'yesterday'),
);
const time = fc.oneof(
  fc.tuple(number(0, 24), two(60)).map((parts) => parts.join(':')),
  number(0, 13).map((hour) => `${hour}pm`),
  fc.constant('noon'),
);
const point = fc.oneof(day, words(day, time), words(day, 'at', time), time, words('last', unit), words(month, year), month, year);
const phrase = fc.oneof(
  fc.constantFrom('today', 'yesterday', 'tomorrow', '24h', '7d', '2w'),
  words(fc.constantFrom('this', 'last', 'next', 'past'), unit),
  words(
    fc.constantFrom('last', 'past'),
    number(-1, 2000),
    fc.constantFrom('minutes', 'hours', 'days', 'weeks', 'months', 'years'),
  ),
  words('since', point),
  words(point, fc.constantFrom('to', '-', 'until'), point),
  words('between', point, 'and', point),
  words(fc.constantFrom('on', 'in', 'for', 'from'), point),
  point,
);

/** A refusal is an answer too; any other exception fails the property. */
function read(text: string, asker: Reference): Period | null {
  try {
    return matchPeriod(text, asker);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

test('a period begins before it ends, ends by now, and its words are the same period', () => {
  let periods = 0;
  fc.assert(
    fc.property(phrase, reference, (text, asker) => {
      const period = read(text, asker);
      if (period === null) return;
      periods++;
      const { from, to } = period.span;
      // What begins this very instant, such as today at midnight, has nothing in it yet.
      if (from !== asker.now) expect(from).toBeLessThan(to);
      expect(to).toBeLessThanOrEqual(asker.now);
      expect(found(period.words, asker)).toMatchObject({ span: period.span, words: period.words });
    }),
    { numRuns: 6000 },
  );
  expect(periods).toBeGreaterThan(1500);
});

test('yesterday ends where today begins', () => {
  fc.assert(
    fc.property(reference, (asker) => {
      expect(found('yesterday', asker).span.to).toBe(found('today', asker).span.from);
    }),
  );
});

test('last week has seven days and ends where this week begins', () => {
  fc.assert(
    fc.property(reference, (asker) => {
      const { from, to } = found('last week', asker).span;
      expect(daysBetween(dayOf(from, asker.locale), dayOf(to, asker.locale))).toBe(7);
      expect(to).toBe(found('this week', asker).span.from);
    }),
  );
});

test('nothing anyone types breaks the reading', () => {
  const vocabulary = fc.constantFrom(
    ...[
      'last',
      'since',
      'to',
      '-',
      'between',
      'and',
      '3',
      '31',
      'nov',
      'monday',
      '9:00',
      'at',
      'on',
      '2026',
      '.',
      '/',
      ',',
      '\u00a0',
      'ﬀ',
      '–',
    ],
  );
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(vocabulary, { maxLength: 30 }).map((parts) => parts.join(' ')),
    fc.array(vocabulary, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(typed, reference, (text, asker) => {
      read(text, asker);
      nearPeriod(text);
    }),
    { numRuns: 3000 },
  );
});

test.each(['-', ' ', '1', '1-', 'a', 'a ', '9:00 ', 'to ', '?', '3 nov - ', 'last ', '\u200b', '.', 'İ'])(
  'ten thousand characters of %j are read at once',
  (piece) => {
    const asker = { now: Date.parse('2026-11-22T10:30Z'), locale: { zone: 'UTC', language: 'en-US', hour12: true } };
    for (const length of [190, 200, 10_000]) {
      const text = piece.repeat(length).slice(0, length);
      const spent = startCpuTime();
      for (const typed of [text, `last ${text}`, `${text} days`, `since ${text}`, `3 nov${text}`]) {
        read(typed, asker);
        nearPeriod(typed);
      }
      // A pattern that runs away takes seconds; this takes a few milliseconds.
      expect(spent()).toBeLessThan(1000);
    }
  },
);
