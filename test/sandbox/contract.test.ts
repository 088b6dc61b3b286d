/** Every operation of the stand-in against the public contract: its table of rate groups, its answers, its refusals. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractFile, loadContract } from './contract.js';
import { operations } from './server/operations.js';
import type { Sandbox } from './server/sandbox.js';
import { startSandbox } from './server/start.js';
import { call, type Ear, listen } from './server/testing.js';

const present = existsSync(contractFile);
const obliged = process.env.CI === 'true';
if (!present && !obliged) console.warn('contract tests skipped: the public contract is not beside the repository');

test.runIf(obliged)('the contract is there', () => expect(present).toBe(true));

describe.runIf(present)('against the public contract', () => {
  const now = Date.parse('2026-11-18T18:00:00.000Z');
  let sandbox: Sandbox;
  let ear: Ear;
  let reader: string;
  let bot: string;
  const done = new Set<string>();

  beforeAll(async () => {
    loadContract();
    const scopes = ['ReadCallLog', 'ReadAccounts', 'SubscriptionWebhook', 'CallControl'];
    const redirectUris = ['http://127.0.0.1/back'];
    const readerApp = { clientId: 'reader', clientSecret: 'secret', jwt: 'jwt', scopes, redirectUris };
    sandbox = await startSandbox({ seed: 7, now: () => now, days: 20, contract: true, rateLimits: false, readerApp });
    ear = await listen();
    const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'jwt' };
    reader = ((await (await token(form)).json()) as { access_token: string }).access_token;
    bot = (await sandbox.install(ear.url)).accessToken;
  }, 60_000);

  afterAll(async () => {
    await sandbox?.close();
    await ear?.close();
  });

  const token = (form: Record<string, string>) =>
    fetch(`${sandbox.url}/restapi/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('reader:secret').toString('base64')}` },
      body: new URLSearchParams(form),
    });

  /** Asks, expects the status, and that the contract has nothing to say about it. */
  async function ask(who: string, method: string, path: string, status = 200, body?: unknown) {
    const before = sandbox.violations.length;
    const reply = await call(sandbox, who, method, path, body);
    expect([`${method} ${path}`, reply.status]).toEqual([`${method} ${path}`, status]);
    expect(sandbox.violations.slice(before)).toEqual([]);
    const asked = sandbox.requests.at(-1)?.operationId;
    if (asked && status < 400) done.add(asked);
    return reply.body;
  }

  test('operations are in the groups the contract gives them', () => {
    const contract = loadContract();
    const groups = operations.map((operation) => [operation.id, contract?.groupOf(operation)]);
    expect(groups).toEqual(operations.map(({ id, group }) => [id, group]));
  });

  test('account, extensions, directory, numbers, queues', async () => {
    const account = '/restapi/v1.0/account/~';
    await ask(reader, 'GET', account);
    await ask(reader, 'GET', `${account}/extension?perPage=10&status=Enabled&status=Disabled&type=User`);
    await ask(reader, 'GET', `${account}/extension?perPage=1000`);
    for (const { id, deleted } of sandbox.company.extensions)
      await ask(reader, 'GET', `${account}/extension/${id}`, deleted ? 404 : 200);
    const { records } = await ask(reader, 'GET', `${account}/directory/entries?perPage=max`);
    await ask(reader, 'GET', `${account}/directory/entries?showFederated=false&typeGroup=User&perPage=2`);
    await ask(reader, 'GET', `${account}/directory/entries/${records[0].id}`);
    await ask(reader, 'GET', `${account}/directory/entries/none`, 404);
    await ask(reader, 'GET', `${account}/phone-number?perPage=1000`);
    await ask(reader, 'GET', `${account}/extension/~/phone-number`);
    await ask(reader, 'GET', '/restapi/v2/accounts/~/phone-numbers?perPage=1000');
    await ask(reader, 'GET', `${account}/call-queues`);
    await ask(reader, 'GET', `${account}/call-queues/${sandbox.company.queues[0]?.extensionId}/members`);
    await ask(reader, 'GET', `${account}/extension/~/authz-profile`);
    await ask(reader, 'GET', `${account}/extension/~/authz-profile/check?permissionId=FullCompanyCallLog`);
    await ask(reader, 'GET', `${account}/extension/~/authz-profile/check?permissionId=EditAccounts`);
  });

  test('the call log, whole, of one user, and synchronised', async () => {
    const account = '/restapi/v1.0/account/~';
    const from = 'dateFrom=2026-10-29T00:00:00.000Z';
    const all = await ask(reader, 'GET', `${account}/call-log?view=Detailed&perPage=1000&${from}`);
    expect(all.records.length).toBeGreaterThan(500);
    const simple = await ask(reader, 'GET', `${account}/call-log?perPage=5&direction=Inbound&type=Voice&${from}`);
    const ids = simple.records.map(({ id }: { id: string }) => id);
    await ask(reader, 'GET', `${account}/call-log/${ids[0]}?view=Detailed`);
    await ask(reader, 'GET', `${account}/call-log/none`, 404);
    const user = `${account}/extension/${all.records[0].extension?.id ?? '~'}`;
    const own = await ask(reader, 'GET', `${user}/call-log?view=Detailed&showBlocked=false&${from}`);
    await ask(reader, 'GET', `${user}/call-log/${own.records[0].id}`);
    await ask(reader, 'GET', `${user}/call-log-sync?recordCount=20&statusGroup=All`);
    await ask(reader, 'GET', `${account}/call-log-sync?recordCount=20&view=Detailed`);
    const first = await ask(reader, 'GET', `${account}/call-log-extract-sync?view=Detailed&recordCount=1000&${from}`);
    await ask(reader, 'GET', `${account}/call-log-extract-sync?syncType=ISync&syncToken=${first.syncInfo.syncToken}`);
    await ask(reader, 'GET', `${account}/call-log-extract-sync?syncType=ISync&syncToken=none`, 400);
  });

  test('every record of every kind of call', async () => {
    const contract = loadContract();
    const operation = operations.find(({ id }) => id === 'readCompanyCallRecord');
    const violations: string[] = [];
    for (const { record } of sandbox.account.log)
      if (operation) contract?.checkAnswer(operation, { status: 200, body: record }, violations);
    expect(violations.slice(0, 3)).toEqual([]);
  });

  test('persons, chats, teams and posts', async () => {
    const root = '/team-messaging/v1';
    const [colleague, other] = sandbox.company.extensions.filter(
      ({ type, status, deleted }) => type === 'User' && status === 'Enabled' && !deleted,
    );
    for (const { id } of [...sandbox.company.visitors, ...(colleague ? [colleague] : [])])
      await ask(bot, 'GET', `${root}/persons/${id}`);
    await ask(bot, 'GET', `${root}/persons/nobody`, 404);
    await ask(bot, 'GET', `${root}/companies/~`);
    await ask(bot, 'GET', `${root}/everyone`);
    const direct = await ask(bot, 'POST', `${root}/conversations`, 201, { members: [{ id: colleague?.id }] });
    await ask(bot, 'GET', `${root}/conversations/${direct.id}`);
    await ask(bot, 'GET', `${root}/conversations?recordCount=30`);
    const team = await ask(bot, 'POST', `${root}/teams`, 201, { name: 'Sales', public: true, members: [{ id: colleague?.id }] });
    await ask(bot, 'GET', `${root}/teams/${team.id}`);
    await ask(bot, 'GET', `${root}/teams`);
    await ask(bot, 'POST', `${root}/teams/${team.id}/add`, 204, { members: [{ id: other?.id }] });
    await ask(bot, 'POST', `${root}/teams/${team.id}/remove`, 204, { members: [{ id: other?.id }] });
    await ask(bot, 'GET', `${root}/chats?type=Team&type=Direct&recordCount=250`);
    await ask(bot, 'GET', `${root}/recent/chats`);
    await ask(bot, 'GET', `${root}/chats/${team.id}`);
    await ask(bot, 'GET', `${root}/chats/none`, 404);
    const chat = `${root}/chats/${team.id}`;
    const text = `![:Person](${colleague?.id}) look`;
    const post = await ask(bot, 'POST', `${chat}/posts`, 201, { text });
    await ask(bot, 'POST', `${chat}/posts`, 201, { text, parentPostId: post.id });
    await ask(bot, 'GET', `${chat}/posts?recordCount=250`);
    await ask(bot, 'GET', `${chat}/threads/${post.id}/posts`);
    await ask(bot, 'GET', `${chat}/posts/${post.id}`);
    await ask(bot, 'PATCH', `${chat}/posts/${post.id}`, 200, { text: 'changed' });
    await ask(bot, 'DELETE', `${chat}/posts/${post.id}`, 204);
    await ask(bot, 'GET', '/restapi/v1.0/account/~/call-log', 403);
  });

  test('subscriptions', async () => {
    const root = '/restapi/v1.0/subscription';
    const deliveryMode = { transportType: 'WebHook', address: `${ear.url}/bot/webhook`, verificationToken: 'secret' };
    const wish = {
      eventFilters: ['/team-messaging/v1/posts', '/restapi/v1.0/account/~/telephony/sessions'],
      expiresIn: 600,
      deliveryMode,
    };
    const { id } = await ask(bot, 'POST', root, 200, wish);
    await ask(bot, 'GET', root);
    sandbox.blacklist(id);
    await ask(bot, 'GET', `${root}/${id}`);
    await ask(bot, 'PUT', `${root}/${id}`, 200, { eventFilters: ['/team-messaging/v1/posts'] });
    await ask(bot, 'POST', `${root}/${id}/renew`);
    await ask(bot, 'DELETE', `${root}/${id}`, 204);
    await ask(bot, 'GET', `${root}/${id}`, 404);
  });

  test('a login page is asked for in both ways, and a code exchanged', async () => {
    const before = sandbox.violations.length;
    const [redirect_uri = ''] = sandbox.world.applications[1]?.redirectUris ?? [];
    const wish = new URLSearchParams({ client_id: 'reader', response_type: 'code', redirect_uri, state: 's' });
    const address = `${sandbox.url}/restapi/oauth/authorize`;
    expect((await fetch(address, { method: 'POST', body: wish, redirect: 'manual' })).status).toBe(302);
    expect((await fetch(`${address}?client_id=reader&response_type=code`, { redirect: 'manual' })).status).toBe(302);
    expect((await fetch(`${address}?client_id=nobody&response_type=code`, { redirect: 'manual' })).status).toBe(401);
    const back = new URL(await sandbox.consent(`${address}?${wish}`, sandbox.serviceUserId));
    const code = back.searchParams.get('code') ?? '';
    const pair = (await (await token({ grant_type: 'authorization_code', code, redirect_uri })).json()) as Record<string, string>;
    const refresh = { grant_type: 'refresh_token', refresh_token: pair.refresh_token ?? '' };
    expect([(await token(refresh)).status, (await token({ ...refresh, refresh_token: 'none' })).status]).toEqual([200, 400]);
    expect(sandbox.violations.slice(before)).toEqual([]);
    for (const operation of ['authorize', 'authorize2']) done.add(operation);
  });

  test('tokens, granted, refused and revoked', async () => {
    const before = sandbox.violations.length;
    expect((await token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'wrong' })).status).toBe(400);
    const authorization = `Basic ${Buffer.from('reader:secret').toString('base64')}`;
    const body = new URLSearchParams({ token: reader });
    expect(
      (await fetch(`${sandbox.url}/restapi/oauth/revoke`, { method: 'POST', headers: { authorization }, body })).status,
    ).toBe(200);
    expect(sandbox.violations.slice(before)).toEqual([]);
    for (const operation of ['getToken', 'revokeToken']) done.add(operation);
  });

  test('nothing was left out', () => {
    expect(operations.map(({ id }) => id).filter((id) => !done.has(id))).toEqual([]);
  });

  test('what a caller must not send is noticed', async () => {
    const before = sandbox.violations.length;
    await call(sandbox, bot, 'GET', '/team-messaging/v1/chats?limit=3');
    await call(sandbox, bot, 'GET', '/team-messaging/v1/chats?recordCount=some');
    await call(sandbox, bot, 'POST', '/team-messaging/v1/teams', { title: 'Sales' });
    expect(sandbox.violations.slice(before)).toEqual([
      'request listGlipChatsNew: has no query parameter limit',
      expect.stringContaining('request listGlipChatsNew: query parameter recordCount=some'),
      expect.stringContaining('request createGlipTeamNew: body: '),
      'request createGlipTeamNew: body has no property title',
    ]);
  });
});
