/** The bot's voice: posts, chats, people, against the stand-in and against platforms that answer differently. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type BotMessenger, createMessenger } from '../../../src/adapters/ringcentral/messenger.js';
import { chatId, personId } from '../../../src/core/model.js';
import type { Sandbox } from '../../sandbox/server/sandbox.js';
import { startSandbox } from '../../sandbox/server/start.js';
import { type FakePlatform, fakePlatform, movableClock, rememberedLog, type Said, type Seen } from './setting.js';

const clock = movableClock();
let sandbox: Sandbox;
let bot: BotMessenger;
const platforms: FakePlatform[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 12, now: clock.now, days: 1, rateLimits: false, contract: true });
  // Nobody listens at this address; the token counts all the same.
  const { botId, accessToken } = await sandbox.install(sandbox.url);
  bot = await createMessenger({
    server: sandbox.url,
    self: personId(botId),
    accessToken,
    clock,
    log: rememberedLog(),
    sleep: clock.sleep,
  });
}, 30_000);
afterEach(async () => {
  sandbox.faults.clear();
  for (const platform of platforms.splice(0)) await platform.close();
});
afterAll(async () => {
  expect(sandbox.unknownPaths).toEqual(['POST /bot/oauth']);
  expect(sandbox.violations).toEqual([]);
  await sandbox.close();
});

async function botOver(say: (request: Seen) => Said) {
  const platform = await fakePlatform(say);
  platforms.push(platform);
  const made = await createMessenger({
    server: platform.url,
    self: personId('7'),
    accessToken: 't',
    clock,
    log: rememberedLog(),
    sleep: clock.sleep,
  });
  return { bot: made, platform };
}

const colleagues = (count: number) =>
  sandbox.company.extensions.filter((each) => each.type === 'User' && each.status === 'Enabled').slice(0, count);

test('posts into a team, and into a thread; finds its own posts, newest first', async () => {
  const [alice] = colleagues(1);
  const team = sandbox.createTeam(alice?.id ?? '', 'Sales', [alice?.id ?? '', bot.self]);
  const question = sandbox.post(alice?.id ?? '', team.id, 'hello');
  const first = await bot.post(chatId(team.id), 'one');
  clock.advance(1000);
  const second = await bot.post(chatId(team.id), 'two', { thread: question.id });
  expect(sandbox.posts(team.id).map((post) => post.text)).toEqual(['hello', 'one', 'two']);
  expect(sandbox.posts(team.id).at(-1)).toMatchObject({ id: second, parentPostId: question.id });
  expect((await bot.recentPosts(chatId(team.id))).map(({ post }) => post.id).slice(0, 2)).toEqual([second, first]);
});

test('a text beyond what a post may hold is cut, never refused', async () => {
  const [alice] = colleagues(1);
  const chat = await bot.openDirect(personId(alice?.id ?? ''));
  await bot.post(chat, `${'x'.repeat(9997)}👩🏽‍💻 and more`);
  const text = sandbox.posts(chat).at(-1)?.text ?? '';
  expect(text.length).toBeLessThan(10_000);
  expect(() => encodeURIComponent(text)).not.toThrow();
  expect(text.endsWith('…')).toBe(true);
});

test.each([
  ['fails after it was carried out', { status: 500, after: true }],
  ['breaks off in the middle', { truncate: true }],
])('a post whose answer %s may stand, is not sent twice, and is found again', async (_, fault) => {
  const [alice] = colleagues(1);
  const chat = await bot.openDirect(personId(alice?.id ?? ''));
  clock.advance(1000);
  const before = sandbox.posts(chat).length;
  sandbox.faults.add({ operation: 'createGlipPostNew', ...fault });
  await expect(bot.post(chat, 'perhaps')).rejects.toMatchObject({ name: 'Outage', uncertain: true });
  expect(sandbox.posts(chat)).toHaveLength(before + 1);
  expect((await bot.recentPosts(chat))[0]?.post.id).toBe(sandbox.posts(chat).at(-1)?.id);
});

test('a direct chat is opened once', async () => {
  const [, bob] = colleagues(2);
  const chat = await bot.openDirect(personId(bob?.id ?? ''));
  expect(await bot.openDirect(personId(bob?.id ?? ''))).toBe(chat);
  expect(await bot.chat(chat)).toMatchObject({ id: chat, type: 'Direct', archived: false, readAt: clock.now() });
  expect(new Set((await bot.chat(chat)).members)).toEqual(new Set([bot.self, bob?.id]));
});

test('a chat the bot is not in is an outage of status 404 or 403', async () => {
  await expect(bot.chat(chatId('123456'))).rejects.toMatchObject({ name: 'Outage', status: 404 });
});

test('people are read many at once; the unknown are left out, guests are guests', async () => {
  const some = colleagues(45).map((each) => each.id);
  const guest = sandbox.company.visitors.find((each) => each.id.startsWith('glip-'));
  const foreign = sandbox.company.visitors.find((each) => each.companyId !== undefined);
  const before = sandbox.requests.length;
  const found = await bot.persons(
    [...some, guest?.id ?? '', foreign?.id ?? '', '999999999', 'glip-0', some[0] ?? ''].map(personId),
  );
  const asked = sandbox.requests.length - before;
  expect(new Set(found.map((each) => each.id))).toEqual(new Set([...some, guest?.id, foreign?.id]));
  expect(found.find((each) => each.id === guest?.id)).not.toHaveProperty('companyId');
  expect(found.find((each) => each.id === some[0])).toMatchObject({ companyId: sandbox.company.id });
  if (foreign && !some.includes(foreign.id))
    expect(found.find((each) => each.id === foreign.id)).toMatchObject({ companyId: foreign.companyId });
  expect(asked).toBeLessThan(10);
  expect(await bot.persons([])).toEqual([]);
  expect(await bot.persons([personId('999999999')])).toEqual([]);
});

const person = (id: string) => ({ id, firstName: 'P', lastName: id, email: null, companyId: 37 });

test('people in the JSON form of a batch', async () => {
  const { bot: other, platform } = await botOver(() => ({
    status: 207,
    headers: { 'Content-Type': 'application/vnd.ringcentral.multipart+json' },
    body: {
      response: [
        { href: 'https://p/team-messaging/v1/persons/1', status: 200, body: person('1') },
        { href: 'https://p/team-messaging/v1/persons/2', status: 404 },
      ],
    },
  }));
  expect(await other.persons([personId('1'), personId('2')])).toEqual([{ id: '1', name: 'P 1', companyId: '37' }]);
  expect(platform.seen).toHaveLength(1);
});

test.each<[string, Said]>([
  ['refuses lists', { status: 400, body: { errorCode: 'CMN-101' } }],
  ['knows no such person as the list', { status: 404, body: { errorCode: 'CMN-102' } }],
  ['answers one person', { status: 200, body: person('1') }],
  ['answers a broken batch', { status: 207, headers: { 'Content-Type': 'multipart/mixed; boundary=B' }, body: 'not one part' }],
])('where the platform %s, people are read one by one', async (_, said) => {
  const { bot: other } = await botOver((seen) => {
    const id = seen.path.split('/').pop() ?? '';
    if (id.includes(',')) return said;
    return id === '2' ? { status: 404 } : { body: person(id) };
  });
  expect((await other.persons(['1', '2', '3'].map(personId))).map((each) => each.id)).toEqual(['1', '3']);
});

test('an outage while people are read is an outage, not an absence', async () => {
  const { bot: other } = await botOver(() => ({ status: 503 }));
  await expect(other.persons(['1', '2'].map(personId))).rejects.toMatchObject({ name: 'Outage', status: 503 });
});

test('members of a direct chat are asked for elsewhere where the chat does not tell; of a team they stay unknown', async () => {
  const { bot: other } = await botOver((seen) => {
    if (seen.path.includes('/conversations/')) return { body: { id: '5', type: 'Direct', members: [{ id: '7' }, { id: 8 }] } };
    return {
      body: seen.path.endsWith('/5')
        ? { id: '5', type: 'PrivateChat' }
        : { id: '6', type: 'Team', name: null, status: 'Archived' },
    };
  });
  expect(await other.chat(chatId('5'))).toMatchObject({ type: 'Direct', members: ['7', '8'] });
  const team = await other.chat(chatId('6'));
  expect(team).toMatchObject({ type: 'Team', archived: true });
  expect(team).not.toHaveProperty('members');
});
