/** How a public bot comes into an account, and how it goes again. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, call, clerk, type Ear, listen, startTiny } from './testing.js';

let bench: Bench;
let door: Server;
let url: string;
let ear: Ear;
/** What came to the bot's door. */
let came: { method: string; query: Record<string, string> }[];
/** What the bot does with it before it answers. */
let take: (query: Record<string, string>) => Promise<number>;

beforeEach(async () => {
  bench = await startTiny();
  ear = await listen();
  came = [];
  take = async ({ code = '' }) => (await exchange(code)).status;
  door = createServer(async (request, response) => {
    const query = Object.fromEntries(new URL(request.url ?? '', 'http://bot').searchParams);
    came.push({ method: `${request.method} ${request.url?.split('?')[0]}`, query });
    response.writeHead(await take(query)).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => door.once('listening', resolve));
  url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await bench.sandbox.close();
  door.closeAllConnections();
  door.close();
  await ear.close();
});

async function exchange(code: string, redirect_uri = `${url}/bot/oauth`, app = 'bot') {
  const authorization = `Basic ${Buffer.from(`${app}-app:${app}-secret`).toString('base64')}`;
  const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri });
  const answer = await fetch(`${bench.sandbox.url}/restapi/oauth/token`, { method: 'POST', headers: { authorization }, body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test("the browser comes with a code, which is worth a bot's token that never ends", async () => {
  const { sandbox } = bench;
  let given: Record<string, unknown> = {};
  take = async ({ code = '' }) => {
    const { status, body } = await exchange(code);
    given = body;
    return status;
  };
  const { botId, accessToken, status } = await sandbox.installPublic(url);
  expect(status).toBe(200);
  expect(came).toEqual([
    {
      method: 'GET /bot/oauth',
      query: {
        code: expect.any(String),
        client_id: 'bot-app',
        creator_extension_id: clerk,
        creator_account_id: sandbox.company.id,
      },
    },
  ]);
  expect(given).toMatchObject({ access_token: accessToken, owner_id: botId, expires_in: 2_147_483_647 });
  expect(given).not.toHaveProperty('refresh_token');
  bench.pass(20 * 365 * 86_400_000);
  const me = await call(sandbox, accessToken, 'GET', '/restapi/v1.0/account/~/extension/~');
  expect(me.body).toMatchObject({ id: Number(botId), type: 'Bot' });
});

test('the code is the bot application’s, for that address, and once', async () => {
  const asked = async (...how: [redirectUri?: string, app?: string]) => {
    take = async ({ code = '' }) => (await exchange(code, ...how)).status;
    const { status, accessToken } = await bench.sandbox.installPublic(url);
    return [status, accessToken];
  };
  expect(await asked(`${url}/bot/oauth/`)).toEqual([400, '']);
  expect(await asked(`${url}/bot/oauth`, 'reader')).toEqual([400, '']);
  expect(await asked()).toEqual([200, expect.stringMatching(/^B/)]);
  expect((await exchange(came.at(-1)?.query.code ?? '')).status).toBe(400);
});

test('installed again it is the same bot with a new token, and the old one is dead', async () => {
  const [one, two] = [await bench.sandbox.installPublic(url), await bench.sandbox.installPublic(url)];
  expect(two.botId).toBe(one.botId);
  const me = (token: string) => call(bench.sandbox, token, 'GET', '/restapi/v1.0/account/~/extension/~');
  expect(await me(one.accessToken)).toMatchObject({ status: 401, body: { errorCode: 'OAU-213' } });
  expect((await me(two.accessToken)).status).toBe(200);
});

test("another's bot in the same account is left alone", async () => {
  const { extensions } = bench.sandbox.company;
  extensions.push({ id: '101099', type: 'Bot', status: 'Enabled', name: 'Helper', permissions: [] });
  const { botId } = await bench.sandbox.installPublic(url);
  expect([botId === '101099', bench.sandbox.botId()]).toEqual([false, botId]);
  bench.sandbox.uninstall();
  expect(extensions.filter(({ type, deleted }) => type === 'Bot' && !deleted).map(({ id }) => id)).toEqual(['101099']);
});

test('uninstalled, it is told on its own filter, and its token, extension, chats and subscriptions are gone', async () => {
  const { sandbox } = bench;
  const { botId, accessToken } = await sandbox.installPublic(url);
  const made = await call(sandbox, accessToken, 'POST', '/restapi/v1.0/subscription', {
    eventFilters: ['/restapi/v1.0/account/~/extension/~'],
    deliveryMode: { transportType: 'WebHook', address: `${ear.url}/bot/webhook` },
  });
  expect(made.status).toBe(200);
  sandbox.uninstall();
  await sandbox.settled();
  const told = ear.received.flatMap(({ event }) => (event ? [event.body] : []));
  expect(told.at(-1)).toEqual({ extensionId: botId, eventType: 'Delete', ownerId: botId });
  expect(await call(sandbox, accessToken, 'GET', '/restapi/v1.0/account/~/extension/~')).toMatchObject({ status: 401 });
  expect(sandbox.botId()).toBeUndefined();
  expect(sandbox.company.chats.filter(({ members }) => members.includes(botId))).toEqual([]);
  expect(sandbox.world.subscriptions.size).toBe(0);
});
