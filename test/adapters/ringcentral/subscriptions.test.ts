/** Subscriptions over the stand-in: made, left alone, repaired, and never made twice. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SecretStore } from '../../../src/adapters/credentials.js';
import { createMessenger } from '../../../src/adapters/ringcentral/messenger.js';
import { createReader } from '../../../src/adapters/ringcentral/reader.js';
import { jwtGrant } from '../../../src/adapters/ringcentral/session.js';
import { createSubscriptions } from '../../../src/adapters/ringcentral/subscriptions.js';
import { accountId, personId } from '../../../src/core/model.js';
import type { Sandbox } from '../../sandbox/server/sandbox.js';
import { startSandbox } from '../../sandbox/server/start.js';
import { movableClock, rememberedLog } from './setting.js';

const day = 86_400_000;
const company = accountId('37');
let clock: ReturnType<typeof movableClock>;
let log: ReturnType<typeof rememberedLog>;
let sandbox: Sandbox;
let listener: Server;
let publicUrl: string;
let secrets: SecretStore & { readonly kept: Map<string, string> };
let subscriptions: ReturnType<typeof createSubscriptions>;

const readerScopes = ['ReadCallLog', 'ReadAccounts', 'SubscriptionWebhook'];

async function start(scopes: readonly string[] = readerScopes) {
  sandbox = await startSandbox({
    seed: 13,
    now: clock.now,
    days: 1,
    rateLimits: false,
    contract: true,
    readerApp: { clientId: 'reader-app', clientSecret: 'reader-secret', jwt: 'reader-jwt', scopes },
  });
  const common = { server: sandbox.url, clock, log, sleep: clock.sleep };
  const { botId, accessToken } = await sandbox.install(sandbox.url);
  const bot = await createMessenger({ ...common, self: personId(botId), accessToken });
  const reader = createReader({
    ...common,
    app: { clientId: 'reader-app', clientSecret: 'reader-secret' },
    grant: jwtGrant('reader-jwt'),
    locale: { zone: 'UTC', language: 'en-US', hour12: true },
  });
  const make = (more: { verificationToken?: string; publicUrl?: string } = {}) =>
    createSubscriptions({
      publicUrl,
      subscribers: {
        bot: async () => ({ self: botId, api: bot.api }),
        reader: async () => ({ self: (await reader.identity()).extension, api: reader.api, scopes: await reader.scopes() }),
      },
      secretsOf: () => secrets,
      clock,
      log,
      ...more,
    });
  subscriptions = make();
  return { make, bot };
}

beforeEach(async () => {
  clock = movableClock();
  log = rememberedLog();
  const kept = new Map<string, string>();
  secrets = {
    kept,
    read: async (name) => kept.get(name) ?? null,
    write: async (name, value) => void kept.set(name, value),
    remove: async (name) => void kept.delete(name),
  };
  listener = createServer((req, res) => {
    const token = req.headers['validation-token'];
    res
      .writeHead(200, { 'Content-Type': 'application/json', ...(typeof token === 'string' && { 'Validation-Token': token }) })
      .end();
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  publicUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
});
afterEach(async () => {
  expect(sandbox.violations).toEqual([]);
  await sandbox.close();
  listener.closeAllConnections();
  listener.close();
});

const all = () => [...sandbox.world.subscriptions.values()];
const ofBot = () => all().filter((each) => each.extensionId === sandbox.botId());
const ofReader = () => all().filter((each) => each.extensionId === sandbox.serviceUserId);

test('both identities subscribe once, each with a token of its own, for ten years', async () => {
  await start();
  expect(await subscriptions.keep(company)).toEqual({ restored: [] });
  expect(all()).toHaveLength(2);
  expect(ofBot()[0]).toMatchObject({
    address: `${publicUrl}/bot/webhook`,
    eventFilters: ['/team-messaging/v1/posts', '/team-messaging/v1/chats', '/restapi/v1.0/account/~/extension/~'],
    expiresIn: 315_360_000,
  });
  expect(ofReader()[0]?.eventFilters).toEqual(['/restapi/v1.0/account/~/extension', '/restapi/v1.0/account/~/directory/entries']);
  const tokens = subscriptions.tokens();
  expect(tokens.map((each) => each.identity).sort()).toEqual(['bot', 'reader']);
  expect(tokens.find((each) => each.identity === 'bot')?.token).toBe(ofBot()[0]?.verificationToken);
  expect(new Set(tokens.map((each) => each.token)).size).toBe(2);
  expect(subscriptions.state(company)).toEqual({ bot: 'active', reader: 'active' });

  const ids = all().map((each) => each.id);
  await subscriptions.keep(company);
  await subscriptions.keep(company);
  expect(all().map((each) => each.id)).toEqual(ids);
  expect(log.text()).not.toContain(tokens[0]?.token ?? 'none');
});

test('after a restart the remembered subscription is known again, and no other is made', async () => {
  const { make } = await start();
  await subscriptions.keep(company);
  const again = make();
  expect(again.tokens()).toEqual([]);
  await again.load(company);
  expect(again.tokens()).toEqual(subscriptions.tokens());
  await again.keep(company);
  expect(all()).toHaveLength(2);
});

test('a blacklisted subscription is deleted and made anew, and said to be restored', async () => {
  await start();
  await subscriptions.keep(company);
  const [lost] = ofBot();
  sandbox.blacklist(lost?.id ?? '');
  expect(await subscriptions.keep(company)).toEqual({ restored: ['bot'] });
  expect(ofBot()).toHaveLength(1);
  expect(ofBot()[0]?.id).not.toBe(lost?.id);
  expect(ofBot()[0]?.status).toBe('Active');
  expect(await subscriptions.keep(company)).toEqual({ restored: [] });
});

test('a subscription that is gone comes back', async () => {
  await start();
  await subscriptions.keep(company);
  sandbox.world.subscriptions.delete(ofReader()[0]?.id ?? '');
  expect(await subscriptions.keep(company)).toEqual({ restored: ['reader'] });
  expect(ofReader()).toHaveLength(1);
});

test('duplicates and those whose token nobody knows go; foreign addresses stay', async () => {
  await start();
  await subscriptions.keep(company);
  const [good] = ofBot();
  if (!good) throw new Error('no subscription');
  sandbox.world.subscriptions.set('double', { ...good, id: 'double' });
  sandbox.world.subscriptions.set('foreign', { ...good, id: 'foreign', address: 'https://elsewhere.example/hook' });
  await subscriptions.keep(company);
  expect(ofBot().map((each) => each.id)).toEqual([good.id, 'foreign']);

  secrets.kept.clear();
  await subscriptions.keep(company);
  expect(ofBot().map((each) => each.id)).not.toContain(good.id);
  expect(ofBot().filter((each) => each.address === good.address)).toHaveLength(1);
  expect(sandbox.world.subscriptions.has('foreign')).toBe(true);
});

test('a subscription whose end is near is renewed, not replaced', async () => {
  await start();
  await subscriptions.keep(company);
  const [mine] = ofBot();
  clock.advance(315_360_000_000 - 20 * day);
  expect(await subscriptions.keep(company)).toEqual({ restored: [] });
  expect(ofBot()[0]?.id).toBe(mine?.id);
  expect((ofBot()[0]?.expiresAt ?? 0) - clock.now()).toBeGreaterThan(300 * day);
});

test('where the filter of chats is not known, that of groups is taken, for good', async () => {
  await start();
  sandbox.faults.refusedFilters.push('/team-messaging/v1/chats');
  await subscriptions.keep(company);
  expect(ofBot()[0]?.eventFilters).toContain('/team-messaging/v1/groups');
  const [mine] = ofBot();
  clock.advance(2 * 3_600_000);
  await subscriptions.keep(company);
  expect(ofBot()[0]?.id).toBe(mine?.id);
});

test('calls are heard where the application may, and not insisted on where it is refused', async () => {
  await start([...readerScopes, 'CallControl']);
  await subscriptions.keep(company);
  expect(ofReader()[0]?.eventFilters).toContain('/restapi/v1.0/account/~/telephony/sessions');
  sandbox.world.subscriptions.clear();
  sandbox.faults.refusedFilters.push('/restapi/v1.0/account/~/telephony/sessions');
  await subscriptions.keep(company);
  expect(ofReader()[0]?.eventFilters).toHaveLength(2);
  const [mine] = ofReader();
  await subscriptions.keep(company);
  expect(ofReader()[0]?.id).toBe(mine?.id);
  expect(subscriptions.state(company).reader).toContain('without');
});

test('a token that the console dictates is the bot’s token', async () => {
  const { make } = await start();
  await subscriptions.keep(company);
  subscriptions = make({ verificationToken: 'dictated-by-the-console' });
  await subscriptions.keep(company);
  expect(ofBot().map((each) => each.verificationToken)).toEqual(['dictated-by-the-console']);
  expect(ofReader()[0]?.verificationToken).not.toBe('dictated-by-the-console');
});

test.each(['SUB-406', 'OAU-232', 'CMN-405'])(
  'a bot that is not ready yet (%s) is one failed try, and the reader subscribes all the same',
  async (code) => {
    await start();
    sandbox.faults.fail('createSubscription', 403, { times: 1, body: { errorCode: code } });
    await expect(subscriptions.keep(company)).rejects.toMatchObject({ code });
    expect(sandbox.requests.filter((request) => request.operationId === 'createSubscription')).toHaveLength(2);
    expect(ofReader()).toHaveLength(1);
    expect(subscriptions.state(company).bot).toContain(code);
    await subscriptions.keep(company);
    expect(ofBot()).toHaveLength(1);
    expect(subscriptions.state(company).bot).toBe('active');
  },
);

test('without a public address nothing is asked of the platform', async () => {
  const { make } = await start();
  const before = sandbox.requests.length;
  const silent = make({ publicUrl: undefined as never });
  await silent.keep(company);
  expect(sandbox.requests).toHaveLength(before);
  expect(silent.state(company)).toEqual({ bot: 'no public address', reader: 'no public address' });
});

test('a new token is in the store before the platform can send it to another process', async () => {
  await start();
  const write = secrets.write;
  const written: string[] = [];
  Object.assign(secrets, {
    write: async (name: string, value: string) => {
      written.push(`${name} ${JSON.parse(value).token} ${sandbox.world.subscriptions.size}`);
      await write(name, value);
    },
  });
  await subscriptions.keep(company);
  const [announced, kept] = written.filter((line) => line.startsWith('webhook-bot'));
  const token = subscriptions.tokens().find(({ identity }) => identity === 'bot')?.token;
  expect([announced, kept]).toEqual([`webhook-bot ${token} 0`, `webhook-bot ${token} 1`]);
});
