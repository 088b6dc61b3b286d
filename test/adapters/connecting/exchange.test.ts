/** What a consent is worth, and that whatever is not good is given back at once. */
import { afterEach, expect, test } from 'vitest';
import { createExchange, endConsent } from '../../../src/adapters/connecting/exchange.js';
import { Outage } from '../../../src/core/errors.js';
import { accountId, personId } from '../../../src/core/model.js';
import { type FakePlatform, fakePlatform, movableClock, rememberedLog, type Said, type Seen } from '../ringcentral/setting.js';

let platform: FakePlatform | undefined;
afterEach(() => platform?.close());

const given = {
  access_token: 'the-access-token',
  refresh_token: 'the-refresh-token',
  expires_in: 3600,
  scope: 'ReadAccounts ReadCallLog',
};
const good: Readonly<Record<string, Said>> = {
  '/restapi/oauth/token': { body: given },
  '/restapi/oauth/revoke': { body: {} },
  '/restapi/v1.0/account/~/extension/~': { body: { id: 101, name: 'Grace Hall', type: 'User', account: { id: 37 } } },
  '/restapi/v1.0/account/~/extension/101/authz-profile/check': { body: { successful: true, details: { scopes: ['Account'] } } },
};
const [token, revoke, own, check] = Object.keys(good) as [string, string, string, string];
const offered = {
  code: 'the-code',
  redirectUri: 'https://bot/connect/callback',
  verifier: 'the-verifier',
  account: accountId('37'),
  person: personId('101'),
};

async function exchangeOver(said: Readonly<Record<string, Said>> = {}) {
  platform = await fakePlatform(({ path }: Seen) => said[path] ?? good[path] ?? { status: 404 });
  const { seen } = platform;
  const clock = movableClock();
  const log = rememberedLog();
  const app = { clientId: 'reader', clientSecret: 'reader-secret' };
  const options = { server: platform.url, app, clock, log, sleep: clock.sleep };
  const revoked = () => seen.filter(({ path }) => path === revoke).map(({ body }) => new URLSearchParams(body).get('token'));
  const asked = (path: string) => seen.filter((request) => request.path === path);
  return { exchange: createExchange(options), end: endConsent.bind(null, options), seen, asked, revoked, clock, log };
}

test('a good one gives its tokens, and stays', async () => {
  const { exchange, revoked, asked, clock, log } = await exchangeOver();
  expect(await exchange(offered)).toEqual({
    kind: 'good',
    name: 'Grace Hall',
    tokens: {
      refreshToken: 'the-refresh-token',
      accessToken: 'the-access-token',
      accessEndsAt: clock.now() + 3_600_000,
      scope: 'ReadAccounts ReadCallLog',
    },
  });
  expect(Object.fromEntries(new URLSearchParams(asked(token)[0]?.body))).toEqual({
    grant_type: 'authorization_code',
    code: 'the-code',
    redirect_uri: 'https://bot/connect/callback',
    code_verifier: 'the-verifier',
  });
  expect(revoked()).toEqual([]);
  expect(log.text()).not.toMatch(/the-(access|refresh)-token|the-code|the-verifier|reader-secret/);
});

const limits = {
  'X-Rate-Limit-Group': 'light',
  'X-Rate-Limit-Limit': '50',
  'X-Rate-Limit-Remaining': '0',
  'X-Rate-Limit-Window': '60',
};
const body = (part: object): Said => ({ body: { ...given, ...part } });
const permission = 'the RingCentral permission FullCompanyCallLog in your role';
test.each<[string, Readonly<Record<string, Said>>, object]>([
  ['another person of the account', { [own]: { body: { id: 102, account: { id: 37 } } } }, { kind: 'somebody else' }],
  ['the same digits in another account', { [own]: { body: { id: 101, account: { id: 38 } } } }, { kind: 'somebody else' }],
  [
    'no scope to ask who it is',
    { [token]: body({ scope: 'ReadCallLog' }) },
    { kind: 'lacking', what: ['the app permission ReadAccounts'] },
  ],
  [
    'no scope for calls',
    { [token]: body({ scope: 'ReadAccounts' }) },
    { kind: 'lacking', what: ['the app permission ReadCallLog'] },
  ],
  [
    'no scope at all',
    { [token]: body({ scope: undefined }) },
    { kind: 'lacking', what: ['the app permission ReadAccounts', 'the app permission ReadCallLog'] },
  ],
  ['no permission', { [check]: { body: { successful: false } } }, { kind: 'lacking', what: [permission] }],
  [
    'the permission for oneself',
    { [check]: { body: { successful: true, details: { scopes: ['Self'] } } } },
    { kind: 'lacking', what: [permission] },
  ],
  [
    'the platform refuses to tell',
    { [check]: { status: 403, body: { errorCode: 'CMN-408' } } },
    { kind: 'lacking', what: [permission] },
  ],
  [
    'no refresh token',
    { [token]: body({ refresh_token: undefined }) },
    { kind: 'lacking', what: ['refresh tokens, which the app is not set to issue'] },
  ],
])('not good, and revoked: %s', async (_, said, worth) => {
  const { exchange, revoked } = await exchangeOver(said);
  expect(await exchange(offered)).toEqual(worth);
  expect(revoked()).toEqual(['the-access-token']);
});

test.each<[string, Readonly<Record<string, Said>>]>([
  ['while asking whose it is', { [own]: { status: 502 } }],
  ['while asking whose it is, by limiting', { [own]: { status: 429, headers: limits } }],
  ['while asking what it may do', { [check]: { status: 503 } }],
  ['in words nobody understands', { [own]: { body: '{"id":' } }],
])('the platform fails %s: an outage, and the token is not kept', async (_, said) => {
  const { exchange, revoked, log } = await exchangeOver(said);
  await expect(exchange(offered)).rejects.toBeInstanceOf(Outage);
  expect(revoked()).toEqual(['the-access-token']);
  expect(log.text()).not.toContain('the-access-token');
});

test.each<[string, Said, number]>([
  ['refuses the code', { status: 400, body: { error: 'invalid_grant' } }, 400],
  ['refuses the code by number', { status: 403, body: { errorCode: 'OAU-106' } }, 403],
  ['refuses the app', { status: 401, body: { error: 'invalid_client' } }, 401],
  ['is down', { status: 502 }, 502],
])('the token endpoint %s: nothing to revoke, and nobody is asked', async (_, said, status) => {
  const { exchange, revoked, asked } = await exchangeOver({ [token]: said });
  await expect(exchange(offered)).rejects.toMatchObject({ status });
  expect(revoked()).toEqual([]);
  expect(asked(own)).toEqual([]);
});

test('a code is sent once, whatever the answer, for it is good for one exchange', async () => {
  const { exchange, asked } = await exchangeOver({ [token]: { status: 502 } });
  await exchange(offered).catch(() => undefined);
  expect(asked(token)).toHaveLength(1);
});

test('a revocation that fails changes nothing about the answer', async () => {
  const { exchange, end } = await exchangeOver({ [revoke]: { status: 500 }, [check]: { body: { successful: false } } });
  expect(await exchange(offered)).toMatchObject({ kind: 'lacking' });
  await end({ refreshToken: 'r', accessToken: 'a', accessEndsAt: 1, scope: '' });
});

test('a consent is ended by its refresh token, which ends the whole session', async () => {
  const { end, revoked } = await exchangeOver();
  await end({ refreshToken: 'the-refresh-token', accessToken: 'a', accessEndsAt: 1, scope: '' });
  expect(revoked()).toEqual(['the-refresh-token']);
});
