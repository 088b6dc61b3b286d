/** What people decide about themselves, and what is forgotten: hidden from colleagues, never from oneself, for as long as one wants. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { type Journey, startJourney } from './journey.js';
import { count } from './stored.js';

let journey: Journey;
let team: Chat;
const nameOf = (who: 'alice' | 'bob') => {
  const { firstName, lastName } = journey.sandbox.company.extensions.find(({ id }) => id === journey.ids[who]) ?? {};
  return `${firstName} ${lastName}`;
};
const figures = /\d+ (answered|missed|made|calls)|on calls/;
const list = (answer: string) => answer.split('\n').filter((line) => line.startsWith('* '));

beforeAll(async () => {
  journey = await startJourney();
  await journey.covered();
  team = await journey.team('Sales floor', ['alice', 'bob', 'carol', 'grace']);
  await journey.ask('grace', team, 'settings room details');
});
afterAll(() => journey.end());

test('says in plain words what is kept, for how long, and who sees it', async () => {
  const told = await journey.ask('bob', journey.direct('bob'), 'privacy');
  expect(told).toContain('For 400 days.');
  expect(told).toContain('FullCompanyCallLog');
  expect(told).toContain('You are not hidden.');
  expect(await journey.ask('bob', journey.direct('bob'), 'help privacy')).toContain('Hidden, you are left out');
});

test('whoever hides is out of what colleagues see, also by name, and in it again when they want', async () => {
  const direct = journey.direct('bob');
  const before = await journey.ask('alice', team, 'calls @bob last week');
  expect(list(before).length).toBeGreaterThan(0);
  expect(await journey.ask('alice', team, 'calls last week')).toContain(nameOf('bob'));

  // In a room nobody learns of it.
  expect(await journey.ask('bob', team, 'privacy hide me')).toBe("I've answered you directly, because it is for you alone.");
  expect((await journey.ears.next(direct.id)).text).toContain('leave you out');

  const byName = await journey.ask('alice', team, 'calls @bob last week');
  expect(byName).not.toMatch(figures);
  expect(list(byName)).toEqual([]);
  expect(byName).not.toMatch(/hid/i);
  const everybody = await journey.ask('alice', team, 'calls last week');
  expect(everybody).toMatch(figures);
  expect(everybody).not.toContain(nameOf('bob'));

  expect(list(await journey.ask('bob', direct, 'calls last week')).length).toBeGreaterThan(0);
  expect(await journey.ask('bob', direct, 'privacy')).toContain('You are hidden');
  expect(list(await journey.ask('grace', journey.direct('grace'), 'calls @bob last week')).length).toBeGreaterThan(0);

  expect(await journey.ask('bob', direct, 'privacy show me')).toContain('shown to colleagues again');
  expect(await journey.ask('alice', team, 'calls @bob last week')).toBe(before);
});

test('nobody hides anybody else', async () => {
  expect(await journey.ask('alice', journey.direct('alice'), 'privacy hide bob')).toContain(
    'Everybody decides that for themselves',
  );
  expect(await count(journey.databaseFile, 'hidden_people')).toBe(0);
});

test('whoever runs the bot writes who asked about whom as a table, while it runs', async () => {
  const run = (...options: string[]) =>
    spawnSync(process.execPath, ['dist/src/main.js', 'audit', ...options], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', DATABASE_URL: `sqlite:${journey.databaseFile}` },
    });
  const whole = run();
  expect(whole.stderr).toBe('');
  expect(whole.status).toBe(0);
  const rows = whole.stdout.trimEnd().split('\r\n');
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.some((row) => row.includes(nameOf('alice')) && row.includes(nameOf('bob')) && row.includes(',list,'))).toBe(true);
  expect(run('--to', '2020-01-01').stdout.trimEnd().split('\r\n')).toHaveLength(1);
  const wrong = run('--from', 'yesterday');
  expect([wrong.status, wrong.stdout]).toEqual([1, '']);
  expect(wrong.stderr).toContain('--from must be a day');
});

test('after more days than it is kept, a call is forgotten, and a question about it is told why', async () => {
  const { clock, bot, databaseFile } = journey;
  expect(await count(databaseFile, 'calls')).toBeGreaterThan(0);
  await clock.move(410 * 86_400_000);
  await bot.waitUntil('the old calls are gone', async () => {
    const kept = clock.now() - 400 * 86_400_000;
    return (await count(databaseFile, 'calls', 'started_at < ?', kept)) === 0;
  });
  expect(await count(databaseFile, 'participations')).toBe(0);
  expect(await count(databaseFile, 'audit_entries')).toBe(0);
  const direct = journey.direct('bob');
  const told = await journey.ask('bob', direct, 'calls since 1 Sep 2025');
  expect(told).toMatch(/^0 calls/);
  expect(told).toContain('Calls are kept for 400 days');
});
