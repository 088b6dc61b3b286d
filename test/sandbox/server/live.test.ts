/** Calls that happen while one watches, and people who come and go. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LoggedRecord, Story } from '../model.js';
import type { Phone } from './phone.js';
import { alice, type Bench, bob, call, callToAlice, type Ear, listen, start, startTiny } from './testing.js';

const account = '/restapi/v1.0/account/~';
const scopes = ['ReadCallLog', 'ReadAccounts', 'SubscriptionWebhook', 'CallControl'];

/** Somebody rings Alice for ten seconds and gives up. */
const phone: Phone = {
  stories: () => [],
  one: (_company, _seed, kind, startedAt): Story => ({
    id: 'missed',
    kind,
    startedAt,
    caller: { phoneNumber: '+16505550199' },
    dialled: { extensionId: alice },
    events: [
      { at: 1000, does: 'ring', who: alice },
      { at: 11_000, does: 'hang up', who: 'caller' },
    ],
  }),
  records: (): LoggedRecord[] => [{ ...callToAlice(0), visibleAt: start + 31_000 }],
};

let bench: Bench;
let ear: Ear;
let token: string;

beforeEach(async () => {
  const readerApp = { clientId: 'reader-app', clientSecret: 'reader-secret', jwt: 'reader-jwt', scopes };
  bench = await startTiny([], { phone, readerApp, rateLimits: false });
  ear = await listen();
  token = await bench.login();
});
afterEach(async () => {
  await bench.sandbox.close();
  await ear.close();
});

async function subscribe(...eventFilters: string[]) {
  const deliveryMode = { transportType: 'WebHook', address: ear.url };
  expect((await call(bench.sandbox, token, 'POST', '/restapi/v1.0/subscription', { eventFilters, deliveryMode })).status).toBe(
    200,
  );
}
async function bodies() {
  await bench.sandbox.settled();
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into whatever arrived
  return ear.received.flatMap(({ event }): any[] => (event ? [event.body] : []));
}

test('a call is told as the clock reaches it, and its record comes after it', async () => {
  await subscribe(`${account}/telephony/sessions`);
  bench.sandbox.makeCall();
  expect(await bodies()).toEqual([]);
  bench.pass(1000);
  expect(await bodies()).toMatchObject([
    {
      sequence: 1,
      telephonySessionId: 's-0',
      parties: [{ extensionId: alice, status: { code: 'Proceeding' }, missedCall: false }],
    },
  ]);
  bench.pass(10_000);
  expect((await bodies())[1]).toMatchObject({ sequence: 2, parties: [{ status: { code: 'Disconnected' }, missedCall: true }] });
  const read = async () => (await call(bench.sandbox, token, 'GET', `${account}/call-log`)).body.records;
  bench.pass(19_000);
  expect(await read()).toHaveLength(0);
  bench.pass(1000);
  expect(await read()).toMatchObject([{ id: 'call-0' }]);
});

test('a filter for missed calls, or for one extension, hears of nothing else', async () => {
  await subscribe(`${account}/telephony/sessions?missedCall=true`);
  await subscribe(`${account}/extension/${bob}/telephony/sessions`);
  bench.sandbox.makeCall();
  bench.pass(60_000);
  expect(await bodies()).toMatchObject([{ sequence: 2, parties: [{ missedCall: true }] }]);
});

test('the account hears who changes, leaves and arrives', async () => {
  await subscribe(`${account}/extension`, `${account}/directory/entries`);
  bench.sandbox.setStatus(bob, 'Disabled');
  bench.sandbox.deleteExtension(bob);
  const { botId } = await bench.sandbox.install(ear.url);
  const heard = await bodies();
  const extensions = heard.flatMap(({ extensions = [] }) => extensions);
  expect(extensions).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ extensionId: bob, eventType: 'Update' }),
      expect.objectContaining({ extensionId: bob, eventType: 'Delete' }),
      expect.objectContaining({ extensionId: botId, eventType: 'Create' }),
    ]),
  );
  const contacts = heard.flatMap(({ contacts = [] }) => contacts);
  expect(contacts).toContainEqual(expect.objectContaining({ id: bob, eventType: 'Update', status: 'Disabled' }));
  expect((await call(bench.sandbox, token, 'GET', `${account}/extension/${bob}`)).status).toBe(404);
});

test('the path of an event sometimes has a double slash', async () => {
  const { accessToken, botId } = await bench.sandbox.install(ear.url);
  const deliveryMode = { transportType: 'WebHook', address: ear.url };
  const wish = { eventFilters: ['/team-messaging/v1/posts'], deliveryMode };
  await call(bench.sandbox, accessToken, 'POST', '/restapi/v1.0/subscription', wish);
  const { id } = bench.sandbox.openDirect(alice, botId);
  for (let i = 0; i < 60; i += 1) bench.sandbox.post(alice, id, `${i}`);
  await bodies();
  const paths = new Set(ear.received.flatMap(({ event }) => (event ? [event.event] : [])));
  expect([...paths].sort()).toEqual(['/team-messaging//v1/posts', '/team-messaging/v1/posts']);
});

test('redelivery is there for who wants it', async () => {
  const again = await startTiny([], { redeliver: true, rateLimits: false });
  const { accessToken, botId } = await again.sandbox.install(ear.url);
  const wish = { eventFilters: ['/team-messaging/v1/posts'], deliveryMode: { transportType: 'WebHook', address: ear.url } };
  await call(again.sandbox, accessToken, 'POST', '/restapi/v1.0/subscription', wish);
  const { id } = again.sandbox.openDirect(alice, botId);
  ear.status = 503;
  again.sandbox.post(alice, id, 'once more');
  const deadline = Date.now() + 5000;
  while (!again.sandbox.deliveries.some(({ outcome }) => outcome === 503) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  ear.status = 200;
  await again.sandbox.settled();
  expect(again.sandbox.deliveries.at(-1)?.outcome).toBe(200);
  await again.sandbox.close();
});
