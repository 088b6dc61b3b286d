/** Who asked about whom: noted before it is answered, once, whatever dies; read by those it is about, and by holders of the permission. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { type Journey, startJourney } from './journey.js';
import { stored } from './stored.js';

let journey: Journey;
let team: Chat;
const entries = (answer: string) => answer.split('\n').filter((line) => line.startsWith('* '));
const audited = (where = 'true') =>
  stored(
    journey.databaseFile,
    `SELECT e.*, (SELECT group_concat(extension) FROM audit_subjects AS s WHERE s.entry = e.id) AS subjects
     FROM audit_entries AS e WHERE ${where} ORDER BY at, id`,
  );
const nameOf = (who: 'alice' | 'bob' | 'erin') => {
  const { firstName, lastName } = journey.sandbox.company.extensions.find(({ id }) => id === journey.ids[who]) ?? {};
  return `${firstName} ${lastName}`;
};

beforeAll(async () => {
  journey = await startJourney();
  await journey.covered();
  team = await journey.team('Sales floor', ['alice', 'bob', 'carol']);
});
afterAll(() => journey.end());

test('every question about somebody leaves an entry, with what was given; help and status leave none', async () => {
  const { ids } = journey;
  await journey.ask('alice', team, 'calls @bob last week');
  await journey.ask('alice', team, 'calls @erin yesterday');
  await journey.ask('alice', team, 'whois @bob');
  await journey.ask('alice', team, 'help');
  await journey.ask('alice', team, 'status');
  const found = await audited();
  expect(found).toHaveLength(3);
  const [refused, given, who] = ['nothing', 'totals', 'profile'].map((each) => found.find((entry) => entry.given === each));
  expect(given).toMatchObject({ asker: ids.alice, subjects: ids.bob, chat: team.id, command: 'calls', how: 'chat' });
  expect(String(given?.period)).toContain('last week');
  expect(refused).toMatchObject({ asker: ids.alice, subjects: ids.erin, command: 'calls' });
  expect(refused?.refusal).toBeTruthy();
  expect(who).toMatchObject({ subjects: ids.bob, command: 'whois', period: null });
});

test('the person asked about sees who, when and where; of a chat they are not in, only its kind', async () => {
  const bobs = entries(await journey.ask('bob', journey.direct('bob'), 'audit'));
  expect(bobs).toHaveLength(2);
  expect(bobs.every((line) => line.includes(nameOf('alice')) && line.endsWith('· in Sales floor'))).toBe(true);
  expect(bobs.some((line) => line.includes('the figures of your calls'))).toBe(true);
  const erins = entries(await journey.ask('erin', journey.direct('erin'), 'audit me'));
  expect(erins).toHaveLength(1);
  expect(erins[0]).toContain('and was refused');
  expect(erins[0]).toMatch(/· in a team$/);
  expect(await journey.ask('carol', journey.direct('carol'), 'audit')).toMatch(/^No questions about you/);
});

test('one’s own questions are no news to oneself, and still entries', async () => {
  await journey.ask('carol', journey.direct('carol'), 'calls today');
  expect(await journey.ask('carol', journey.direct('carol'), 'audit')).toMatch(/^No questions about you/);
  expect(await audited(`asker = '${journey.ids.carol}' AND given = 'list'`)).toHaveLength(1);
});

describe('the whole of it', () => {
  test('is for holders of the permission, in their direct chat, and their looking is an entry too', async () => {
    for (const line of ['audit all', 'audit @bob', 'audit csv']) {
      const answer = await journey.ask('alice', journey.direct('alice'), line);
      expect(answer).toContain('company call log permission');
      expect(entries(answer)).toEqual([]);
    }
    const grace = journey.direct('grace');
    const all = await journey.ask('grace', grace, 'audit all');
    expect(all).toContain(`the figures of the calls of ${nameOf('bob')}`);
    expect(entries(all).length).toBeGreaterThanOrEqual(4);
    expect(entries(await journey.ask('grace', grace, 'audit @erin')).join()).toContain(nameOf('erin'));
    expect(await audited(`command = 'audit' AND given = 'audit'`)).toHaveLength(2);
    expect(await audited(`command = 'audit' AND given = 'nothing' AND asker = '${journey.ids.alice}'`)).toHaveLength(3);
    expect(entries(await journey.ask('erin', journey.direct('erin'), 'audit')).join()).toContain('what was asked about you');
  });

  test('never stands in a room', async () => {
    const direct = journey.direct('bob');
    const here = await journey.ask('bob', team, 'audit');
    expect(here).toBe("I've answered you directly, because it is for you alone.");
    expect((await journey.ears.next(direct.id)).text).toContain('about you');
  });

  test('is written as a table by whoever runs the bot, and a holder is told how', async () => {
    const answer = await journey.ask('grace', journey.direct('grace'), 'audit csv last week');
    expect(answer).toContain('npm run --silent audit-log -- --from 2025-09-');
  });
});

test('numbers stand in it masked, posts not at all', async () => {
  await journey.ask('alice', team, 'whois +1 650 555 0199');
  const [entry] = await audited('number IS NOT NULL');
  expect(entry).toMatchObject({ number: '+1 650 ••• 0199', subjects: null, given: 'profile' });
  expect(JSON.stringify(await audited())).not.toContain('6505550199');
});

test('where whois tells of somebody’s last call, that is in the entry', async () => {
  const { ids } = journey;
  await journey.ask('grace', journey.direct('grace'), 'whois @bob');
  expect(await audited(`asker = '${ids.grace}' AND command = 'whois'`)).toMatchObject([
    { subjects: ids.bob, given: 'last call' },
  ]);
});

test('a digest asks in its owner’s name, and its preview is a question too', async () => {
  const before = (await audited()).length;
  await journey.ask('alice', team, 'digest weekdays at 9:00 calls @bob yesterday');
  const preview = (await audited()).slice(before);
  expect(preview).toMatchObject([{ how: 'chat', asker: journey.ids.alice, subjects: journey.ids.bob, given: 'totals' }]);
  journey.say('alice', team, 'digest run 1');
  const told = [(await journey.ears.next(team.id)).text, (await journey.ears.next(team.id)).text];
  expect(told.some((text) => text?.includes('Digest 1,'))).toBe(true);
  expect((await audited()).filter(({ how }) => how === 'digest')).toHaveLength(1);
  await journey.ask('alice', team, 'digest remove 1');
});

test('a question that is posted only at the second try is one entry, and older than its answer', async () => {
  const { sandbox, clock } = journey;
  const before = (await audited()).length;
  const said = journey.lines.length;
  sandbox.faults.fail('createGlipPostNew', 503);
  journey.say('alice', team, 'calls @bob last week');
  const putOff = () => journey.lines.slice(said).some((line) => line.includes('will be tried again'));
  await journey.bot.waitUntil('the bot knows', putOff);
  await clock.move(20_000);
  expect((await journey.ears.next(team.id)).text).toContain('calls');
  expect((await audited()).length).toBe(before + 1);
});
