/** What the bot told a room is taken back when somebody from outside joins it: by event, by the next reading, or by the beat. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { type Journey, startJourney } from './journey.js';
import { count } from './stored.js';

const minute = 60_000;
const removed = 'Call data was removed here, because somebody from outside the company joined this chat.';
const figures = /\d+ (answered|missed|made|calls)|on calls/;
const directly = "I've answered you directly, because somebody from outside the company is in this chat.";
let journey: Journey;

beforeAll(async () => {
  journey = await startJourney({ sandbox: { days: 10 } });
  await journey.covered();
});
afterEach(() => journey.sandbox.faults.clear());
afterAll(() => journey.end());

const said = (chat: Chat) =>
  journey.sandbox.posts(chat.id).flatMap(({ creatorId, text }) => (creatorId === journey.botId ? [text ?? ''] : []));
const untilRemoved = (chat: Chat, posts: number) =>
  journey.bot.waitUntil(`${posts} posts are edited`, () => said(chat).filter((text) => text === removed).length === posts);
const standing = (chat: Chat) => count(journey.databaseFile, 'posted_answers', 'chat = ?', chat.id);
const asked = (operation: string) => journey.sandbox.requests.filter(({ operationId }) => operationId === operation).length;

describe.each(['guest', 'external', 'twin'] as const)('when the %s joins', (visitor) => {
  test('every post with call data is edited away, and nothing else', async () => {
    const { sandbox, ids } = journey;
    const team = await journey.team(`Before the ${visitor}`, ['alice', 'bob']);
    await journey.ask('alice', team, 'calls last week');
    await journey.ask('alice', team, 'help');
    await journey.ask('bob', team, 'whois @alice');
    const before = said(team);
    expect(before).toHaveLength(4);
    expect(await standing(team)).toBe(2);
    sandbox.addToTeam(team.id, [ids[visitor]], ids.alice);
    await untilRemoved(team, 2);
    expect(said(team)).toEqual([before[0], removed, before[2], removed]);
    await journey.bot.waitUntil('nothing is remembered', async () => (await standing(team)) === 0);
  });
});

test('a colleague joins, or the team is archived: everything stays', async () => {
  const { sandbox, clock, ids } = journey;
  const team = await journey.team('Colleagues', ['alice', 'bob']);
  await journey.ask('alice', team, 'calls last week');
  const before = said(team);
  const edits = asked('patchGlipPostNew');
  sandbox.addToTeam(team.id, [ids.carol], ids.alice);
  const readings = asked('readGlipChatNew');
  await journey.bot.waitUntil('the room is read again', () => asked('readGlipChatNew') > readings);
  sandbox.archiveTeam(team.id);
  await sandbox.settled();
  await clock.move(6 * minute);
  await journey.bot.waitUntil('it is read once more', () => asked('readGlipChatNew') > readings + 1);
  await clock.move(minute);
  expect(said(team)).toEqual(before);
  expect(asked('patchGlipPostNew')).toBe(edits);
});

describe('a question that overtakes the news of a guest', () => {
  test('is answered, and edited away when the event arrives', async () => {
    const { sandbox, ids } = journey;
    const team = await journey.team('Late event', ['alice', 'bob']);
    await journey.ask('alice', team, 'calls yesterday');
    sandbox.faults.deliveries.delayMs = 4_000;
    sandbox.addToTeam(team.id, [ids.guest], ids.alice);
    sandbox.faults.deliveries.delayMs = 0;
    expect(await journey.ask('alice', team, 'calls last week')).toMatch(figures);
    await untilRemoved(team, 2);
    expect(await journey.ask('alice', team, 'calls last week')).toBe(directly);
    expect((await journey.ears.next(journey.direct('alice').id)).text).toMatch(figures);
  });

  test('is edited away within minutes where the event never arrives and nobody asks again', async () => {
    const { sandbox, clock, ids } = journey;
    const team = await journey.team('Lost event', ['alice', 'bob']);
    await journey.ask('alice', team, 'calls yesterday');
    sandbox.faults.deliveries.drop = 2;
    sandbox.addToTeam(team.id, [ids.guest], ids.alice);
    expect(await journey.ask('alice', team, 'calls last week')).toMatch(figures);
    await clock.move(6 * minute);
    await untilRemoved(team, 2);
  });

  test('is edited away at once where the next question finds the guest', async () => {
    const { sandbox, clock, ids } = journey;
    const team = await journey.team('Found by asking', ['alice', 'bob']);
    await journey.ask('alice', team, 'calls yesterday');
    sandbox.faults.deliveries.drop = 2;
    sandbox.addToTeam(team.id, [ids.guest], ids.alice);
    await sandbox.settled();
    await clock.move(2 * 60 * minute);
    expect(said(team)).not.toContain(removed);
    expect(await journey.ask('bob', team, 'calls last week')).toBe(directly);
    await untilRemoved(team, 1);
    expect((await journey.ears.next(journey.direct('bob').id)).text).toMatch(figures);
  });
});

test('joined while nobody listened: taken back at the next start', async () => {
  const { sandbox, clock, ids } = journey;
  const team = await journey.team('While away', ['alice', 'bob']);
  await journey.ask('alice', team, 'calls last week');
  await clock.move(3 * 60 * minute);
  await journey.bot.kill();
  sandbox.addToTeam(team.id, [ids.guest], ids.alice);
  await sandbox.settled();
  await journey.start();
  await untilRemoved(team, 1);
});

test('died after the answer was sent and before it was noted: taken back all the same', async () => {
  const { sandbox, clock, bot, ids } = journey;
  const team = await journey.team('Died in between', ['alice', 'bob']);
  await journey.ask('alice', team, 'status');
  sandbox.faults.add({ operation: 'createGlipPostNew', delayMs: 700 });
  const before = asked('createGlipPostNew');
  journey.say('alice', team, 'calls last week');
  await bot.waitUntil('the answer is sent', () => asked('createGlipPostNew') > before);
  await sandbox.settled();
  await bot.kill();
  expect((await journey.ears.next(team.id)).text).toMatch(figures);
  sandbox.addToTeam(team.id, [ids.guest], ids.alice);
  await sandbox.settled();
  await journey.start();
  await clock.move(20_000);
  await untilRemoved(team, 1);
});

describe('taking back', () => {
  test.each<[string, (sandbox: Journey['sandbox']) => void]>([
    ['is limited', ({ faults }) => faults.fail('patchGlipPostNew', 429, { headers: { 'Retry-After': '3' } })],
    ['meets an outage', ({ faults }) => faults.fail('patchGlipPostNew', 503, { times: 2 })],
    ['gets no answer', ({ faults }) => faults.add({ operation: 'patchGlipPostNew', reset: true })],
  ])('is tried again where it %s', async (how, fail) => {
    const { sandbox, clock, ids } = journey;
    const team = await journey.team(how, ['alice', 'bob']);
    await journey.ask('alice', team, 'calls yesterday');
    await journey.ask('alice', team, 'calls last week');
    fail(sandbox);
    const before = asked('patchGlipPostNew');
    sandbox.addToTeam(team.id, [ids.guest], ids.alice);
    await journey.bot.waitUntil('it is tried', () => asked('patchGlipPostNew') > before);
    await clock.move(10_000);
    await untilRemoved(team, 2);
  });

  test('deletes what may not be edited, and is content where a post is gone', async () => {
    const { sandbox, ids } = journey;
    const team = await journey.team('Stubborn', ['alice', 'bob']);
    await journey.ask('alice', team, 'calls yesterday');
    await journey.ask('alice', team, 'calls last week');
    const own = sandbox.posts(team.id).filter(({ creatorId }) => creatorId === journey.botId);
    sandbox.deletePost(team.id, own[1]?.id ?? '');
    sandbox.faults.fail('patchGlipPostNew', 403);
    sandbox.addToTeam(team.id, [ids.guest], ids.alice);
    await journey.bot.waitUntil('nothing is remembered', async () => (await standing(team)) === 0);
    expect(said(team)).toHaveLength(1);
    expect(said(team)[0]).toContain('Hello!');
  });
});

test('the room of a digest is no exception', async () => {
  const { sandbox, ids } = journey;
  const team = await journey.team('Digest room', ['alice', 'bob']);
  await journey.ask('alice', team, 'digest daily at 9:00 calls yesterday');
  await journey.ask('alice', team, 'digest run 1');
  expect((await journey.ears.next(team.id)).text).toContain('Digest 1');
  sandbox.addToTeam(team.id, [ids.guest], ids.alice);
  await untilRemoved(team, 2);
  await journey.ask('alice', team, 'digest remove 1');
});

test('before somebody from outside a refusal names nobody, and repeats no number', async () => {
  const room = await journey.team('Refused', ['alice', 'bob', 'guest']);
  const direct = journey.direct('alice');
  for (const [line, told] of [
    ['calls alixe', 'Did you mean'],
    ['calls support and @erin last week', ''],
  ] as const) {
    expect(await journey.ask('alice', room, line)).toBe(directly);
    expect((await journey.ears.next(direct.id)).text).toContain(told);
  }
  const echo = await journey.ask('alice', room, 'calls +1 650 555 0142');
  expect(echo).toContain('is a phone number');
  expect(echo.replace(/\D/g, '')).not.toContain('6505550142');
});
