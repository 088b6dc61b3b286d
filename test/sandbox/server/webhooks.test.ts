/** Subscriptions and what arrives at their addresses. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alice, type Bench, bob, call, clerk, type Ear, listen, startTiny } from './testing.js';

let bench: Bench;
let ear: Ear;
let bot: string;
let token: string;
const filters = ['/team-messaging/v1/posts', '/team-messaging/v1/chats', '/restapi/v1.0/account/~/extension/~'];

beforeEach(async () => {
  bench = await startTiny([], { rateLimits: false });
  ear = await listen();
  ({ botId: bot, accessToken: token } = await bench.sandbox.install(ear.url));
  ear.received.length = 0;
});
afterEach(async () => {
  await bench.sandbox.close();
  await ear.close();
});

const subscribe = (eventFilters: string[] = filters, more: object = {}, deliveryMode: object = {}) =>
  call(bench.sandbox, token, 'POST', '/restapi/v1.0/subscription', {
    eventFilters,
    ...more,
    deliveryMode: { transportType: 'WebHook', address: `${ear.url}/bot/webhook`, verificationToken: 'secret', ...deliveryMode },
  });
const code = (reply: { body: { errors: { errorCode: string }[] } }) => reply.body.errors[0]?.errorCode;
const heard = async () => {
  await bench.sandbox.settled();
  return ear.received.flatMap(({ event }) => (event ? [event] : []));
};

test('the handshake carries both tokens, and the answer keeps the secret to itself', async () => {
  const { status, body } = await subscribe();
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: 'Active', eventFilters: filters, deliveryMode: { address: `${ear.url}/bot/webhook` } });
  expect(JSON.stringify(body)).not.toContain('secret');
  expect(ear.received[0]?.headers).toMatchObject({ 'verification-token': 'secret', 'content-length': '0' });
});

test('an address that does not behave gets no subscription', async () => {
  ear.extraHeaders = { 'X-Padding': 'x'.repeat(1000) };
  expect(code(await subscribe())).toBe('SUB-525');
  ear.extraHeaders = {};
  ear.contentType = undefined;
  expect(code(await subscribe())).toBe('SUB-525');
  ear.contentType = 'text/plain';
  ear.status = 500;
  expect(code(await subscribe())).toBe('SUB-522');
  ear.status = 200;
  ear.extraHeaders = { 'Validation-Token': 'other' };
  expect(code(await subscribe())).toBe('SUB-523');
  expect(code(await subscribe(filters, {}, { address: 'http://127.0.0.1:1/none' }))).toBe('SUB-522');
});

test('refuses filters nobody knows, too long a life, and a thirty-first subscription', async () => {
  expect(code(await subscribe(['/restapi/v1.0/glip/posts']))).toBe('SUB-508');
  expect(code(await subscribe(filters, { expiresIn: 473040000 }))).toBe('CMN-101');
  for (let i = 0; i < 30; i += 1) expect((await subscribe()).status).toBe(200);
  expect(code(await subscribe())).toBe('SUB-505');
});

test('a filter without its scope is listed as disabled', async () => {
  const telephony = '/restapi/v1.0/account/~/telephony/sessions';
  const { body } = await subscribe([...filters, telephony]);
  expect(body.eventFilters).toEqual(filters);
  expect(body.disabledFilters).toMatchObject([{ filter: telephony, reason: 'CMN-401' }]);
  expect((await subscribe([telephony])).status).toBe(403);
});

test('a new bot hears of itself, its own notes and Everyone, once', async () => {
  await subscribe(filters.slice(1));
  const bodies = (await heard()).map(({ body }) => body);
  expect(bodies).toHaveLength(3);
  expect(bodies).toEqual(
    expect.arrayContaining([
      { extensionId: bot, eventType: 'Create', hints: ['ExtensionInfo'] },
      expect.objectContaining({ type: 'PersonalChat', eventType: 'GroupJoined', members: [bot] }),
      expect.objectContaining({ type: 'Everyone', eventType: 'GroupJoined', members: [alice, bob, clerk, bot] }),
    ]),
  );
});

test('posts of its chats arrive, its own too, with the secret; those of other chats do not', async () => {
  await subscribe(['/team-messaging/v1/posts']);
  const { sandbox } = bench;
  const team = sandbox.createTeam(alice, 'Sales', [bob]);
  sandbox.post(alice, team.id, 'before the bot');
  sandbox.addToTeam(team.id, [bot], alice);
  const asked = sandbox.post(alice, team.id, `![:Person](${bot})  calls ![:Person](glip-77) ![:Person](nobody)`);
  await call(sandbox, token, 'POST', `/team-messaging/v1/chats/${team.id}/posts`, { text: 'answer' });
  sandbox.editPost(team.id, asked.id, 'edited');
  sandbox.deletePost(team.id, asked.id);
  sandbox.removeFromTeam(team.id, [bot]);
  sandbox.post(alice, team.id, 'after the bot');
  const bodies = (await heard()).map(({ body }) => body);
  expect(bodies.map(({ eventType, type }) => [eventType, type])).toEqual(
    expect.arrayContaining([
      ['PostAdded', 'PersonsAdded'],
      ['PostChanged', 'TextMessage'],
      ['PostRemoved', undefined],
    ]),
  );
  const added = bodies.filter(({ eventType, type }) => eventType === 'PostAdded' && type === 'TextMessage');
  expect(added).toHaveLength(2);
  const question = added.find(({ creatorId }) => creatorId === alice);
  expect(question?.mentions).toEqual([
    { id: bot, type: 'Person', name: 'Switchboard' },
    { id: 'glip-77', type: 'Person', name: 'Guest One' },
  ]);
  expect(added.find(({ creatorId }) => creatorId === bot)).toMatchObject({ text: 'answer', mentions: null });
  expect(ear.received.slice(1).every(({ headers }) => headers['verification-token'] === 'secret')).toBe(true);
});

test('who joins hears GroupJoined, who was there GroupChanged, who leaves GroupLeft', async () => {
  await subscribe(['/team-messaging/v1/groups']);
  await heard();
  ear.received.length = 0;
  const { sandbox } = bench;
  const team = sandbox.createTeam(alice, 'Sales', []);
  sandbox.addToTeam(team.id, [bot], alice);
  sandbox.addToTeam(team.id, [bob], alice);
  sandbox.renameTeam(team.id, 'Deals');
  sandbox.removeFromTeam(team.id, [bot]);
  sandbox.openDirect(alice, bot);
  const events = (await heard()).map(({ body }) => [body.eventType, body.type, body.isPublic]);
  expect(events).toHaveLength(5);
  expect(events).toEqual(
    expect.arrayContaining([
      ['GroupJoined', 'Team', false],
      ['GroupChanged', 'Team', false],
      ['GroupRenamed', 'Team', false],
      ['GroupLeft', 'Team', false],
      ['GroupJoined', 'PrivateChat', null],
    ]),
  );
});

test('five failures in a row blacklist, and nothing is delivered until it is made anew', async () => {
  const { body } = await subscribe(['/team-messaging/v1/posts']);
  const { sandbox } = bench;
  const { id } = sandbox.openDirect(alice, bot);
  ear.status = 500;
  for (let i = 0; i < 5; i += 1) {
    sandbox.post(alice, id, `${i}`);
    await sandbox.settled();
  }
  const read = () => call(sandbox, token, 'GET', `/restapi/v1.0/subscription/${body.id}`);
  expect((await read()).body).toMatchObject({ status: 'Blacklisted', blacklistedData: { reason: 'Webhook responded with 500' } });
  ear.status = 200;
  ear.received.length = 0;
  await call(sandbox, token, 'POST', `/restapi/v1.0/subscription/${body.id}/renew`);
  sandbox.post(alice, id, 'lost');
  expect(await heard()).toEqual([]);
  expect((await call(sandbox, token, 'DELETE', `/restapi/v1.0/subscription/${body.id}`)).status).toBe(204);
  await subscribe(['/team-messaging/v1/posts']);
  sandbox.post(alice, id, 'heard');
  expect((await heard()).map((event) => event.body.text)).toEqual(['heard']);
});

test('a subscription ends when its time is over, unless it was renewed', async () => {
  const { body } = await subscribe(filters, { expiresIn: 100 });
  const list = async () => (await call(bench.sandbox, token, 'GET', '/restapi/v1.0/subscription')).body.records;
  bench.pass(99_000);
  await call(bench.sandbox, token, 'POST', `/restapi/v1.0/subscription/${body.id}/renew`);
  bench.pass(99_000);
  expect(await list()).toHaveLength(1);
  bench.pass(1_000);
  expect(await list()).toHaveLength(0);
});

test('deliveries are lost and doubled on demand', async () => {
  await subscribe(['/team-messaging/v1/posts']);
  const { sandbox } = bench;
  const { id } = sandbox.openDirect(alice, bot);
  sandbox.faults.deliveries.drop = 1;
  sandbox.post(alice, id, 'lost');
  sandbox.faults.deliveries.copies = 3;
  sandbox.faults.deliveries.shuffle = true;
  sandbox.post(alice, id, 'thrice');
  const events = await heard();
  expect(events.map(({ body }) => body.text)).toEqual(['thrice', 'thrice', 'thrice']);
  expect(new Set(events.map(({ uuid }) => uuid)).size).toBe(1);
});

test('a new install replaces the token; an uninstalled bot hears of its end and is nobody', async () => {
  await subscribe();
  await heard();
  const { sandbox } = bench;
  const second = await sandbox.install(ear.url);
  expect(second.botId).toBe(bot);
  expect((await call(sandbox, token, 'GET', '/team-messaging/v1/chats')).status).toBe(401);
  sandbox.uninstall();
  const last = (await heard()).at(-1);
  expect(last?.body).toEqual({ extensionId: bot, eventType: 'Delete', ownerId: bot });
  expect((await call(sandbox, second.accessToken, 'GET', '/team-messaging/v1/chats')).status).toBe(401);
});
