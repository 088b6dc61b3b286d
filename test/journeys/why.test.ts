/** One call from its list to its last leg, follow-ups without repeating, and the rules said aloud, as people see them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { type Journey, startJourney } from './journey.js';
import { stored } from './stored.js';

let journey: Journey;
let team: Chat;
const listed = (answer: string) => answer.split('\n').filter((line) => line.startsWith('* '));
const numbers = (answer: string) => listed(answer).map((line) => Number(/ · #(\d+)$/.exec(line)?.[1]));

beforeAll(async () => {
  journey = await startJourney();
  await journey.covered();
  team = await journey.team('Sales floor', ['alice', 'bob', 'carol']);
});
afterAll(() => journey.end());

describe('every listed call has a number', () => {
  test('which it keeps, wherever it is listed, also after a restart', async () => {
    const grace = journey.direct('grace');
    const first = await journey.ask('grace', grace, 'calls @bob last 20 days');
    expect(numbers(first)).toHaveLength(10);
    expect(new Set(numbers(first)).size).toBe(10);
    expect([...numbers(first)].sort((a, b) => b - a)).toEqual(numbers(first));
    await journey.noted();
    await journey.bot.kill();
    await journey.start();
    expect(numbers(await journey.ask('grace', grace, 'calls @bob last 20 days'))).toEqual(numbers(first));
    expect(await journey.ask('grace', grace, 'and yesterday')).toContain('calls');
  });

  test('that tells its records, its legs and the rule, to whoever may list it', async () => {
    const grace = journey.direct('grace');
    const list = await journey.ask('grace', grace, 'calls @bob last 20 days');
    for (const number of numbers(list).slice(0, 5)) {
      const why = await journey.ask('grace', grace, `why #${number}`);
      expect(why).toMatch(new RegExp(`^\\*\\*Call #${number}\\*\\* · .* in all\n`));
      expect(why).toMatch(/\(rule [b-k]\)/);
      expect(why).toMatch(/^\* \d\d:\d\d:\d\d .*\((record|leg)\)$/m);
      expect(why).toMatch(/That is all RingCentral logged of it: \d+ records?, \d+ legs?\.$/);
    }
    const [number] = numbers(list);
    const none = await journey.ask('alice', team, 'why #999999');
    expect(none).toContain('I know no call **#999999**');
    expect(await journey.ask('erin', journey.direct('erin'), `why ${number}`)).toBe(none.replace('999999', String(number)));
    const noted = await stored(journey.databaseFile, `SELECT * FROM audit_entries WHERE command = 'why' AND given = 'nothing'`);
    expect(noted).toHaveLength(1);
  });
});

test('follow-ups refer to the last question in this chat', async () => {
  const bob = journey.direct('bob');
  const whole = await journey.ask('bob', bob, 'calls last 20 days');
  expect(whole).toMatch(/^\d+ calls · /);
  expect(await journey.ask('bob', bob, 'missed?')).toMatch(/^(\d+|No) missed calls? · .* · last 20 days/);
  expect(await journey.ask('bob', bob, 'and last month')).toMatch(/^(\d+|No) missed calls? · .* · last month/);
  expect(await journey.ask('alice', team, 'and yesterday')).toContain("I don't remember what you asked last here");
});

test('the rules in force are said, and where no hours are set nothing is after hours', async () => {
  const explained = await journey.ask('alice', team, 'explain');
  expect(explained).toContain('missed by the queue alone');
  expect(explained).toContain('none are set for your time zone');
  expect(await journey.ask('alice', team, 'calls after hours')).toContain('sets no business hours');
});
