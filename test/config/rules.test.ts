/** Every rule an operator may set: taken as it is written, seen in `explain`, and refused by its name where it is none. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveSettings, SettingsError } from '../../src/config.js';
import { type House, openHouse } from '../commands/house/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse([]);
});
afterAll(() => house.close());

const rulesOf = (rules: unknown) => resolveSettings({ rules }, {}).bot.rules;
const explained = (rules: unknown) => house.ask('explain', { rules: rulesOf(rules) });
const week = { mon: '09:00-17:30', tue: '09:00-17:30', wed: '09:00-17:30', sat: '10:00 - 14:00' };

describe('taken, and said aloud', () => {
  test.each<[what: string, rules: unknown, said: string]>([
    ['nothing set', undefined, 'It does not matter how soon the caller hung up.'],
    ['giving up within', { missed: { callerGaveUpWithin: 5 } }, 'Where the caller hung up within 5 seconds it is no miss'],
    ['giving up within, the least', { missed: { callerGaveUpWithin: 1 } }, 'within 1 second it is no miss'],
    ['giving up within, the most', { missed: { callerGaveUpWithin: 120 } }, 'within 120 seconds it is no miss'],
    ['a ring for a queue counts', { queueRingsCount: true }, 'is missed by the queue and by everybody it rang'],
    ['it does not', { queueRingsCount: false }, 'is missed by the queue alone'],
    ['the service level', { serviceLevel: 30 }, 'should be answered within 30 seconds'],
    ['the service level left out', {}, 'should be answered within 20 seconds'],
    ['internal calls out', { internal: 'left out' }, 'left out of every figure'],
    ['internal calls in', { internal: 'counted' }, 'calls between colleagues are counted'],
    ['no hours', { hours: {} }, 'none are set for your time zone (Europe/London)'],
    ['hours of all zones', { hours: { '*': week } }, 'Mon–Wed 09:00–17:30, Sat 10:00–14:00 (Europe/London, yours).'],
    [
      'hours of the zone itself before those of all',
      { hours: { '*': week, 'Europe/London': { fri: '08:00-24:00' } } },
      'Fri 08:00–24:00 (Europe/London, yours).',
    ],
    ['hours of another zone alone', { hours: { 'Asia/Tokyo': week } }, 'none are set for your time zone'],
    ['never open', { hours: { '*': {} } }, 'always closed'],
    [
      'holidays of all zones and of one',
      { hours: { '*': { ...week, holidays: ['2026-12-28'] }, holidays: ['2026-12-25', '2026-01-01'] } },
      'Closed on 25 Dec and 28 Dec.',
    ],
    [
      'holidays of another zone',
      { hours: { '*': week, 'Asia/Tokyo': { holidays: ['2026-12-31'] } } },
      'Sat 10:00–14:00 (Europe/London, yours). Any other call',
    ],
    ['a holiday in another year', { hours: { '*': week, holidays: ['2027-01-01'] } }, 'Closed on 1 Jan 2027.'],
  ])('%s', async (_, rules, said) => {
    expect(await explained(rules)).toContain(said);
  });
});

describe('refused, and named', () => {
  const faults = (rules: unknown): string => {
    try {
      rulesOf(rules);
    } catch (fault) {
      if (fault instanceof SettingsError) return fault.faults.join('\n');
      throw fault;
    }
    throw new Error('it was taken');
  };
  test.each<[rules: unknown, said: string]>([
    [{ mised: {} }, 'knows no "mised", only missed, hours, serviceLevel, queueRingsCount, internal'],
    [{ missed: { within: 5 } }, 'missed knows no "within", only callerGaveUpWithin'],
    [{ missed: 5 }, 'missed is not a group of settings: callerGaveUpWithin'],
    [{ missed: { callerGaveUpWithin: 0 } }, 'missed.callerGaveUpWithin is not a whole number of seconds from 1 to 120'],
    [{ missed: { callerGaveUpWithin: 121 } }, 'missed.callerGaveUpWithin is not a whole number of seconds from 1 to 120'],
    [{ missed: { callerGaveUpWithin: 2.5 } }, 'missed.callerGaveUpWithin is not a whole number of seconds from 1 to 120'],
    [{ missed: { callerGaveUpWithin: '5' } }, 'missed.callerGaveUpWithin is not a whole number of seconds from 1 to 120'],
    [{ serviceLevel: 0 }, 'serviceLevel is not a whole number of seconds from 1 to 3600'],
    [{ serviceLevel: 3601 }, 'serviceLevel is not a whole number of seconds from 1 to 3600'],
    [{ serviceLevel: '20 s' }, 'serviceLevel is not a whole number of seconds from 1 to 3600'],
    [{ queueRingsCount: 'yes' }, 'queueRingsCount is neither true nor false'],
    [{ internal: false }, 'internal is neither "counted" nor "left out"'],
    [{ internal: 'left-out' }, 'internal is neither "counted" nor "left out"'],
    [{ hours: { 'Mars/Olympus': week } }, 'hours.Mars/Olympus is neither a time zone this machine knows nor *'],
    [{ hours: { Berlin: week } }, 'hours.Berlin is neither a time zone this machine knows nor *'],
    [{ hours: { '*': { mon: '9-17' } } }, 'hours.*.mon is not a stretch of a day such as "09:00-17:30"'],
    [{ hours: { '*': { mon: '17:00-09:00' } } }, 'hours.*.mon is not a stretch of a day such as "09:00-17:30"'],
    [{ hours: { '*': { mon: 'closed' } } }, 'hours.*.mon is not a stretch of a day such as "09:00-17:30"'],
    [{ hours: { '*': { mon: 9 } } }, 'hours.*.mon is not a stretch of a day such as "09:00-17:30"'],
    [
      { hours: { '*': { monday: '09:00-17:00' } } },
      'hours.* knows no "monday", only mon, tue, wed, thu, fri, sat, sun, holidays',
    ],
    [{ hours: { '*': { holidays: ['25.12.2026'] } } }, 'hours.*.holidays.0 is not a date such as 2026-12-25'],
    [{ hours: { holidays: ['2026-02-30'] } }, 'hours.holidays.0 is not a date such as 2026-12-25'],
    [{ hours: { holidays: '2026-12-25' } }, 'hours.holidays is not a list of dates such as 2026-12-25'],
    [
      { hours: { mon: '09:00-17:00' } },
      'hours.mon is not the week of a time zone, nor of * for all that are not named, such as { mon: "09:00-17:30" }',
    ],
    [{ hours: '9-17' }, 'hours is not a group of time zones'],
    [[], 'is not a group of settings: missed, hours, serviceLevel, queueRingsCount, internal'],
  ])('%j', (rules, said) => {
    expect(faults(rules)).toBe(`bot.config.ts: rules${/^(is|knows)/.test(said) ? ' ' : '.'}${said}`);
  });

  test('all faults at once', () => {
    expect(faults({ serviceLevel: 0, internal: 'out', hours: { holidays: ['x'] } }).split('\n')).toHaveLength(3);
  });
});
