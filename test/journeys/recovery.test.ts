/** What goes wrong in between: deaths, half-done posts, lost tokens, refused ways of reading. What was asked is answered once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { truthOf } from '../sandbox/truth.js';
import { type Journey, startJourney } from './journey.js';
import { count, stored } from './stored.js';

const minute = 60_000;
const calls = ['connected', 'not connected', 'answered', 'missed', 'refused', 'voicemail'];

/** How many calls this person truly had since then. */
function trueCalls({ sandbox }: Journey, person: string, from: number, to: number): number {
  return sandbox.stories
    .flatMap((story) => truthOf(sandbox.company, story))
    .filter(
      ({ extensionId, part, outsideTotals }) => extensionId === person && calls.includes(part) && outsideTotals === undefined,
    )
    .filter(({ startedAt }) => startedAt >= from && startedAt < to).length;
}
const monthOf = (now: number) => [Date.UTC(2025, 7, 1, 4), Date.UTC(2025, 8, 1, 4), now] as const;
const operations = ({ sandbox }: Journey, from = 0) => sandbox.requests.slice(from).map(({ operationId }) => operationId);

describe('a question that was acknowledged', () => {
  let journey: Journey;
  let team: Chat;

  beforeAll(async () => {
    journey = await startJourney({ sandbox: { days: 5 } });
    team = await journey.team('Sales floor', ['alice', 'bob']);
    await journey.covered();
    await journey.ask('alice', team, 'status');
  });
  afterAll(() => journey.end());

  const own = () => journey.sandbox.posts(team.id).filter(({ creatorId }) => creatorId === journey.botId).length;
  const open = () => count(journey.databaseFile, 'deliveries', "state <> 'answered'");
  const asked = (operation: string) => operations(journey).filter((one) => one === operation).length;
  const settledInbox = () => journey.bot.waitUntil('nothing is open', async () => (await open()) === 0);

  test('is answered after a death that came before the answer', async () => {
    const { sandbox, clock, bot } = journey;
    // The members have to be read again first, and that hangs.
    await clock.move(6 * minute);
    sandbox.faults.add({ operation: 'readGlipChatNew', hang: true });
    const before = asked('readGlipChatNew');
    journey.say('alice', team, 'calls last week');
    await bot.waitUntil('the bot works on it', () => asked('readGlipChatNew') > before);
    await sandbox.settled();
    expect(await open()).toBe(1);
    expect(await bot.kill()).toBe('SIGKILL');
    await journey.start();
    expect((await journey.ears.next(team.id)).text).toContain('last week');
    await settledInbox();
  });

  test('is answered after a death while the answer was on its way and never arrived', async () => {
    const { sandbox, clock, bot } = journey;
    sandbox.faults.add({ operation: 'createGlipPostNew', hang: true });
    const before = asked('createGlipPostNew');
    journey.say('alice', team, 'calls yesterday');
    await bot.waitUntil('the answer is sent', () => asked('createGlipPostNew') > before);
    await sandbox.settled();
    await bot.kill();
    await journey.start();
    await clock.move(20_000);
    expect((await journey.ears.next(team.id)).text).toContain('yesterday');
    await settledInbox();
  });

  test('is not answered again after a death while the answer arrived', async () => {
    const { sandbox, clock, bot } = journey;
    sandbox.faults.add({ operation: 'createGlipPostNew', delayMs: 700 });
    const [posts, before] = [own(), asked('createGlipPostNew')];
    journey.say('alice', team, 'calls monday');
    await bot.waitUntil('the answer is sent', () => asked('createGlipPostNew') > before);
    await sandbox.settled();
    await bot.kill();
    const { id, text } = await journey.ears.next(team.id);
    expect(text).toContain('Mon 15 Sep');
    await journey.start();
    await clock.move(20_000);
    await settledInbox();
    expect(own()).toBe(posts + 1);
    expect(await count(journey.databaseFile, 'deliveries', 'reply_post = ?', id)).toBe(1);
  });

  test.each<[string, (sandbox: Journey['sandbox']) => void]>([
    ['fails after the platform took the post', ({ faults }) => faults.fail('createGlipPostNew', 500, { after: true })],
    [
      'breaks off after the platform took the post',
      ({ faults }) => faults.add({ operation: 'createGlipPostNew', truncate: true }),
    ],
    ['fails before the platform took the post', ({ faults }) => faults.fail('createGlipPostNew', 503)],
    ['is cut before the platform took the post', ({ faults }) => faults.add({ operation: 'createGlipPostNew', reset: true })],
    ['meets a limit', ({ faults }) => faults.fail('createGlipPostNew', 429, { headers: { 'Retry-After': '5' } })],
  ])('is answered once where the request %s', async (_, fail) => {
    const { sandbox, clock, bot } = journey;
    const [posts, before, said] = [own(), asked('createGlipPostNew'), journey.lines.length];
    const putOff = () => journey.lines.slice(said).some((line) => line.includes('will be tried again'));
    fail(sandbox);
    journey.say('alice', team, 'whois @bob');
    await bot.waitUntil('the answer is sent', () => asked('createGlipPostNew') > before);
    await bot.waitUntil('the bot knows', putOff);
    await clock.move(70_000);
    expect((await journey.ears.next(team.id)).text).toContain('colleague');
    await settledInbox();
    expect(own()).toBe(posts + 1);
  });

  test('gets a word instead of an answer when the bot was away for long', async () => {
    const { sandbox, clock, bot } = journey;
    await clock.move(6 * minute);
    sandbox.faults.add({ operation: 'readGlipChatNew', hang: true });
    const before = asked('readGlipChatNew');
    journey.say('alice', team, 'calls last week');
    await bot.waitUntil('the bot works on it', () => asked('readGlipChatNew') > before);
    await sandbox.settled();
    await bot.kill();
    await clock.move(11 * minute);
    await journey.start();
    expect((await journey.ears.next(team.id)).text).toContain('Please ask again');
    await settledInbox();
  });

  test('is found when its event was never delivered', async () => {
    const { sandbox, clock } = journey;
    const mine = [...sandbox.world.subscriptions.values()].find(({ extensionId }) => extensionId === journey.botId);
    sandbox.blacklist(mine?.id ?? '');
    journey.say('alice', team, 'calls today');
    await sandbox.settled();
    await clock.move(5 * minute + 1000);
    expect((await journey.ears.next(team.id)).text).toContain('today');
  });

  test('leaves no text behind', async () => {
    await settledInbox();
    expect(await stored(journey.databaseFile, 'SELECT uuid FROM deliveries WHERE body IS NOT NULL')).toEqual([]);
  });
});

describe('reading calls', () => {
  test('a death in the middle of the past costs one window, and nothing is lost', async () => {
    const slow = (sandbox: Journey['sandbox']) =>
      sandbox.faults.add({ operation: 'readCompanyCallLog', delayMs: 300, times: 1000 });
    const journey = await startJourney({ sandbox: { days: 60 }, before: slow });
    const windows = () => journey.lines.filter((line) => line.includes('past calls read'));
    await journey.bot.waitUntil('some of the past is read', () => windows().length >= 3);
    await journey.bot.kill();
    const reached = Math.min(...windows().map((line) => Date.parse(JSON.parse(line).from)));
    const asked = journey.sandbox.requests.length;
    const answerBefore = windows().length;
    journey.sandbox.faults.clear();
    await journey.start();
    const direct = journey.direct('grace');
    // Another process might still be at it: the dead one's lease has to run out first.
    await journey.clock.move(minute + 1000);
    await journey.covered();
    expect(windows().length).toBeGreaterThan(answerBefore);
    const ends = journey.sandbox.requests
      .slice(asked)
      .filter(({ operationId }) => operationId === 'readCompanyCallLog')
      .map(({ path }) => Date.parse(new URLSearchParams(path.split('?')[1]).get('dateTo') ?? ''));
    // What was read before is not read again, but for the few minutes by which windows overlap.
    expect(Math.max(...ends) - reached).toBeLessThanOrEqual(10 * minute);
    const [from, to] = [Date.UTC(2025, 6, 31, 22), Date.UTC(2025, 7, 31, 22)];
    for (const who of ['alice', 'bob', 'carol'] as const) {
      const answer = await journey.ask('grace', direct, `calls @${who} last month`);
      expect(Number(answer.split(' ')[0])).toBe(trueCalls(journey, journey.ids[who], from, to));
    }
    await journey.end();
  });

  test('goes on when the login has run out, when the token was revoked, and when the sync token is worthless', async () => {
    const journey = await startJourney({ sandbox: { days: 5 } });
    const { sandbox, clock, ids } = journey;
    const direct = journey.direct('bob');
    await journey.covered();
    const logins = () => operations(journey).filter((operation) => operation === 'getToken').length;
    let known = Number.parseInt((await journey.ask('bob', direct, 'calls last 24 hours')).replace('No', '0'), 10);

    const troubles: readonly (readonly [string, () => void, number])[] = [
      ['an hour and more', () => {}, 65 * minute],
      ['revoked', () => sandbox.revokeTokensOf(sandbox.serviceUserId), 2 * minute],
      ['no sync token', () => sandbox.expireSyncTokens(), 2 * minute],
    ];
    for (const [what, happen, later] of troubles) {
      const before = { logins: logins(), asked: sandbox.requests.length };
      happen();
      sandbox.makeCall('voicemail', ids.bob);
      // Noted before the clock is moved: a reading may begin before we hear that the bot's clock was.
      const then = clock.now() + later;
      await clock.move(later);
      await journey.callsRead(then);
      known += 1;
      expect(await journey.ask('bob', direct, 'calls last 24 hours')).toMatch(new RegExp(`^${known} calls? · `));
      if (what === 'no sync token') {
        const syncs = sandbox.requests
          .slice(before.asked)
          .filter(({ operationId }) => operationId === 'extractSyncAccountCallLog');
        expect(syncs.some(({ path }) => path.includes('syncType=FSync'))).toBe(true);
      } else expect(logins()).toBe(before.logins + 1);
      expect(await journey.ask('bob', direct, 'status')).toContain('All is well');
    }
    await journey.end();
  });

  test('without the sync, the log is read by windows', async () => {
    const journey = await startJourney({
      before: ({ faults }) => faults.fail('extractSyncAccountCallLog', 403, { times: 1000 }),
    });
    await journey.covered();
    const { sandbox, clock, ids } = journey;
    const month = monthOf(clock.now());
    const direct = journey.direct('alice');
    expect(Number.parseInt(await journey.ask('alice', direct, 'calls last month'), 10)).toBe(
      trueCalls(journey, ids.alice, month[0], month[1]),
    );
    sandbox.makeCall('voicemail', ids.alice);
    const then = clock.now() + 2 * minute;
    await clock.move(2 * minute);
    await journey.callsRead(then);
    expect(await journey.ask('alice', direct, 'calls last 10 minutes')).toMatch(/^1 call · /);
    await journey.end();
  });

  test('without the company log, one person is read at a time, and the answer says so', async () => {
    const refused = ['extractSyncAccountCallLog', 'readCompanyCallLog'];
    const journey = await startJourney({
      before: ({ faults }) => {
        for (const operation of refused) faults.fail(operation, 403, { times: 1000 });
      },
    });
    const { sandbox, clock, bot, ids } = journey;
    const direct = journey.direct('alice');
    await bot.waitUntil('the ways are found out', () => journey.lines.some((line) => line.includes('"next":"people"')));
    const answer = async () => journey.ask('alice', direct, 'calls last month');
    expect(await answer()).toContain('single people only');
    await bot.waitUntil('her log was read', () => sandbox.requests.some(({ operationId }) => operationId === 'readUserCallLog'));
    const month = monthOf(clock.now());
    const truth = trueCalls(journey, ids.alice, month[0], month[1]);
    await bot.waitUntil('her calls are known', async () => (await answer()).startsWith(`${truth} calls · `));
    expect(await answer()).toContain('single people only');
    const people = sandbox.requests.filter(({ operationId }) => operationId === 'readUserCallLog').map(({ path }) => path);
    expect(people.every((path) => path.includes(ids.alice))).toBe(true);
    await journey.end();
  });
});
