/** Teams made to get at somebody's calls: with the boss, with a colleague, of two, and teams that are gone again when it is asked. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { displayName } from '../sandbox/server/world.js';
import { type Watch, watch } from './gained.js';
import { type Journey, startJourney } from './journey.js';

let journey: Journey;
let attack: Watch;
const list = (answer: string) => answer.split('\n').filter((line) => line.startsWith('* '));
const nameOf = (who: 'erin' | 'bob') =>
  displayName(journey.sandbox.company.extensions.find(({ id }) => id === journey.ids[who]) as never);

beforeAll(async () => {
  journey = await startJourney({ sandbox: { days: 10 } });
  await journey.covered();
});
afterAll(() => journey.end());
beforeEach(async () => {
  attack = await watch(journey);
});

test('a team with a colleague gives nothing about somebody who is not in it, in no way of naming them', async () => {
  const team = await journey.team('We two', ['alice', 'bob']);
  const erin = journey.sandbox.company.extensions.find(({ id }) => id === journey.ids.erin);
  for (const who of ['@erin', nameOf('erin'), erin?.extensionNumber, erin?.email, '@alice @bob @erin', '@erin and me']) {
    for (const line of [`calls ${who} last week`, `calls ${who} missed`, `digest daily at 9:00 calls ${who} yesterday`]) {
      expect(await journey.ask('alice', team, line)).toContain('is not among them');
    }
    expect(await journey.ask('alice', journey.direct('alice'), `calls ${who} last week`)).toContain('is not among those');
  }
  await attack.nothingGained();
});

test('with the boss in it, the boss reads along: figures that stand in the room and in the audit, never a list', async () => {
  const team = await journey.team('Come in, boss', ['alice', 'erin']);
  expect(await journey.ask('alice', team, 'settings room details')).toContain('needs the FullCompanyCallLog');
  const told = await journey.ask('alice', team, 'calls @erin last week');
  expect(list(told)).toEqual([]);
  expect(told).toContain('Figures only');
  for (const line of ['calls @erin last week page 2', 'page 2', 'more']) {
    expect(list(await journey.ask('alice', team, line))).toEqual([]);
  }
  // Her last call is hers: only the asker's own with her is told of.
  const whois = await journey.ask('alice', team, 'whois @erin');
  expect(whois).toMatch(/Your last conversation: |No conversation with you/);
  await journey.ask('erin', journey.direct('erin'), 'audit today');
  const audit = await journey.ask('erin', journey.direct('erin'), 'audit today');
  expect(list(audit).filter((line) => line.includes('in Come in, boss')).length).toBeGreaterThan(2);
  journey.sandbox.removeFromTeam(team.id, [journey.ids.erin]);
  await journey.sandbox.settled();
});

test('with a boss who hides, nothing, and nothing tells why', async () => {
  const direct = journey.direct('erin');
  await journey.ask('erin', direct, 'privacy hide me');
  const team = await journey.team('Hidden boss', ['alice', 'erin']);
  attack = await watch(journey);
  const refused = await journey.ask('alice', team, 'calls @erin last week');
  // Word for word what is said of somebody who is not there.
  const absent = displayName(journey.sandbox.company.extensions.find(({ id }) => id === journey.ids.frank) as never);
  const other = await journey.ask('alice', team, 'calls @frank last week');
  expect(refused.replace(nameOf('erin'), 'X')).toBe(other.replace(absent, 'X'));
  await journey.ask('alice', journey.direct('alice'), 'calls @erin last week');
  await journey.ask('alice', team, 'digest daily at 9:00 calls @erin yesterday');
  await attack.nothingGained();
  expect(await journey.ask('alice', team, 'calls last week')).not.toContain(nameOf('erin'));
  await journey.ask('erin', direct, 'privacy show me');
});

test('a team of two is no direct chat: it needs the mention, and the rights of a room hold', async () => {
  const { sandbox, ids, ears } = journey;
  const pair = await journey.team('Just us', ['grace']);
  expect(pair.members).toHaveLength(2);
  sandbox.post(ids.grace, pair.id, 'calls @erin last week');
  await sandbox.settled();
  expect(await journey.ask('grace', pair, 'calls @erin last week')).toBe(
    "I've answered you directly, because not everybody in this chat may see that.",
  );
  expect(list((await ears.next(journey.direct('grace').id)).text ?? '').length).toBeGreaterThan(0);
  expect(sandbox.posts(pair.id).filter(({ creatorId }) => creatorId === journey.botId)).toHaveLength(2);
  expect(await journey.ask('grace', pair, 'privacy')).toContain('it is for you alone');
  await ears.next(journey.direct('grace').id);
});

test('a team that is over opens no direct chat: left, archived, or set to private', async () => {
  const { sandbox, ids } = journey;
  const direct = journey.direct('dan');
  const line = 'calls @erin last week';
  const refused = await journey.ask('dan', direct, line);
  expect(refused).toContain('is not among those');
  const ends: readonly ((team: string) => unknown)[] = [
    (team) => sandbox.removeFromTeam(team, [ids.erin]),
    (team) => sandbox.removeFromTeam(team, [ids.dan]),
    (team) => sandbox.removeFromTeam(team, [journey.botId]),
  ];
  for (const end of ends) {
    const team = await journey.team('For a moment', ['dan', 'erin']);
    expect(await journey.ask('dan', direct, line)).toContain('Figures only');
    end(team.id);
    await sandbox.settled();
    expect(await journey.ask('dan', direct, line)).toBe(refused);
  }
  const team = await journey.team('For a while', ['dan', 'erin', 'grace']);
  await journey.ask('grace', team, 'settings room private');
  expect(await journey.ask('dan', direct, line)).toBe(refused);
  await journey.ask('grace', team, 'settings room totals');
  sandbox.archiveTeam(team.id);
  // Nobody is told of that: it is seen when the team is read again.
  await journey.clock.move(6 * 60_000);
  expect(await journey.ask('dan', direct, line)).toBe(refused);
});
