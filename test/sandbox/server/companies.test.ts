/** Several companies in one stand-in: the token decides whose people, calls, chats and events they are, even where every id is the same. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CompanySandbox } from './sandbox.js';
import { type Bench, call, type Ear, listen, startTiny } from './testing.js';

const account = '/restapi/v1.0/account/~';
const redirectUri = 'https://bot.example/back';
const calls = `${account}/call-log?view=Detailed&perPage=1000&dateFrom=2026-11-01T00:00:00.000Z`;

let bench: Bench;
let ear: Ear;
let first: CompanySandbox;
let twin: CompanySandbox;
let other: CompanySandbox;

beforeEach(async () => {
  bench = await startTiny([], { companies: [{ seed: 7 }, { twinOf: 0 }, { seed: 8, accountId: '4000001' }], days: 3 });
  ear = await listen();
  [first, twin, other] = [bench.sandbox.inCompany(0), bench.sandbox.inCompany(1), bench.sandbox.inCompany('4000001')];
});
afterEach(async () => {
  await bench.sandbox.close();
  await ear.close();
});

const holderOf = ({ company }: CompanySandbox) => company.extensions.find(({ firstName }) => firstName === 'Grace')?.id ?? '';
const aliceOf = ({ company }: CompanySandbox) => company.extensions[0]?.id ?? '';
const get = (token: string, path: string) => call(bench.sandbox, token, 'GET', path);

async function tokenRequest(form: Record<string, string>): Promise<Response> {
  const headers = { authorization: `Basic ${Buffer.from('reader-app:reader-secret').toString('base64')}` };
  const body = new URLSearchParams({ redirect_uri: redirectUri, ...form });
  return fetch(`${bench.sandbox.url}/restapi/oauth/token`, { method: 'POST', headers, body });
}

async function consented(place: CompanySandbox, extensionId = holderOf(place)): Promise<string> {
  const code = place.authorize('reader-app', extensionId, redirectUri);
  const answer = await tokenRequest({ grant_type: 'authorization_code', code });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function subscribe(token: string, path: string): Promise<string> {
  const deliveryMode = { transportType: 'WebHook', address: `${ear.url}${path}` };
  const eventFilters = ['/team-messaging/v1/posts', '/restapi/v1.0/account/~/extension'];
  const made = await call(bench.sandbox, token, 'POST', '/restapi/v1.0/subscription', { eventFilters, deliveryMode });
  expect(made.status).toBe(200);
  return made.body.id;
}

const heardBy = (subscriptionId: string) => {
  const { deliveries } = bench.sandbox;
  return deliveries.filter((one) => one.subscriptionId === subscriptionId).map(({ eventType, event }) => eventType ?? event);
};

test('the first is as it would be alone, its twin differs by the account, the third by all', async () => {
  const alone = await startTiny([], { companies: [{ seed: 7 }], days: 3 });
  const same = JSON.stringify(alone.sandbox.account.log) === JSON.stringify(first.account.log);
  await alone.sandbox.close();
  expect(same).toBe(true);
  expect({ ...twin.company, id: first.company.id }).toEqual(first.company);
  expect(twin.company.id).not.toBe(first.company.id);
  expect(other.company.extensions.map(({ id }) => id)).not.toContain(aliceOf(first));
  expect(bench.sandbox.company).toBe(first.company);
});

test("a twin's records have the first's ids and tell other calls", () => {
  const idsOf = ({ account: { log } }: CompanySandbox) => log.map(({ record }) => record.id);
  const [ours, theirs] = [new Set(idsOf(first)), idsOf(twin)];
  expect(theirs.filter((id) => ours.has(id)).length).toBeGreaterThan(50);
  expect(new Set(theirs).size).toBe(theirs.length);
  const startOf = (place: CompanySandbox, id?: string) =>
    place.account.log.find(({ record }) => record.id === id)?.record.startTime;
  expect(startOf(twin, theirs[0])).not.toBe(startOf(first, theirs[0]));
  const sessions = (place: CompanySandbox) => new Set(place.account.log.map(({ record }) => record.telephonySessionId));
  expect([...sessions(twin)].some((id) => id !== undefined && sessions(first).has(id))).toBe(true);
});

test('a token sees its own account: its people, its calls, its name, and nobody else under that id', async () => {
  const [ours, theirs] = [await consented(first), await consented(twin)];
  for (const [token, place] of [
    [ours, first],
    [theirs, twin],
  ] as const) {
    expect((await get(token, account)).body.id).toBe(Number(place.company.id));
    const { records } = (await get(token, calls)).body;
    const own = new Map(place.account.log.map(({ record }) => [record.id, record.startTime]));
    expect(records.length).toBeGreaterThan(20);
    for (const { id, startTime } of records) expect(own.get(id)).toBe(startTime);
  }
  expect((await get(theirs, `/restapi/v1.0/account/${first.company.id}/extension/~`)).status).toBe(404);
  expect((await get(ours, `${account}/extension/${aliceOf(other)}`)).status).toBe(404);
});

test("a person's rights are those of their role in their own company", async () => {
  const [ours, theirs] = [await consented(first, aliceOf(first)), await consented(twin, holderOf(twin))];
  expect((await get(ours, calls)).body.errors[0]).toMatchObject({ errorCode: 'CMN-408', permissionName: 'FullCompanyCallLog' });
  expect((await get(theirs, calls)).status).toBe(200);
});

test('limits are of one user in one account, at the token endpoint too', async () => {
  const [ours, theirs] = [await consented(first), await consented(twin)];
  for (let i = 0; i < 10; i += 1) expect((await get(ours, calls)).status).toBe(200);
  expect((await get(ours, calls)).status).toBe(429);
  expect((await get(theirs, calls)).status).toBe(200);
  for (let i = 0; i < 4; i += 1) await consented(first);
  const code = first.authorize('reader-app', holderOf(first), redirectUri);
  expect((await tokenRequest({ grant_type: 'authorization_code', code })).status).toBe(429);
  expect(await consented(twin)).toEqual(expect.any(String));
});

test('revoked, expired, disabled in one account, the other goes on', async () => {
  const [ours, theirs] = [await consented(first), await consented(twin)];
  const sync = `${account}/call-log-extract-sync?syncType=FSync&recordCount=10&view=Detailed`;
  const { syncToken } = (await get(theirs, sync)).body.syncInfo;
  first.revokeConsent(holderOf(first));
  first.expireSyncTokens();
  first.setStatus(aliceOf(first), 'Disabled');
  expect((await get(ours, account)).body.errorCode).toBe('OAU-213');
  expect((await get(theirs, `${account}/call-log-extract-sync?syncType=ISync&syncToken=${syncToken}`)).status).toBe(200);
  expect((await get(theirs, `${account}/extension/${aliceOf(twin)}`)).body.status).toBe('Enabled');
  const again = await consented(first);
  expect((await get(again, `${account}/call-log-extract-sync?syncType=ISync&syncToken=${syncToken}`)).status).toBe(400);
});

test('something made to fail in one account fails there only', async () => {
  const [ours, theirs] = [await consented(first), await consented(twin)];
  bench.sandbox.faults.fail('readAccountInfo', 503, { account: twin.company.id, times: 2 });
  expect((await get(ours, account)).status).toBe(200);
  expect([(await get(theirs, account)).status, (await get(theirs, account)).status]).toEqual([503, 503]);
  expect((await get(theirs, account)).status).toBe(200);
});

describe('two bots of the same id', () => {
  test("chats and posts of the same id are two; each bot hears and may do only what is its own company's", async () => {
    const ourBot = await first.install(ear.url);
    const theirBot = await twin.install(ear.url, { id: ourBot.botId });
    const [ours, theirs] = [await subscribe(ourBot.accessToken, '/one'), await subscribe(theirBot.accessToken, '/two')];
    expect(
      (await get(ourBot.accessToken, '/restapi/v1.0/subscription')).body.records.map(({ id }: { id: string }) => id),
    ).toEqual([ours]);
    const team = first.createTeam(aliceOf(first), 'Sales', [ourBot.botId]);
    const same = twin.createTeam(aliceOf(twin), 'Sales', [theirBot.botId], { id: team.id });
    await bench.sandbox.settled();
    first.post(aliceOf(first), team.id, 'ours');
    expect([heardBy(ours), heardBy(theirs)].map((heard) => heard.filter((one) => one === 'PostAdded').length)).toEqual([1, 0]);
    twin.post(aliceOf(twin), same.id, 'theirs');
    expect(heardBy(theirs).filter((one) => one === 'PostAdded')).toHaveLength(1);
    const read = async (token: string) => (await get(token, `/team-messaging/v1/chats/${team.id}/posts`)).body.records;
    expect((await read(ourBot.accessToken)).map(({ text }: { text: string }) => text)).toEqual(['ours']);
    expect((await read(theirBot.accessToken)).map(({ text }: { text: string }) => text)).toEqual(['theirs']);
    first.uninstall();
    expect((await get(ourBot.accessToken, `${account}/extension/~`)).status).toBe(401);
    expect((await get(theirBot.accessToken, `${account}/extension/~`)).status).toBe(200);
    expect(bench.sandbox.world.subscriptions.has(theirs)).toBe(true);
    await bench.sandbox.settled();
  });
});

test('posts are told with the account they were written in', () => {
  const heard: string[] = [];
  const end = bench.sandbox.onPost(({ accountId, post }) => heard.push(`${accountId} ${post.text}`));
  for (const place of [first, twin]) place.post(aliceOf(place), place.openDirect(aliceOf(place), holderOf(place)).id, 'hello');
  end();
  expect(heard).toEqual([`${first.company.id} hello`, `${twin.company.id} hello`]);
});

test("somebody of another company is an external person here, under their own company's id", async () => {
  const guest = first.invite(other.company.id, aliceOf(other));
  const bot = await first.install(ear.url);
  const { body } = await get(bot.accessToken, `/team-messaging/v1/persons/${guest}`);
  expect(body).toMatchObject({ id: aliceOf(other), companyId: other.company.id, firstName: 'Alice' });
  const team = first.createTeam(aliceOf(first), 'Partners', [guest, bot.botId]);
  expect(first.post(guest, team.id, 'hello').creatorId).toBe(guest);
  expect((await get(await consented(first), `${account}/extension/${guest}`)).status).toBe(404);
});

test('two companies of one account id, twins of nobody, and companies that are not there are refused', async () => {
  const start = (...companies: { seed: number; accountId?: string }[]) => startTiny([], { companies, days: 1 });
  await expect(start({ seed: 7, accountId: '1' }, { seed: 8, accountId: '1' })).rejects.toThrow('account id 1');
  await expect(startTiny([], { companies: [{ twinOf: 0 }] })).rejects.toThrow('no company at place 0');
  expect(() => bench.sandbox.inCompany(3)).toThrow('no company 3');
});
