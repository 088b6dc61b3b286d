/** Schedules as people say them, what is none, and their times through the nights on which clocks change. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/core/errors.js';
import { nextTimes, readSchedule } from '../../src/core/schedule.js';

const read = (text: string) => {
  const words = text.split(' ');
  const found = readSchedule(words);
  return found && { cron: found.schedule.cron, words: found.schedule.words, rest: words.slice(found.length).join(' ') };
};

describe('said', () => {
  test.each([
    ['weekdays at 9:00 calls', '0 9 * * 1-5', 'every weekday at 09:00'],
    ['every weekday at 9 calls', '0 9 * * 1-5', 'every weekday at 09:00'],
    ['weekdays 9am calls', '0 9 * * 1-5', 'every weekday at 09:00'],
    ['weekdays at 5:30 pm calls', '30 17 * * 1-5', 'every weekday at 17:30'],
    ['Daily at 17.30 calls', '30 17 * * *', 'every day at 17:30'],
    ['every day at noon calls', '0 12 * * *', 'every day at 12:00'],
    ['daily calls', '0 9 * * *', 'every day at 09:00'],
    ['weekends at 10 calls', '0 10 * * 0,6', 'every Saturday and Sunday at 10:00'],
    ['mondays at 8:30 calls', '30 8 * * 1', 'every Monday at 08:30'],
    ['every monday, wednesday and friday at 8 calls', '0 8 * * 1,3,5', 'every Monday, Wednesday and Friday at 08:00'],
    ['monthly on the 1st at 8:00 calls', '0 8 1 * *', 'every month on day 1 at 08:00'],
    ['monthly 15 calls', '0 9 15 * *', 'every month on day 15 at 09:00'],
    ['monthly on the last day at 18:00 calls', '0 18 L * *', 'every month on its last day at 18:00'],
    ['hourly calls', '0 * * * *', 'every hour'],
    ['0 9 * * 1-5 calls', '0 9 * * 1-5', 'by the cron line 0 9 ∗ ∗ 1-5'],
    ['0 9 ∗ ∗ 1-5 calls', '0 9 * * 1-5', 'by the cron line 0 9 ∗ ∗ 1-5'],
    ['cron 0 8-18 * * MON calls', '0 8-18 * * MON', 'by the cron line 0 8-18 ∗ ∗ MON'],
  ])('%s', (text, cron, words) => {
    expect(read(text)).toEqual({ cron, words, rest: 'calls' });
  });
});

describe('not said', () => {
  test.each(['calls last week', 'tomorrow calls', 'at 9:00 calls', 'every calls', '9:00', 'alice at 9', '1 2 3 4 5', ''])(
    '%j',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  test('a hour that is none is no time', () => {
    expect(read('weekdays at 25:00 calls')).toMatchObject({ rest: 'at 25:00 calls' });
  });

  test('a day that never comes', () => {
    expect(() => read('0 0 31 2 * calls')).toThrow(UserError);
  });

  test('any words give a schedule, none, or a sentence', () => {
    const word = fc.oneof(
      fc.constantFrom('every', 'weekdays', 'monday', 'at', '9', '9:00', 'pm', '*', '*/5', '1-5', 'monthly', 'L', 'last'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 15 }), (words) => {
        try {
          const found = readSchedule(words);
          if (found) expect(nextTimes(found.schedule, 'UTC', 0, 1)).toHaveLength(1);
        } catch (fault) {
          expect(fault).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});

describe('the nights on which clocks change', () => {
  const times = (cron: string, zone: string, after: string, count: number) =>
    nextTimes({ cron }, zone, Date.parse(after), count).map((time) => new Date(time).toISOString().slice(0, 16));

  test.each([
    // New York: 02:30 does not exist on 8 March and comes with the hour; 01:30 exists twice on 1 November and comes once.
    ['30 2 * * *', 'America/New_York', '2026-03-07T12:00Z', ['2026-03-08T07:00', '2026-03-09T06:30', '2026-03-10T06:30']],
    ['30 1 * * *', 'America/New_York', '2026-10-31T12:00Z', ['2026-11-01T05:30', '2026-11-02T06:30', '2026-11-03T06:30']],
    ['0 9 * * *', 'America/New_York', '2026-03-07T12:00Z', ['2026-03-07T14:00', '2026-03-08T13:00', '2026-03-09T13:00']],
    // Lord Howe: half an hour, on 5 April back and on 4 October forth.
    ['45 1 * * *', 'Australia/Lord_Howe', '2026-04-03T16:00Z', ['2026-04-04T14:45', '2026-04-05T15:15', '2026-04-06T15:15']],
    ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-02T16:00Z', ['2026-10-03T15:30', '2026-10-04T15:15', '2026-10-05T15:15']],
    // Santiago: midnight does not exist on 6 September.
    ['0 0 * * *', 'America/Santiago', '2026-09-04T12:00Z', ['2026-09-05T04:00', '2026-09-06T04:00', '2026-09-07T03:00']],
    // Kathmandu: a quarter of an hour off, all year.
    ['0 9 * * 1-5', 'Asia/Kathmandu', '2026-11-20T12:00Z', ['2026-11-23T03:15', '2026-11-24T03:15', '2026-11-25T03:15']],
    ['0 9 L * *', 'UTC', '2026-01-31T12:00Z', ['2026-02-28T09:00', '2026-03-31T09:00', '2026-04-30T09:00']],
  ])('%s in %s', (cron, zone, after, expected) => {
    expect(times(cron, zone, after, expected.length)).toEqual(expected);
  });
});
