/** `explain` as it is read: each rule in force, business hours as they hold where the asker lives, and the hours' own words in lists. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOpening } from '../../src/core/rules/hours.js';
import type { Rules } from '../../src/core/rules.js';
import { came, within } from './house/calls.js';
import { type House, openHouse } from './house/house.js';
import { says } from './house/says.js';

let house: House;
beforeAll(async () => {
  house = await openHouse([
    came('2026-11-18 08:15', 'alice', 1),
    came('2026-11-18 12:15', 'alice', 'Missed'),
    ...within('2026-11-18 13:00', 'alice', 'bob', 1),
  ]);
});
afterAll(() => house.close());

const opening = (text: string) => readOpening(text) ?? undefined;
const [nine, six] = [opening('09:00-17:30'), opening('10:00-24:00')];
const week = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: six } as Rules['hours']['zones'][string]['week'];
const hours = { zones: { '*': { week, holidays: ['2026-12-28'] } }, holidays: ['2026-12-25', '2025-12-25'] };
const alone = { in: 'direct' } as const;

test.each<[what: string, rules: Partial<Rules>, says: string]>([
  ['the caller may give up at once', { missed: { callerGaveUpWithin: 1 } }, 'hung up within 1 second it is no miss'],
  ['the caller may give up soon', { missed: { callerGaveUpWithin: 5 } }, 'hung up within 5 seconds it is no miss'],
  ['nothing is too soon', {}, 'does not matter how soon'],
  ['a ring counts', { queueRingsCount: true }, 'missed by the queue and by everybody it rang'],
  ['a ring does not count', {}, 'missed by the queue alone'],
  ['the service level', { serviceLevel: 45 }, 'should be answered within 45 seconds'],
  ['internal calls', {}, 'calls between colleagues are counted'],
  ['no internal calls', { internal: 'left out' }, 'left out of every figure; **calls internal** lists them'],
  ['hours', { hours }, 'Mon–Fri 09:00–17:30, Sat 10:00–24:00 (Europe/London, yours). Closed on 25 Dec and 28 Dec.'],
  [
    'hours of another zone',
    { hours: { zones: { 'Asia/Tokyo': { week, holidays: [] } }, holidays: [] } },
    'none are set for your time zone (Europe/London)',
  ],
  ['never open', { hours: { zones: { '*': { week: {}, holidays: [] } }, holidays: [] } }, 'always closed (Europe/London, yours)'],
])('%s', async (_, rules, said) => {
  expect(await house.ask('explain', { rules })).toContain(said);
});

says(
  () => house,
  [
    [
      'after hours is said in a list',
      'calls',
      { ...alone, rules: { hours } },
      `3 calls · Alice Chen · today
1 answered, 1 missed, 1 made (connected), 2 min on calls
* 13:00 to Bob Ray (colleague, ext 102), connected, 1 min · #1003
* 12:15 from +1 215 555 0177 "ACME CORP" (outside), missed · #1002
* 08:15 from +1 215 555 0177 "ACME CORP" (outside), answered, 1 min, after hours · #1001
As of 20:00.`,
    ],
    [
      'and asked for',
      'calls after hours',
      { ...alone, rules: { hours } },
      `1 call after hours · Alice Chen · today
1 answered, 1 min on calls
* 08:15 from +1 215 555 0177 "ACME CORP" (outside), answered, 1 min, after hours · #1001
As of 20:00.`,
    ],
    [
      'and so is what is in them',
      'calls business hours',
      { ...alone, rules: { hours } },
      `2 calls in business hours · Alice Chen · today
1 missed, 1 made (connected), 1 min on calls
* 13:00 to Bob Ray (colleague, ext 102), connected, 1 min · #1003
* 12:15 from +1 215 555 0177 "ACME CORP" (outside), missed · #1002
As of 20:00.`,
    ],
    [
      'internal calls left out',
      'calls',
      { ...alone, rules: { internal: 'left out' } },
      `2 calls · Alice Chen · today
1 answered, 1 missed, 1 min on calls
* 12:15 from +1 215 555 0177 "ACME CORP" (outside), missed · #1002
* 08:15 from +1 215 555 0177 "ACME CORP" (outside), answered, 1 min · #1001
As of 20:00. Internal calls are left out.`,
    ],
    [
      'but where asked for',
      'calls internal',
      { ...alone, rules: { internal: 'left out' } },
      `1 internal call · Alice Chen · today
1 made (connected), 1 min on calls
* 13:00 to Bob Ray (colleague, ext 102), connected, 1 min · #1003
As of 20:00.`,
    ],
    ['nothing follows it', 'explain missed', {}, `**explain** does not take "missed". See **help explain**.`],
  ],
);
