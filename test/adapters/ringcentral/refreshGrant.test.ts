/** Reading by a consent: the next refresh token is kept before its access token is used, and the consent is given up only when it is gone. */
import { afterEach, expect, test } from 'vitest';
import type { Consent, Consents, ConsentTokens } from '../../../src/adapters/credentials.js';
import { createReader } from '../../../src/adapters/ringcentral/reader.js';
import { refreshGrant } from '../../../src/adapters/ringcentral/refreshGrant.js';
import { accountId, extensionId, personId } from '../../../src/core/model.js';
import { type FakePlatform, fakePlatform, movableClock, rememberedLog, type Said } from './setting.js';

const platforms: FakePlatform[] = [];
afterEach(async () => {
  for (const platform of platforms.splice(0)) await platform.close();
});

const alice = extensionId('101001');
const account = accountId('37');
const hour = 3_600_000;

/** What the store holds of one consent, and a way to make each of its functions fail. */
function storeOf(start: Consent) {
  const state = { row: start as Consent | null };
  const dies = new Set<'find' | 'renew' | 'lose'>();
  const log: string[] = [];
  const mayDie = (at: 'find' | 'renew' | 'lose') => {
    if (dies.has(at)) throw new Error(`died at ${at}`);
  };
  const consents = {
    async find() {
      mayDie('find');
      return state.row;
    },
    async renew({ connectedAt }: Pick<Consent, 'connectedAt'>, tokens: ConsentTokens, at: number) {
      mayDie('renew');
      if (state.row?.connectedAt !== connectedAt) return false;
      state.row = { ...state.row, tokens, refreshedAt: at };
      log.push(`kept ${tokens.refreshToken}`);
      return true;
    },
    async lose({ connectedAt }: Pick<Consent, 'connectedAt'>, at: number) {
      mayDie('lose');
      if (state.row?.connectedAt === connectedAt) state.row = { ...state.row, lostAt: at };
      log.push('lost');
    },
  } as unknown as Consents;
  return { state, dies, log, consents };
}

/**
 * As the platform does (developer guide, refresh tokens): a refresh token is good once; used again before its access token was used, it gives
 * the same pair.
 */
async function world(refused?: () => Said | undefined) {
  const clock = movableClock();
  const start: Consent = {
    account,
    person: personId('101'),
    tokens: { refreshToken: 'refresh-0', accessToken: 'access-0', accessEndsAt: clock.now() + hour, scope: 'ReadCallLog' },
    connectedAt: 1,
    refreshedAt: 1,
    lostAt: null,
  };
  const store = storeOf(start);
  let made = 0;
  let used = true;
  const platform = await fakePlatform(({ path, body, headers }) => {
    if (path !== '/restapi/oauth/token') {
      const token = headers.authorization?.replace('bearer ', '');
      store.log.push(`used ${token}`);
      if (token === `access-${made}`) used = true;
      return token === `access-${made}` ? { body: {} } : { status: 401, body: { errorCode: 'OAU-213' } };
    }
    const failing = refused?.();
    if (failing) return failing;
    const given = new URLSearchParams(body).get('refresh_token');
    if (given === `refresh-${made}`) {
      made += 1;
      used = false;
    } else if (used || given !== `refresh-${made - 1}`) return { status: 400, body: { error: 'invalid_grant' } };
    return { body: { access_token: `access-${made}`, refresh_token: `refresh-${made}`, expires_in: 3600, scope: 'ReadCallLog' } };
  });
  platforms.push(platform);
  const remembered = rememberedLog();
  let told = 0;
  const dies = { telling: false };
  /** A process of its own, as after a start. */
  const begin = () => {
    const lost = async () => {
      if (dies.telling) throw new Error('died while telling');
      told += 1;
    };
    const grant = refreshGrant({ consent: start, consents: store.consents, clock, lost });
    const app = { clientId: 'reader', clientSecret: 'reader-secret' };
    const locale = { zone: 'UTC', language: 'en-GB', hour12: false };
    const options = { server: platform.url, app, grant, locale, clock, log: remembered, sleep: clock.sleep };
    return createReader(options);
  };
  const refreshes = () => platform.seen.filter(({ path }) => path === '/restapi/oauth/token').length;
  return { clock, store, start: begin, refreshes, told: () => told, dies, log: remembered, made: () => made };
}

const fails = (task: Promise<unknown>) => task.then(() => 'went well').catch((error: Error) => error.message);

test('a kept access token is used while it is good; then the next pair is kept before anything is asked with it', async () => {
  const { start, store, clock, refreshes } = await world();
  const reader = start();
  await reader.locale(alice);
  expect([refreshes(), store.log]).toEqual([0, ['used access-0']]);
  clock.advance(hour - 60_000);
  await Promise.all([reader.locale(alice), reader.locale(alice)]);
  expect(refreshes()).toBe(1);
  expect(store.log.slice(1)).toEqual(['kept refresh-1', 'used access-1', 'used access-1']);
  expect(store.state.row?.tokens).toMatchObject({ accessToken: 'access-1', accessEndsAt: clock.now() + hour });
});

test('what another process has refreshed is taken from the store', async () => {
  const { start, clock, refreshes } = await world();
  const [one, two] = [start(), start()];
  await one.locale(alice);
  await two.locale(alice);
  clock.advance(hour);
  await one.locale(alice);
  await two.locale(alice);
  expect(refreshes()).toBe(1);
});

test.each(['find', 'renew'] as const)(
  'dead at “%s”, or with a store that fails there: the next start reads on',
  async (where) => {
    const { start, store, clock, made, told } = await world();
    clock.advance(hour);
    store.dies.add(where);
    await fails(start().locale(alice));
    expect(store.log).toEqual([]);
    store.dies.clear();
    clock.advance(20_000);
    await start().locale(alice);
    expect(store.log).toEqual(['kept refresh-1', 'used access-1']);
    expect([made(), told(), store.state.row?.lostAt]).toEqual([1, 0, null]);
  },
);

test('the store fails for a while after the platform has answered: the token is not used, and the pair comes again', async () => {
  const { start, store, clock, told } = await world();
  const reader = start();
  clock.advance(hour);
  store.dies.add('renew');
  for (let tries = 0; tries < 4; tries += 1) {
    expect(await fails(reader.locale(alice))).not.toBe('went well');
    clock.advance(61_000);
  }
  expect(store.log).toEqual([]);
  store.dies.clear();
  clock.advance(300_000);
  await reader.locale(alice);
  expect([store.log, told()]).toEqual([['kept refresh-1', 'used access-1'], 0]);
});

test.each<[string, Said]>([
  ['400 invalid_grant', { status: 400, body: { error: 'invalid_grant' } }],
  ['400 with the platform’s own code', { status: 400, body: { error: 'invalid_grant', errors: [{ errorCode: 'OAU-210' }] } }],
  ['401 OAU-213', { status: 401, body: { errorCode: 'OAU-213' } }],
])('%s: the consent is gone, told before it is noted, and never asked for again', async (_, said) => {
  const { start, store, clock, told, refreshes } = await world(() => said);
  const reader = start();
  clock.advance(hour);
  for (let tries = 0; tries < 5; tries += 1) {
    await expect(reader.locale(alice)).rejects.toMatchObject({ status: 401, code: 'consent-gone' });
    clock.advance(10 * 60_000);
  }
  await fails(start().locale(alice));
  expect([told(), refreshes(), store.log]).toEqual([1, 1, ['lost']]);
});

test.each<[string, Said]>([
  ['401 of a wrong client', { status: 401, body: { error: 'invalid_client' } }],
  ['401 of a wrong client, by number', { status: 401, body: { errorCode: 'OAU-146' } }],
  ['400 of a client that may not', { status: 400, body: { error: 'unauthorized_client' } }],
  ['400 for another reason', { status: 400, body: { error: 'invalid_request' } }],
  ['403', { status: 403, body: { errorCode: 'CMN-401' } }],
  ['429', { status: 429, body: {} }],
  ['500', { status: 500, body: 'oops' }],
  ['503', { status: 503 }],
  ['an answer without a token', { body: {} }],
  ['an answer that is no JSON', { body: '<html>' }],
  ['no answer', { reset: true }],
])('%s: the consent stands, and is used when that has passed', async (_, said) => {
  let failing = true;
  const { start, store, clock, told } = await world(() => (failing ? said : undefined));
  const reader = start();
  clock.advance(hour);
  for (let tries = 0; tries < 3; tries += 1) {
    expect(await fails(reader.locale(alice))).not.toBe('went well');
    clock.advance(60_000);
  }
  expect([told(), store.state.row?.lostAt, store.log]).toEqual([0, null, []]);
  failing = false;
  clock.advance(400_000);
  await reader.locale(alice);
  expect(store.log).toEqual(['kept refresh-1', 'used access-1']);
});

test.each(['telling', 'lose'] as const)(
  'dead at “%s” after the platform took the consent back: told at the next start',
  async (where) => {
    const { start, store, clock, dies, told } = await world(() => ({ status: 400, body: { error: 'invalid_grant' } }));
    clock.advance(hour);
    if (where === 'lose') store.dies.add('lose');
    else dies.telling = true;
    await fails(start().locale(alice));
    expect(store.state.row?.lostAt).toBeNull();
    store.dies.clear();
    dies.telling = false;
    await fails(start().locale(alice));
    // Whoever claims it does so once for each consent.
    expect(told()).toBeGreaterThanOrEqual(1);
    expect(store.state.row?.lostAt).toBe(clock.now());
  },
);

test('disconnected, or connected anew, while a refresh is under way: what comes back is nobody’s', async () => {
  for (const next of [null, 2]) {
    const { start, store, clock, told } = await world();
    const reader = start();
    clock.advance(hour);
    const { consents, state } = store;
    const renew = consents.renew.bind(consents);
    Object.assign(consents, {
      renew: (...given: Parameters<typeof renew>) => {
        state.row = next === null ? null : { ...(state.row as Consent), connectedAt: next };
        return renew(...given);
      },
    });
    expect(await fails(reader.locale(alice))).toContain('consent is gone');
    expect([store.log, told()]).toEqual([[], 0]);
  }
});

test('no log line holds a token', async () => {
  const { start, clock, log } = await world();
  clock.advance(hour);
  await start().locale(alice);
  expect(log.text()).not.toMatch(/(access|refresh)-\d|reader-secret/);
});
