import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCompany } from '../sandbox/company.js';
import type { Chat } from '../sandbox/model.js';
import { type Journey, startJourney } from './journey.js';
import { count, stored } from './stored.js';

const minute = 60_000;

describe('installing a private bot', () => {
  let journey: Journey;
  const other = seedCompany(7);
  const oauth = (fields: Record<string, string>, json = false) =>
    fetch(`${journey.bot.url}/bot/oauth`, {
      method: 'POST',
      ...(json && { headers: { 'content-type': 'application/json' } }),
      body: json ? JSON.stringify(fields) : new URLSearchParams(fields),
    });
  const tokenOf = (extensionId: string, accountId = journey.sandbox.company.id, clientId = 'bot-app') => {
    const accessToken = `T${journey.sandbox.world.newUuid()}`;
    journey.sandbox.world.tokens.access.set(accessToken, {
      accessToken,
      clientId,
      accountId,
      extensionId,
      scopes: ['ReadAccounts', 'SubscriptionWebhook', 'TeamMessaging'],
      expiresAt: Number.POSITIVE_INFINITY,
      sessionId: accessToken,
    });
    return accessToken;
  };

  beforeAll(async () => {
    const company = seedCompany(42);
    other.extensions.push({ id: '999000111', type: 'Bot', status: 'Enabled', name: 'Their bot', permissions: [] });
    journey = await startJourney({
      install: false,
      sandbox: { companies: [{ company }, { company: other, stories: [] }], days: 3 },
    });
  });
  afterAll(() => journey.end());

  test.each<[string, () => Record<string, string>, number]>([
    ['a token nobody knows', () => ({ access_token: 'invented', client_id: 'bot-app' }), 403],
    ["another account's bot", () => ({ access_token: tokenOf('999000111', other.id), client_id: 'bot-app' }), 403],
    ['a person', () => ({ access_token: tokenOf(journey.ids.alice), client_id: 'bot-app' }), 403],
    ['another app', () => ({ access_token: 'whatever', client_id: 'their-app' }), 403],
    ['half a form', () => ({ client_id: 'bot-app' }), 400],
  ])('%s is refused, and nothing is kept', async (_, fields, status) => {
    const answer = await oauth(fields());
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(await count(journey.databaseFile, 'bots')).toBe(0);
    expect([...journey.sandbox.world.subscriptions.values()].filter(({ clientId }) => clientId === 'bot-app')).toEqual([]);
  });

  test('its own token is taken, and stands in the file encrypted', async () => {
    await journey.install();
    const [row] = await stored(journey.databaseFile, 'SELECT id, account, token FROM bots');
    expect(row).toMatchObject({ id: journey.botId, account: journey.sandbox.company.id });
    const [token] = [...journey.sandbox.world.tokens.access].find(([, held]) => held.extensionId === journey.botId) ?? [];
    expect(String(row?.token)).not.toContain(token);
  });

  test('the subscription is made with a token only the platform and the bot know', async () => {
    const mine = [...journey.sandbox.world.subscriptions.values()].filter(({ extensionId }) => extensionId === journey.botId);
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ status: 'Active', address: `${journey.bot.url}/bot/webhook` });
    expect(mine[0]?.verificationToken?.length).toBeGreaterThan(20);
  });

  test('it says hello once in a team, and never in Everyone or to itself', async () => {
    const team = await journey.team('Sales floor', ['alice', 'bob']);
    journey.sandbox.addToTeam(team.id, [journey.ids.carol], journey.ids.alice);
    await journey.ask('alice', team, 'status');
    const own = journey.sandbox.company.chats.filter(
      ({ type, members }) => (type === 'Everyone' || type === 'Personal') && members.includes(journey.botId),
    );
    expect(own).toHaveLength(2);
    expect(own.flatMap(({ id }) => journey.sandbox.posts(id))).toEqual([]);
  });

  test('installed again, by JSON too, it goes on with the new token', async () => {
    const direct = journey.direct('alice');
    expect(await journey.ask('alice', direct, 'status')).toContain('People: read');
    await journey.install();
    expect(await journey.ask('alice', direct, 'status')).toContain('People: read');
    for (const [token, { extensionId }] of journey.sandbox.world.tokens.access) {
      if (extensionId === journey.botId) journey.sandbox.world.tokens.access.delete(token);
    }
    const token = tokenOf(journey.botId);
    const answer = await oauth({ access_token: token, client_id: 'bot-app', creator_extension_id: journey.ids.alice }, true);
    expect(answer.status).toBe(200);
    expect(await journey.ask('alice', direct, 'status')).toContain('People: read');
    expect(await count(journey.databaseFile, 'bots')).toBe(1);
  });

  test('a blacklisted subscription is made anew at the next look, and the bot hears again', async () => {
    const { sandbox, clock, bot } = journey;
    const mine = () => [...sandbox.world.subscriptions.values()].find(({ extensionId }) => extensionId === journey.botId);
    const before = mine()?.id ?? '';
    sandbox.blacklist(before);
    await clock.move(5 * minute + 1000);
    await bot.waitUntil('a new subscription', () => mine()?.status === 'Active' && mine()?.id !== before);
    expect(sandbox.world.subscriptions.has(before)).toBe(false);
    expect(await journey.ask('alice', journey.direct('alice'), 'status')).toContain('Events of chats: active');
  });

  test('uninstalled, what it knew of chats and posts is gone, and it is silent', async () => {
    const { sandbox, bot, databaseFile, botId } = journey;
    const direct = journey.direct('alice');
    const chats = sandbox.company.chats.filter(({ members }) => members.includes(botId)) as Chat[];
    expect(chats.length).toBeGreaterThan(2);
    expect(await count(databaseFile, 'chats')).toBeGreaterThan(0);
    sandbox.uninstall();
    await bot.waitUntil('the bot is gone', async () => (await count(databaseFile, 'bots')) === 0);
    for (const table of ['bots', 'chats', 'rooms', 'persons', 'deliveries']) {
      await bot.waitUntil(`${table} is empty`, async () => (await count(databaseFile, table)) === 0);
    }
    await bot.waitUntil(
      'its verification token is gone',
      async () => (await count(databaseFile, 'account_secrets', "name = 'webhook-bot'")) === 0,
    );
    const asked = sandbox.requests.length;
    direct.members.push(botId);
    sandbox.post(journey.ids.alice, direct.id, 'status');
    await sandbox.settled();
    expect(sandbox.requests.slice(asked).filter(({ operationId }) => operationId === 'createGlipPostNew')).toEqual([]);
    expect((await journey.readiness()).reasons).toContain('the bot is not installed yet');
  });
});

test('without a reader an install is told what is missing', async () => {
  const journey = await startJourney({ install: false, sandbox: { days: 1 }, env: { RINGCENTRAL_JWT: undefined } });
  await journey.bot.waitUntil('it listens', async () => {
    const answer = await fetch(`${journey.bot.url}/healthz`).catch(() => null);
    return answer?.status === 200;
  });
  const answer = await fetch(`${journey.bot.url}/bot/oauth`, {
    method: 'POST',
    body: new URLSearchParams({ access_token: 'any', client_id: 'bot-app' }),
  });
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ error: expect.stringContaining('connect the reader') });
  expect((await journey.readiness()).reasons.join()).toContain('RINGCENTRAL_JWT');
  expect(await count(journey.databaseFile, 'bots')).toBe(0);
  await journey.end();
});
