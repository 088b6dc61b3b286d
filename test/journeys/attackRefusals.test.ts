/** Whoever may not see somebody learns nothing from how they are refused; and rooms and commands that are not for everybody. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Chat, Extension } from '../sandbox/model.js';
import { displayName } from '../sandbox/server/world.js';
import { type Watch, watch } from './gained.js';
import { type Journey, startJourney } from './journey.js';
import { count } from './stored.js';

let journey: Journey;
let team: Chat;
let unlisted: Extension;
let attack: Watch;

beforeAll(async () => {
  journey = await startJourney({ sandbox: { days: 10 } });
  await journey.covered();
  team = await journey.team('Sales floor', ['alice', 'bob', 'grace']);
  unlisted = journey.sandbox.company.extensions.find(({ hidden }) => hidden) as Extension;
  await journey.ask('alice', journey.direct('alice'), 'status');
});
afterAll(() => journey.end());
beforeEach(async () => {
  attack = await watch(journey);
});

/** The answer without what was asked for, and what the platform was asked meanwhile. */
async function shape(chat: Chat, line: string, words: string): Promise<readonly unknown[]> {
  const { sandbox } = journey;
  await sandbox.settled();
  const before = sandbox.requests.length;
  const told = await journey.ask('alice', chat, line.replace('#', words));
  const masked = told.replaceAll(words, '#').replace(/\+1 \d{3} ••• \d{4}/g, '#');
  const asked = sandbox.requests.slice(before).flatMap(({ operationId }) => operationId ?? []);
  // What the bot does on its beat falls between any two questions.
  return [masked, asked.filter((operation) => !/CallLog$|Subscription/.test(operation))];
}

describe('somebody who is kept out of the directory, and nobody at all, are the same', () => {
  const ways: readonly (readonly [string, () => readonly [string, string]])[] = [
    ['by extension number', () => [unlisted.extensionNumber ?? '', '98765']],
    ['by e-mail address', () => [unlisted.email ?? '', 'nobody.here@acorn.example']],
    ['by full name', () => [displayName(unlisted), 'Quentin Zzyzx']],
    ['by first name', () => [unlisted.firstName ?? '', 'Quentin']],
    ['by direct number', () => [numberOf(unlisted.id), '+12025550147']],
  ];
  const numberOf = (id: string) =>
    journey.sandbox.company.numbers.find(({ extensionId }) => extensionId === id)?.phoneNumber ?? '';
  const lines = [
    'calls # last week',
    'calls #',
    'whois #',
    'summary # yesterday',
    'top # alice',
    'audit #',
    'digest daily at 9:00 calls #',
    'calls me and # last week',
  ];

  test.each(ways)('%s', async (way, both) => {
    const [hers, nobodys] = both();
    for (const chat of [team, ...(way === 'by direct number' ? [] : [journey.direct('alice')])]) {
      // What is read once for a while has been read.
      await journey.ask('alice', chat, 'calls nobody-at-all');
      for (const line of lines) {
        const pair = async () => [await shape(chat, line, hers), await shape(chat, line, nobodys)] as const;
        let [told, nothing] = await pair();
        expect([line, told[0]]).toEqual([line, nothing[0]]);
        // A beat that fell into one of the two does not fall into the next ones, too.
        if (`${told[1]}` !== `${nothing[1]}`) [told, nothing] = await pair();
        expect([line, told]).toEqual([line, nothing]);
      }
    }
    await attack.nothingGained([hers]);
  });

  test('and whoever may see everything finds them', async () => {
    const told = await journey.ask('grace', journey.direct('grace'), `whois ${unlisted.extensionNumber}`);
    expect(told).toContain(displayName(unlisted));
  });
});

test('colleagues who may not be seen are refused alike, whether they have calls or not', async () => {
  const others = journey.sandbox.company.extensions.filter(
    ({ type, status, deleted, hidden, id }) =>
      type === 'User' && !deleted && !hidden && status !== 'Disabled' && !team.members.includes(id),
  );
  const refusals = new Set<string>();
  for (const other of others.slice(0, 25)) {
    const told = await journey.ask('alice', team, `calls ![:Person](${other.id}) last week`);
    refusals.add(told.replace(/; .* is not among them/, '; X is not among them'));
  }
  expect([...refusals]).toHaveLength(1);
  await attack.nothingGained();
});

test('what needs a right is refused to whoever lacks it, and changes nothing', async () => {
  for (const chat of [team, journey.direct('alice')]) {
    for (const line of [
      ...['audit all', 'audit csv', 'audit @bob', 'audit everybody last week', 'audit @alice @bob', 'audit bob page 2'],
      ...[
        'settings room details',
        'settings room private',
        'privacy hide bob',
        'privacy show @bob',
        'privacy hide all',
        'privacy hide @bob',
      ],
      ...['disconnect', 'disconnect yes', 'connect', 'digest run 1', 'digest pause 1', 'digest remove 1'],
      ...['digest daily at 9:00 audit all', 'digest daily at 9:00 settings room details', 'digest daily at 9:00 digest list'],
      ...['__setConfig__', '__updateToken__ x', '/admin', 'help ../../etc/passwd'],
    ]) {
      const told = await journey.ask('alice', chat, line);
      expect([line, told]).toEqual([line, expect.not.stringContaining('asked for')]);
    }
  }
  await attack.nothingGained();
});

test('a digest of somebody else is only theirs', async () => {
  await journey.ask('bob', team, 'digest daily at 9:00 calls me yesterday');
  attack = await watch(journey);
  for (const verb of ['run', 'pause', 'resume', 'remove']) {
    expect(await journey.ask('alice', team, `digest ${verb} 1`)).toContain('Only the person a digest asks for');
  }
  // Nor is it there in another chat.
  const elsewhere = await journey.team('Elsewhere', ['alice', 'bob']);
  expect(await journey.ask('bob', elsewhere, 'digest remove 1')).toContain('There is no digest 1');
  await attack.nothingGained();
  await journey.ask('bob', team, 'digest remove 1');
});

test('the whole company’s chat shows nobody’s calls, and opens no room', async () => {
  const everyone = journey.sandbox.company.chats.find(({ type }) => type === 'Everyone') as Chat;
  for (const who of ['alice', 'grace'] as const) {
    for (const line of [
      'calls',
      'calls last week',
      'summary',
      'top',
      'calls @alice',
      'whois @bob',
      'audit',
      'privacy',
      'settings room details',
      'connect',
      'disconnect yes',
      'digest list',
    ]) {
      await journey.ask(who, everyone, line);
      await journey.sandbox.settled();
    }
  }
  const direct = [journey.direct('alice').id, journey.direct('grace').id];
  const here = journey.sandbox.posts(everyone.id).filter(({ creatorId }) => creatorId === journey.botId);
  expect(here.length).toBeGreaterThan(20);
  const figures = /\d+ (?:[a-z]+ )*calls?(?: [a-z, ]+)? · |answered|missed|on calls|ext \d/;
  expect(
    here.filter(
      ({ text = '' }) => figures.test(text.replace(/\*\*[^*]+\*\*/g, '')) && !text.startsWith("I've answered you directly"),
    ),
  ).toEqual([]);
  for (const chat of direct)
    for (const _ of journey.ears.unheard().filter((each) => each.startsWith(chat))) await journey.ears.next(chat);
});

test('a question that names a thread of another chat is answered in no other chat', async () => {
  const { sandbox, ids } = journey;
  const other = await journey.team('Another room', ['bob', 'carol']);
  const theirs = sandbox.post(ids.bob, other.id, 'something of ours');
  const before = journey.lines.length;
  journey.say('alice', team, 'calls me last week', { parentPostId: theirs.id });
  await journey.bot.waitUntil('it is refused', () => journey.lines.slice(before).some((line) => line.includes('given up')));
  expect(sandbox.posts(other.id).filter(({ creatorId }) => creatorId === journey.botId)).toHaveLength(1);
  expect(await journey.ask('alice', team, 'status')).toContain('All is well');
});

test('in an archived team nothing is set, and nothing is shown', async () => {
  const old = await journey.team('Old', ['alice', 'grace', 'erin']);
  attack = await watch(journey);
  journey.sandbox.archiveTeam(old.id);
  await journey.clock.move(6 * 60_000);
  for (const line of ['calls @erin last week', 'summary', 'settings']) {
    journey.say('alice', old, line);
    await journey.sandbox.settled();
    await journey.bot.waitUntil(
      'it is given up',
      async () => (await count(journey.databaseFile, 'deliveries', "state <> 'answered'")) === 0,
    );
  }
  expect(journey.sandbox.posts(old.id).filter(({ creatorId }) => creatorId === journey.botId)).toHaveLength(1);
  const direct = journey.direct('alice').id;
  for (const said of journey.ears.unheard().filter((each) => each.startsWith(direct))) {
    expect(said.split('\n').filter((line) => line.startsWith('* ') && line.includes('(outside)'))).toEqual([]);
    await journey.ears.next(direct);
  }
});
