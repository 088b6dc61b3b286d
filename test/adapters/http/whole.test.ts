/** Both adapters together against the stand-in: install, subscribe, hear a post, answer it, be removed. */
import { afterEach, expect, test, vi } from 'vitest';
import { accessTokenOf } from '../../../src/adapters/ringcentral/chatbotCore.js';
import { createTokenCheck } from '../../../src/adapters/ringcentral/deliveredToken.js';
import { createMessenger } from '../../../src/adapters/ringcentral/messenger.js';
import { createReader } from '../../../src/adapters/ringcentral/reader.js';
import { jwtGrant } from '../../../src/adapters/ringcentral/session.js';
import { createSubscriptions, type WebhookSubscriptions } from '../../../src/adapters/ringcentral/subscriptions.js';
import { accountId, chatId, personId } from '../../../src/core/model.js';
import type { Sandbox } from '../../sandbox/server/sandbox.js';
import { startSandbox } from '../../sandbox/server/start.js';
import { movableClock, rememberedLog } from '../ringcentral/setting.js';
import { type House, house } from './house.js';

let sandbox: Sandbox | undefined;
let open: House | undefined;
afterEach(async () => {
  await open?.close();
  await sandbox?.close();
});

test('from the install to the removal', async () => {
  const clock = movableClock();
  const log = rememberedLog();
  const rc = await startSandbox({ seed: 14, now: clock.now, days: 1, contract: true });
  sandbox = rc;
  const common = { server: rc.url, clock, log, sleep: clock.sleep };
  const reader = createReader({
    ...common,
    app: { clientId: 'reader-app', clientSecret: 'reader-secret' },
    grant: jwtGrant('reader-jwt'),
    locale: { zone: 'UTC', language: 'en-US', hour12: true },
  });
  const secrets = new Map<string, string>();
  const company = accountId(rc.company.id);
  const tokens = { current: (): ReturnType<WebhookSubscriptions['tokens']> => [] };
  open = await house({
    more: {
      guard: { tokens: () => tokens.current() },
      install: {
        clientId: 'bot-app',
        clock,
        check: createTokenCheck(common),
        ready: async () => true,
        allows: (account) => account === rc.company.id,
        exchange: null,
      },
    },
  });
  const the = open;
  const listening = createSubscriptions({
    ...common,
    publicUrl: the.url,
    subscribers: {
      bot: async () => {
        const row = the.installed.at(-1);
        if (!row) return null;
        const { api } = await createMessenger({ ...common, self: personId(row.id), accessToken: accessTokenOf(row) });
        return { self: row.id, api };
      },
      reader: async () => ({ self: (await reader.identity()).extension, api: reader.api, scopes: await reader.scopes() }),
    },
    secretsOf: () => ({
      read: async (name) => secrets.get(name) ?? null,
      write: async (name, value) => void secrets.set(name, value),
      remove: async (name) => void secrets.delete(name),
    }),
  });
  tokens.current = listening.tokens;

  const { botId, accessToken, status } = await rc.install(the.url);
  expect(status).toBe(200);
  expect(the.rows.get(botId)).toMatchObject({ account: rc.company.id });
  await listening.keep(company);
  expect(listening.state(company)).toEqual({ bot: 'active', reader: 'active' });
  await rc.settled();
  const kinds = () =>
    the.events.map(({ event }) =>
      event.kind.startsWith('chat') && 'chat' in event ? `${event.kind} ${event.chat.type}` : event.kind,
    );
  // What a bot hears of its own arrival.
  expect(kinds().sort()).toEqual(['chat joined Everyone', 'chat joined Personal', 'other']);

  const alice = rc.company.extensions.find((each) => each.type === 'User' && each.status === 'Enabled');
  const team = rc.createTeam(alice?.id ?? '', 'Sales', [alice?.id ?? '', botId]);
  const question = rc.post(alice?.id ?? '', team.id, `![:Person](${botId}) calls`);
  await rc.settled();
  const heard = the.events.find(({ event }) => event.kind === 'post added');
  expect(heard).toMatchObject({
    account: rc.company.id,
    event: {
      owner: botId,
      post: { id: question.id, chat: team.id, creator: alice?.id, mentions: [{ id: botId, type: 'Person' }] },
    },
  });
  const bot = await createMessenger({ ...common, self: personId(botId), accessToken });
  const answer = await bot.post(chatId(team.id), 'here they are', { thread: question.id });
  await rc.settled();
  // The bot's own post comes back as well.
  expect(
    the.events.some(({ event }) => event.kind === 'post added' && event.post.id === answer && event.post.creator === botId),
  ).toBe(true);

  rc.setStatus(alice?.id ?? '', 'Disabled');
  await rc.settled();
  expect(the.events.some(({ event, account }) => event.kind === 'directory changed' && account === rc.company.id)).toBe(true);

  // Reinstalled: one bot, the new token.
  const second = await rc.install(the.url);
  expect(second).toMatchObject({ botId, status: 200 });
  expect(the.rows.size).toBe(1);
  expect(the.rows.get(botId)?.token).toContain(second.accessToken);
  await listening.keep(company);
  expect([...rc.world.subscriptions.values()].filter((each) => each.extensionId === botId)).toHaveLength(1);

  rc.uninstall();
  await rc.settled();
  await vi.waitFor(() => expect(the.rows.size).toBe(0), 10_000);
  expect(the.removed).toHaveLength(1);

  expect(rc.deliveries.every((delivery) => delivery.outcome === 200)).toBe(true);
  expect(rc.unknownPaths).toEqual([]);
  expect(rc.violations).toEqual([]);
  for (const secret of [
    accessToken,
    second.accessToken,
    'reader-jwt',
    'reader-secret',
    ...listening.tokens().map((each) => each.token),
  ]) {
    expect(log.text() + the.log.text()).not.toContain(secret);
  }
}, 30_000);

test('a first sync under the platform’s own limits runs into none of them', async () => {
  const clock = movableClock();
  const rc = await startSandbox({ seed: 15, now: clock.now, days: 20 });
  sandbox = rc;
  open = undefined;
  const reader = createReader({
    server: rc.url,
    clock,
    log: rememberedLog(),
    sleep: clock.sleep,
    app: { clientId: 'reader-app', clientSecret: 'reader-secret' },
    grant: jwtGrant('reader-jwt'),
    locale: { zone: 'UTC', language: 'en-US', hour12: true },
  });
  const people = rc.company.extensions.filter((each) => each.type === 'User').map((each) => each.id);
  await Promise.all([
    reader.directory(),
    ...Array.from({ length: 20 }, (_, day) =>
      reader.callLog({ from: clock.now() - (day + 1) * 86_400_000, to: clock.now() - day * 86_400_000 }, 1),
    ),
    ...people.map((id) => reader.holds(id as never, 'FullCompanyCallLog').catch(() => false)),
  ]);
  expect(rc.requests.length).toBeGreaterThan(70);
  expect(rc.requests.filter((request) => request.status === 429)).toEqual([]);
}, 30_000);
