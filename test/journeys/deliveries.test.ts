/** Events that come three times and out of order, and events that should never have come. */
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chat } from '../sandbox/model.js';
import { type Journey, startJourney } from './journey.js';
import { count, stored } from './stored.js';

let journey: Journey;
let rooms: Chat[];

beforeAll(async () => {
  journey = await startJourney({ sandbox: { days: 10 } });
  journey.sandbox.faults.deliveries.copies = 3;
  journey.sandbox.faults.deliveries.shuffle = true;
  journey.sandbox.faults.deliveries.delayMs = 20;
  rooms = [
    await journey.team('North', ['alice', 'bob', 'carol']),
    await journey.team('South', ['alice', 'dan']),
    await journey.team('East', ['bob', 'erin', 'frank']),
    journey.direct('alice'),
    journey.direct('grace'),
  ];
  await journey.covered();
});
afterAll(() => journey.end());

test('thirty questions, each delivered three times, get thirty answers', async () => {
  const { sandbox, ears } = journey;
  const before = sandbox.deliveries.length;
  const asked = Array.from({ length: 30 }, (_, number) => {
    const room = rooms[number % rooms.length] as Chat;
    const who = room.members.find((id) => id !== journey.botId) as string;
    return { room, number, post: journey.say(who, room, `whois nobody-${number}-here`) };
  });
  const heard = await Promise.all(asked.map(({ room }) => ears.next(room.id)));
  await sandbox.settled();
  // One of another's answers would name another number.
  for (const { number } of asked) {
    expect(heard.filter(({ text }) => text?.includes(`nobody-${number}-here`))).toHaveLength(1);
  }
  const questions = new Set(asked.map(({ post }) => post.id));
  expect(questions.size).toBe(30);
  const delivered = sandbox.deliveries.slice(before).filter(({ eventType }) => eventType === 'PostAdded');
  expect(delivered.length).toBe(3 * 60);
  expect(delivered.every(({ outcome }) => outcome === 200)).toBe(true);
  const rows = await stored(journey.databaseFile, "SELECT body, reply_post FROM deliveries WHERE kind = 'post'");
  expect(rows).toHaveLength(30);
  expect(rows.every(({ body, reply_post }) => body === null && reply_post !== null)).toBe(true);
});

test('being added to a team is greeted once, however often it is told', async () => {
  const room = await journey.team('West', ['alice', 'bob']);
  await journey.sandbox.settled();
  await journey.ask('alice', room, 'status');
  expect(journey.sandbox.posts(room.id).filter(({ creatorId }) => creatorId === journey.botId)).toHaveLength(2);
});

test('the same post under another uuid is answered once', async () => {
  const room = rooms[0] as Chat;
  const post = journey.say('alice', room, 'help');
  await journey.ears.next(room.id);
  const again = await knock(eventOf({ ...post, groupId: room.id, eventType: 'PostAdded' }), { 'verification-token': ours() });
  expect(again.status).toBe(200);
  await journey.ask('alice', room, 'status');
});

const ours = () =>
  [...journey.sandbox.world.subscriptions.values()].find(({ extensionId }) => extensionId === journey.botId)?.verificationToken ??
  '';

function eventOf(body: object): string {
  const { world } = journey.sandbox;
  return JSON.stringify({
    uuid: world.newUuid(),
    event: '/team-messaging/v1/posts',
    timestamp: new Date(journey.clock.now()).toISOString(),
    subscriptionId: [...world.subscriptions.values()].find(({ extensionId }) => extensionId === journey.botId)?.id,
    ownerId: journey.botId,
    body,
  });
}

const post = (text: string) => {
  const [room] = rooms as [Chat];
  const id = journey.sandbox.world.newId();
  const creationTime = new Date(journey.clock.now()).toISOString();
  const said = `![:Person](${journey.botId}) ${text}`;
  return {
    id,
    groupId: room.id,
    type: 'TextMessage',
    text: said,
    creatorId: journey.ids.alice,
    creationTime,
    eventType: 'PostAdded',
  };
};

/** Sends bytes as a stranger would; null where the connection was cut. */
function knock(
  body: string,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<{ status: number | null; bytes: number; echo: string | undefined }> {
  return new Promise((resolve) => {
    const going = request(`${journey.bot.url}/bot/webhook`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      agent: false,
    });
    going.on('response', (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('error', () => {});
      response.on('close', () => {
        const head = response.rawHeaders.join('    ').length;
        const echo = response.headers['validation-token'];
        resolve({ status: response.statusCode ?? 0, bytes: bytes + head, echo: typeof echo === 'string' ? echo : undefined });
      });
    });
    going.on('error', () => resolve({ status: null, bytes: 0, echo: undefined }));
    going.end(body);
  });
}

const removal = () => ({ extensionId: journey.botId, eventType: 'Delete', ownerId: journey.botId });
const oversized = () => eventOf({ ...post('help'), padding: 'x'.repeat(600 * 1024) });

test.each<[string, () => Parameters<typeof knock>, readonly (number | null)[]]>([
  ['without a token', () => [eventOf(post('help'))], [403]],
  ['with another token', () => [eventOf(post('help')), { 'verification-token': 'guessed' }], [403]],
  ['with an empty token', () => [eventOf(post('help')), { 'verification-token': '' }], [403]],
  ['with our token and more than 512 kB', () => [oversized(), { 'verification-token': ours() }], [413, null]],
  ['with more than 512 kB and no token', () => [oversized()], [403, null]],
  ['with our token, cut in the middle', () => [eventOf(post('help')).slice(0, 200), { 'verification-token': ours() }], [400]],
  ['with our token and no body', () => ['', { 'verification-token': ours() }], [400]],
  ['with our token and a list', () => ['[1,2,3]', { 'verification-token': ours() }], [200, 400]],
  [
    'with our token and another shape',
    () => [eventOf({ eventType: 'PostAdded', id: {} }), { 'verification-token': ours() }],
    [200],
  ],
  ['without a token, as a form', () => [eventOf(post('help')), { 'content-type': 'application/x-www-form-urlencoded' }], [403]],
  ['by GET', () => ['', { 'verification-token': ours() }, 'GET'], [405]],
  ['by PUT', () => [eventOf(post('help')), { 'verification-token': ours() }, 'PUT'], [405]],
  ['that removes the bot, without a token', () => [eventOf(removal())], [403]],
  ['that removes the bot, with a guessed one', () => [eventOf(removal()), { 'verification-token': 'guessed' }], [403]],
  ['a handshake too long to echo', () => ['', { 'validation-token': 'v'.repeat(2000) }], [400]],
  ['a handshake with a blank in it', () => ['', { 'validation-token': 'a b' }], [400]],
])('an event %s is refused, and nothing is kept', async (_, request, statuses) => {
  // An answer is seen a moment before it is noted.
  await journey.bot.waitUntil('nothing is open', async () => (await open()) === 0);
  const before = await everything();
  const { status, echo } = await knock(...request());
  expect(statuses).toContain(status);
  expect(echo).toBeUndefined();
  expect(await everything()).toEqual(before);
  expect(await journey.ask('alice', rooms[0] as Chat, 'status')).toContain('People: read');
});

test('a handshake is echoed within 1,024 bytes', async () => {
  const token = `a7b1c3d4-${'e'.repeat(200)}`;
  const { status, echo, bytes } = await knock('', { 'validation-token': token });
  expect([status, echo]).toEqual([200, token]);
  expect(bytes).toBeLessThanOrEqual(1024);
});

test("the framework's words of power are ordinary, unknown words", async () => {
  const [room] = rooms as [Chat];
  const [token] = await stored(journey.databaseFile, 'SELECT id, token FROM bots');
  for (const words of ['__updateToken__ stolen', '__rename__ Mallory', '__setAvatar__ http://e.vil/x.png']) {
    const cost = journey.sandbox.requests.length;
    expect(await journey.ask('alice', room, words)).toMatch(/^I don't know/);
    const asked = journey.sandbox.requests.slice(cost).map(({ operationId }) => operationId);
    expect(asked.filter((operation) => /Extension|Avatar|Profile/.test(operation ?? ''))).toEqual([]);
  }
  expect(await stored(journey.databaseFile, 'SELECT id, token FROM bots')).toEqual([token]);
});

/** All that stands in the tables an event could write to. */
const open = () => count(journey.databaseFile, 'deliveries', "state <> 'answered'");

async function everything(): Promise<unknown[]> {
  await journey.sandbox.settled();
  return Promise.all([
    stored(journey.databaseFile, "SELECT uuid FROM deliveries WHERE state <> 'answered'"),
    stored(journey.databaseFile, 'SELECT COUNT(*) AS count FROM deliveries'),
    stored(journey.databaseFile, 'SELECT id, token FROM bots'),
    stored(journey.databaseFile, 'SELECT id FROM chats ORDER BY id'),
    stored(journey.databaseFile, 'SELECT id FROM persons ORDER BY id'),
  ]);
}
