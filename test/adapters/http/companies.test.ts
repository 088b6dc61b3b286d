/** The doors where several companies come in: events by whose token they carry, public installs, and the way of a consent. */
import { afterEach, expect, test } from 'vitest';
import { Outage } from '../../../src/core/errors.js';
import { type AccountId, accountId } from '../../../src/core/model.js';
import type { Said, Seen } from '../ringcentral/setting.js';
import { type House, house } from './house.js';

let open: House | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});
const start = async (...options: Parameters<typeof house>) => {
  open = await house(...options);
  return open;
};

const [ours, theirs] = [accountId('37'), accountId('38')];
const [ourBot, theirBot] = ['700100', '700200'];
const tokens = [
  { identity: 'bot', account: ours, owner: ourBot, token: 'token-of-our-bot' },
  { identity: 'bot', account: theirs, owner: theirBot, token: 'token-of-their-bot' },
  { identity: 'reader', account: theirs, owner: '5', token: 'token-of-their-reader' },
] as const;
const row = (id: string, account: AccountId) => ({ id, account, token: '{"access_token":"t"}', installedAt: 0 });
const post = (ownerId: string) => ({
  uuid: 'u',
  event: '/team-messaging/v1/posts',
  ownerId,
  body: { id: '9', groupId: '4', type: 'TextMessage', text: 'calls', creatorId: '178', mentions: null, eventType: 'PostAdded' },
});
const removal = (ownerId: string, account = ours) => ({
  uuid: 'v',
  event: `/restapi/v1.0/account/${account}/extension/${ownerId}`,
  ownerId,
  body: { extensionId: ownerId, eventType: 'Delete', ownerId },
});
const withTwo = async () => {
  const the = await start({ tokens });
  the.rows.set(ourBot, row(ourBot, ours));
  the.rows.set(theirBot, row(theirBot, theirs));
  return { ...the, say: (body: unknown, token: string) => the.deliver(body, { 'Verification-Token': token }) };
};

test.each<[string, unknown, string, number]>([
  ['a post for their bot with the token of ours', post(theirBot), 'token-of-our-bot', 403],
  ['a post for our bot with the token of theirs', post(ourBot), 'token-of-their-bot', 403],
  ['the removal of their bot with the token of ours', removal(theirBot, theirs), 'token-of-our-bot', 403],
  ['their bot’s removal, said to be in our account', removal(theirBot, ours), 'token-of-our-bot', 403],
  ['our bot’s removal, said to be in their account', removal(ourBot, theirs), 'token-of-our-bot', 403],
  ['a post with the token of a reader', post(theirBot), 'token-of-their-reader', 200],
  ['a post for a bot nobody knows', post('999'), 'token-of-our-bot', 200],
  ['somebody else’s event with the token of our bot', { ...removal('6'), body: { extensions: [] } }, 'token-of-our-bot', 200],
])('%s: nothing is claimed, nothing removed', async (_, body, token, status) => {
  const { say, events, handedOn, removed, rows } = await withTwo();
  expect((await say(body, token)).status).toBe(status);
  expect([events, handedOn, removed]).toEqual([[], [], []]);
  expect(rows.size).toBe(2);
});

test('each company’s own events arrive in its own account, also where both bots have one id', async () => {
  const { say, events, rows } = await withTwo();
  await say(post(ourBot), 'token-of-our-bot');
  await say(post(theirBot), 'token-of-their-bot');
  rows.set('twin', row(ourBot, theirs));
  await say(post(ourBot), 'token-of-our-bot');
  expect(events.map(({ event, account }) => [event.owner, account])).toEqual([
    [ourBot, ours],
    [theirBot, theirs],
    [ourBot, ours],
  ]);
});

const secret = 'token-that-the-code-was-exchanged-for';
const own = (part: object = {}): Said => ({ body: { id: 700_100, type: 'Bot', account: { id: 37 }, ...part } });
const code = (query = 'code=abc&client_id=our-bot-app') => `/bot/oauth?${query}`;
const exchange = async () => secret;

test('a public install stores what its token says, and not what its address says', async () => {
  const the = await start({ platform: () => own(), exchange });
  const answer = await fetch(`${the.url}${code('code=abc&client_id=our-bot-app&creator_account_id=38&creator_extension_id=9')}`);
  const text = await answer.text();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  expect(text + the.log.text()).not.toContain(secret);
  expect([...the.rows.values()]).toMatchObject([{ id: '700100', account: '37' }]);
  expect(the.rows.get('700100')?.token).not.toContain('"9"');
});

const gone =
  (status: number, code = '') =>
  async () => {
    throw new Outage(`getToken: ${status}`, { status, code });
  };
test.each<[string, Parameters<typeof house>[0], string, number]>([
  ['of an account that may not', { exchange, platform: () => own({ account: { id: 99 } }) }, code(), 403],
  ['by the token of a person', { exchange, platform: () => own({ type: 'User' }) }, code(), 403],
  ['by a token nobody knows', { exchange, platform: () => ({ status: 401, body: { errorCode: 'OAU-213' } }) }, code(), 403],
  ['of another app', { exchange }, code('code=abc&client_id=their-app'), 403],
  ['without a code', { exchange }, code('client_id=our-bot-app'), 403],
  ['with an empty code', { exchange }, code('code=&client_id=our-bot-app'), 403],
  ['with two codes', { exchange }, code('code=a&code=b&client_id=our-bot-app'), 403],
  ['with a code with a line break', { exchange }, code('code=a%0D%0Ab'), 403],
  ['refused by the platform', { exchange }, code('error=access_denied'), 403],
  ['with a code used before', { exchange: gone(400, 'invalid_grant') }, code(), 403],
  ['while RingCentral is down', { exchange: gone(502) }, code(), 503],
  ['while RingCentral limits', { exchange: gone(429) }, code(), 503],
  ['where installs are private', { platform: () => own() }, code(), 400],
])('a public install %s is refused on a page, and nothing stored', async (_, options, path, status) => {
  const the = await start(options);
  const answer = await fetch(`${the.url}${path}`);
  const text = await answer.text();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, expect.stringContaining('text/html')]);
  expect(text).toContain('Switchboard was not installed');
  expect(text + the.log.text()).not.toContain(secret);
  expect([the.rows.size, the.installed]).toEqual([0, []]);
});

test('the account is judged by the way it comes', async () => {
  const ways: string[] = [];
  const the = await start({
    exchange,
    platform: (_: Seen) => own(),
    allows: (account, way) => {
      ways.push(`${account} ${way}`);
      return way === 'public';
    },
  });
  const form = new URLSearchParams({ access_token: 'delivered', client_id: 'our-bot-app' });
  expect((await fetch(`${the.url}/bot/oauth`, { method: 'POST', body: form })).status).toBe(403);
  expect((await fetch(`${the.url}${code()}`)).status).toBe(200);
  expect(ways).toEqual(['37 private', '37 public']);
});

test('a link is looked at by anybody, and used by whoever comes back with a code', async () => {
  const calls: unknown[] = [];
  const the = await start({
    connecting: {
      look: async (link) => {
        calls.push(['look', link]);
        return { kind: 'open', authorize: 'https://platform/authorize?state=s&x="><script>', company: '<b>Acme</b>' };
      },
      accept: async (query) => {
        calls.push(['accept', query]);
        return { kind: 'used' };
      },
    },
  });
  for (const method of ['HEAD', 'GET']) expect((await fetch(`${the.url}/connect?link=abc`, { method })).status).toBe(200);
  const page = await (await fetch(`${the.url}/connect?link=abc`)).text();
  expect(page).not.toMatch(/<b>Acme|<script>/);
  expect((await fetch(`${the.url}/connect/callback?state=s&code=c`, { method: 'HEAD' })).status).toBe(204);
  expect((await fetch(`${the.url}/connect/callback?state=s&code=c`, { method: 'POST' })).status).toBe(405);
  const answer = await fetch(`${the.url}/connect/callback?state=s&code=c`);
  expect([answer.status, answer.headers.get('referrer-policy')]).toEqual([403, 'no-referrer']);
  expect(calls.filter((call) => (call as string[])[0] === 'accept')).toEqual([['accept', { state: 's', code: 'c' }]]);
});

test.each<[string, unknown, number]>([
  ['refuses the code', new Outage('getToken: 400', { status: 400, code: 'invalid_grant' }), 403],
  ['is down', new Outage('getToken: 502', { status: 502 }), 503],
  ['limits', new Outage('limit', { status: 429 }), 503],
])('RingCentral %s while a consent comes back', async (_, fault, status) => {
  const accept = () => Promise.reject(fault);
  const the = await start({ connecting: { look: async () => ({ kind: 'used' }), accept } });
  const answer = await fetch(`${the.url}/connect/callback?state=s&code=the-code`);
  expect(answer.status).toBe(status);
  expect((await answer.text()) + the.log.text()).not.toContain('the-code');
});
