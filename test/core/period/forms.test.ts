import { describe, expect, test } from 'vitest';
import { asked, found, written } from './asked.js';

/** Text, span on the asker's clock, label, words. Asked on Sunday 22 November 2026, 11:30, by a reader whose weeks begin on Monday. */
type Case = readonly [text: string, span: string, label: string, words: string];
const NOW = '2026-11-22 11:30';

const FORMS: Readonly<Record<string, readonly Case[]>> = {
  'today and yesterday': [
    ['today', `2026-11-22 00:00 … ${NOW}`, 'today', 'today'],
    ['yesterday', '2026-11-21 00:00 … 2026-11-22 00:00', 'yesterday', 'yesterday'],
  ],
  'this and last': [
    ['this week', `2026-11-16 00:00 … ${NOW}`, 'this week (since Mon 16 Nov)', 'this week'],
    ['last week', '2026-11-09 00:00 … 2026-11-16 00:00', 'last week (9–15 Nov)', 'last week'],
    ['previous week', '2026-11-09 00:00 … 2026-11-16 00:00', 'last week (9–15 Nov)', 'last week'],
    ['this month', `2026-11-01 00:00 … ${NOW}`, 'this month (since Sun 1 Nov)', 'this month'],
    ['last month', '2026-10-01 00:00 … 2026-11-01 00:00', 'last month (October)', 'last month'],
    ['this quarter', `2026-10-01 00:00 … ${NOW}`, 'this quarter (since Thu 1 Oct)', 'this quarter'],
    ['last quarter', '2026-07-01 00:00 … 2026-10-01 00:00', 'last quarter (Jul–Sep)', 'last quarter'],
    ['this year', `2026-01-01 00:00 … ${NOW}`, 'this year (since Thu 1 Jan)', 'this year'],
    ['last year', '2025-01-01 00:00 … 2026-01-01 00:00', 'last year (2025)', 'last year'],
  ],
  'so much back from now': [
    ['last 7 days', `2026-11-15 11:30 … ${NOW}`, 'last 7 days', 'last 7 days'],
    ['past 2 weeks', `2026-11-08 11:30 … ${NOW}`, 'last 2 weeks', 'last 2 weeks'],
    ['last 3 months', `2026-08-22 11:30 … ${NOW}`, 'last 3 months', 'last 3 months'],
    ['last 36 hours', `2026-11-20 23:30 … ${NOW}`, 'last 36 hours', 'last 36 hours'],
    ['last 5 years', `2021-11-22 11:30 … ${NOW}`, 'last 5 years', 'last 5 years'],
    ['last hour', `2026-11-22 10:30 … ${NOW}`, 'last hour', 'last hour'],
    ['last 30 min', `2026-11-22 11:00 … ${NOW}`, 'last 30 minutes', 'last 30 minutes'],
    ['last two days', `2026-11-20 11:30 … ${NOW}`, 'last 2 days', 'last 2 days'],
    ['past week', `2026-11-15 11:30 … ${NOW}`, 'last 7 days', 'last 7 days'],
    ['past month', `2026-10-22 11:30 … ${NOW}`, 'past month', 'past month'],
    ['24h', `2026-11-21 11:30 … ${NOW}`, 'last 24 hours', 'last 24 hours'],
    ['7d', `2026-11-15 11:30 … ${NOW}`, 'last 7 days', 'last 7 days'],
    ['2w', `2026-11-08 11:30 … ${NOW}`, 'last 2 weeks', 'last 2 weeks'],
    ['7 days', `2026-11-15 11:30 … ${NOW}`, 'last 7 days', 'last 7 days'],
  ],
  since: [
    ['since monday', `2026-11-16 00:00 … ${NOW}`, 'since Mon 16 Nov', 'since 16 Nov'],
    ['since mon', `2026-11-16 00:00 … ${NOW}`, 'since Mon 16 Nov', 'since 16 Nov'],
    ['since 3 Nov', `2026-11-03 00:00 … ${NOW}`, 'since Tue 3 Nov', 'since 3 Nov'],
    ['since 3 Dec', `2025-12-03 00:00 … ${NOW}`, 'since Wed 3 Dec 2025', 'since 3 Dec 2025'],
    ['since yesterday', `2026-11-21 00:00 … ${NOW}`, 'since Sat 21 Nov', 'since 21 Nov'],
    ['since yesterday 5pm', `2026-11-21 17:00 … ${NOW}`, 'since Sat 21 Nov 17:00', 'since 21 Nov 17:00'],
    ['since 9:00', `2026-11-22 09:00 … ${NOW}`, 'since 09:00', 'since 22 Nov 09:00'],
    ['since last week', `2026-11-09 00:00 … ${NOW}`, 'since Mon 9 Nov', 'since 9 Nov'],
    ['since may', `2026-05-01 00:00 … ${NOW}`, 'since Fri 1 May', 'since 1 May'],
    ['since 2025', `2025-01-01 00:00 … ${NOW}`, 'since Wed 1 Jan 2025', 'since 1 Jan 2025'],
  ],
  'from one to another, both included': [
    ['3 Nov to 9 Nov', '2026-11-03 00:00 … 2026-11-10 00:00', '3–9 Nov', '3 Nov to 9 Nov'],
    ['3 Nov - 9 Nov', '2026-11-03 00:00 … 2026-11-10 00:00', '3–9 Nov', '3 Nov to 9 Nov'],
    ['3–9 Nov', '2026-11-03 00:00 … 2026-11-10 00:00', '3–9 Nov', '3 Nov to 9 Nov'],
    ['Nov 3-9, 2025', '2025-11-03 00:00 … 2025-11-10 00:00', '3–9 Nov 2025', '3 Nov 2025 to 9 Nov 2025'],
    ['from 28 Oct to 3 Nov', '2026-10-28 00:00 … 2026-11-04 00:00', '28 Oct – 3 Nov', '28 Oct to 3 Nov'],
    ['between 3 and 9 November', '2026-11-03 00:00 … 2026-11-10 00:00', '3–9 Nov', '3 Nov to 9 Nov'],
    ['2026-11-03 to 2026-11-09', '2026-11-03 00:00 … 2026-11-10 00:00', '3–9 Nov', '3 Nov to 9 Nov'],
    ['20 Dec to 5 Jan', '2025-12-20 00:00 … 2026-01-06 00:00', '20 Dec 2025 – 5 Jan 2026', '20 Dec 2025 to 5 Jan 2026'],
    ['3 Nov to 9 Nov 2025', '2025-11-03 00:00 … 2025-11-10 00:00', '3–9 Nov 2025', '3 Nov 2025 to 9 Nov 2025'],
    ['monday to wednesday', '2026-11-16 00:00 … 2026-11-19 00:00', '16–18 Nov', '16 Nov to 18 Nov'],
    ['friday to monday', '2026-11-13 00:00 … 2026-11-17 00:00', '13–16 Nov', '13 Nov to 16 Nov'],
    ['from january to march', '2026-01-01 00:00 … 2026-04-01 00:00', '1 Jan – 31 Mar', '1 Jan to 31 Mar'],
    ['last monday to yesterday', '2026-11-16 00:00 … 2026-11-22 00:00', '16–21 Nov', '16 Nov to 21 Nov'],
    ['3 Nov to 3 Nov', '2026-11-03 00:00 … 2026-11-04 00:00', 'Tue 3 Nov', '3 Nov to 3 Nov'],
    ['3 Nov to today', `2026-11-03 00:00 … ${NOW}`, 'since Tue 3 Nov', 'since 3 Nov'],
    ['3 Nov to now', `2026-11-03 00:00 … ${NOW}`, 'since Tue 3 Nov', 'since 3 Nov'],
    ['20 Nov to 30 Nov', `2026-11-20 00:00 … ${NOW}`, 'since Fri 20 Nov', 'since 20 Nov'],
    ['20 Nov 2026 to 3 Feb 2027', `2026-11-20 00:00 … ${NOW}`, 'since Fri 20 Nov', 'since 20 Nov'],
  ],
  'with times of day': [
    ['3 Nov 9:00 to 3 Nov 17:00', '2026-11-03 09:00 … 2026-11-03 17:00', 'Tue 3 Nov 09:00–17:00', '3 Nov 09:00 to 3 Nov 17:00'],
    ['yesterday 9am to 5pm', '2026-11-21 09:00 … 2026-11-21 17:00', 'Sat 21 Nov 09:00–17:00', '21 Nov 09:00 to 21 Nov 17:00'],
    ['9:00-11:00', '2026-11-22 09:00 … 2026-11-22 11:00', 'Sun 22 Nov 09:00–11:00', '22 Nov 09:00 to 22 Nov 11:00'],
    ['9:00 to 17:00 on monday', '2026-11-16 09:00 … 2026-11-16 17:00', 'Mon 16 Nov 09:00–17:00', '16 Nov 09:00 to 16 Nov 17:00'],
    ['3 Nov at noon to 5 Nov', '2026-11-03 12:00 … 2026-11-06 00:00', 'Tue 3 Nov 12:00 – Thu 5 Nov', '3 Nov 12:00 to 5 Nov'],
    ['3 Nov 12 am to 12:30 am', '2026-11-03 00:00 … 2026-11-03 00:30', 'Tue 3 Nov 00:00–00:30', '3 Nov 00:00 to 3 Nov 00:30'],
    ['3 Nov to 3 Nov 17:00', '2026-11-03 00:00 … 2026-11-03 17:00', 'Tue 3 Nov until 17:00', '3 Nov to 3 Nov 17:00'],
  ],
  weekdays: [
    ['monday', '2026-11-16 00:00 … 2026-11-17 00:00', 'Mon 16 Nov', '16 Nov'],
    ['on mon', '2026-11-16 00:00 … 2026-11-17 00:00', 'Mon 16 Nov', '16 Nov'],
    ['sunday', `2026-11-22 00:00 … ${NOW}`, 'Sun 22 Nov', '22 Nov'],
    ['last sunday', '2026-11-15 00:00 … 2026-11-16 00:00', 'Sun 15 Nov', '15 Nov'],
    ['this monday', '2026-11-16 00:00 … 2026-11-17 00:00', 'Mon 16 Nov', '16 Nov'],
  ],
  dates: [
    ['3 Nov', '2026-11-03 00:00 … 2026-11-04 00:00', 'Tue 3 Nov', '3 Nov'],
    ['Nov 3', '2026-11-03 00:00 … 2026-11-04 00:00', 'Tue 3 Nov', '3 Nov'],
    ['Nov 3rd', '2026-11-03 00:00 … 2026-11-04 00:00', 'Tue 3 Nov', '3 Nov'],
    ['on the 3rd of November', '2026-11-03 00:00 … 2026-11-04 00:00', 'Tue 3 Nov', '3 Nov'],
    ['Tue 3 Nov', '2026-11-03 00:00 … 2026-11-04 00:00', 'Tue 3 Nov', '3 Nov'],
    ['3 November 2025', '2025-11-03 00:00 … 2025-11-04 00:00', 'Mon 3 Nov 2025', '3 Nov 2025'],
    ['November 3, 2025', '2025-11-03 00:00 … 2025-11-04 00:00', 'Mon 3 Nov 2025', '3 Nov 2025'],
    ['3 Dec', '2025-12-03 00:00 … 2025-12-04 00:00', 'Wed 3 Dec 2025', '3 Dec 2025'],
    ['29 Feb', '2024-02-29 00:00 … 2024-03-01 00:00', 'Thu 29 Feb 2024', '29 Feb 2024'],
    ['2026-11-03', '2026-11-03 00:00 … 2026-11-04 00:00', 'Tue 3 Nov', '3 Nov'],
    ['3.11.2026', '2026-11-03 00:00 … 2026-11-04 00:00', 'Tue 3 Nov', '3 Nov'],
    ['03/11/2026', '2026-11-03 00:00 … 2026-11-04 00:00', 'Tue 3 Nov', '3 Nov'],
    ['22 Nov', `2026-11-22 00:00 … ${NOW}`, 'Sun 22 Nov', '22 Nov'],
  ],
  'months and years': [
    ['in May', '2026-05-01 00:00 … 2026-06-01 00:00', 'May', 'May 2026'],
    ['in december', '2025-12-01 00:00 … 2026-01-01 00:00', 'December 2025', 'December 2025'],
    ['in november', `2026-11-01 00:00 … ${NOW}`, 'November', 'November 2026'],
    ['march 2026', '2026-03-01 00:00 … 2026-04-01 00:00', 'March', 'March 2026'],
    ['nov 2025', '2025-11-01 00:00 … 2025-12-01 00:00', 'November 2025', 'November 2025'],
    ['2025', '2025-01-01 00:00 … 2026-01-01 00:00', '2025', 'in 2025'],
    ['in 2026', `2026-01-01 00:00 … ${NOW}`, '2026', 'in 2026'],
  ],
};

for (const [form, cases] of Object.entries(FORMS)) {
  describe(form, () => {
    test.each(cases)('%s', (text, span, label, words) => {
      const period = found(text, asked());
      expect([written(period, asked()), period.label, period.words]).toEqual([span, label, words]);
    });
  });
}

test.each([
  'LAST WEEK',
  '  last \t week ',
  'last\u00a0week',
  'last week?',
  'last week!!',
  '“last week”',
  'for last week',
  'in the last week',
  'from last week.',
  'la\u200bst week',
])('%j is last week', (text) => {
  expect(found(text, asked()).words).toBe('last week');
});

test.each([
  ['en-US', '2026-11-15', '2026-11-22'],
  ['en-GB', '2026-11-09', '2026-11-16'],
  ['he-IL', '2026-11-15', '2026-11-22'],
  ['ar-EG', '2026-11-14', '2026-11-21'],
  ['en_US', '2026-11-15', '2026-11-22'],
  ['', '2026-11-09', '2026-11-16'],
  ['not a language', '2026-11-09', '2026-11-16'],
])('last week as %s has it', (language, from, to) => {
  const reference = asked(undefined, { language });
  expect(written(found('last week', reference), reference)).toBe(`${from} 00:00 … ${to} 00:00`);
});

test('slashes are read in the order of the reader, and in the other where only that is a date', () => {
  expect(found('03/11/2026', asked(undefined, { language: 'en-US' })).label).toBe('Wed 11 Mar');
  expect(found('03/11/2026', asked(undefined, { language: 'de-DE' })).label).toBe('Tue 3 Nov');
  expect(found('10/25/2026', asked()).label).toBe('Sun 25 Oct');
  expect(found('25/10/2026', asked(undefined, { language: 'en-US' })).label).toBe('Sun 25 Oct');
});

test('twelve hours for those who read them', () => {
  expect(found('yesterday 9:00 to 17:30', asked(undefined, { hour12: true })).label).toBe('Sat 21 Nov 9:00 am–5:30 pm');
});
