/** The one door to the API: what its failures mean, what is repeated, and what is never told. */
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type ApiRequest, createApi } from '../../../src/adapters/ringcentral/request.js';
import { createClient, giveToken } from '../../../src/adapters/ringcentral/sdk.js';
import { Outage } from '../../../src/core/errors.js';
import { type FakePlatform, fakePlatform, movableClock, rememberedLog, type Said, type Seen } from './setting.js';

const platforms: FakePlatform[] = [];
afterEach(async () => {
  for (const platform of platforms.splice(0)) await platform.close();
});

async function apiOver(say: (request: Seen) => Said, token = 'secret-bearer-1234', mayAsk?: () => boolean) {
  const platform = await fakePlatform(say);
  platforms.push(platform);
  const clock = movableClock();
  const log = rememberedLog();
  const client = createClient({ server: platform.url, name: 'test' });
  await giveToken(client, token);
  return { platform, clock, log, api: createApi({ client, clock, log, sleep: clock.sleep, mayAsk }) };
}

const read: ApiRequest = {
  operation: 'readThing',
  group: 'Light',
  priority: 'background',
  path: '/thing',
  query: { about: 'somebody' },
};
const write: ApiRequest = {
  operation: 'makeThing',
  group: 'Medium',
  priority: 'people',
  method: 'POST',
  path: '/thing',
  body: { text: 'private' },
};
const anything = z.object({ id: z.string() });

async function failure(run: Promise<unknown>): Promise<Outage> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Outage);
  return error as Outage;
}

test.each<[string, Said, Partial<Outage>]>([
  [
    'errors[0] first',
    { status: 403, body: { errorCode: 'InsufficientPermissions', errors: [{ errorCode: 'CMN-401' }] } },
    { status: 403, code: 'CMN-401' },
  ],
  ['then errorCode', { status: 404, body: { errorCode: 'CMN-102', message: 'x' } }, { status: 404, code: 'CMN-102' }],
  [
    'then error',
    { status: 400, body: { error: 'invalid_grant', error_description: 'x' } },
    { status: 400, code: 'invalid_grant' },
  ],
  [
    'HTML of a gateway',
    { status: 403, headers: { 'Content-Type': 'text/html' }, body: `<html>${'x'.repeat(100_000)}</html>` },
    { status: 403, code: '' },
  ],
  ['an empty body', { status: 401, body: '' }, { status: 401, code: '' }],
  ['errors: null', { status: 400, body: { errors: null, errorCode: 'CMN-101' } }, { status: 400, code: 'CMN-101' }],
])('the code of an error: %s', async (_, said, expected) => {
  const { api } = await apiOver(() => said);
  expect(await failure(api.call(read, anything))).toMatchObject(expected);
});

test('an outage names operation, status and code, and neither token nor query, in error and log', async () => {
  const { api, log } = await apiOver((seen) => ({
    status: 403,
    headers: { RCRequestId: 'request-7' },
    body: { errorCode: 'CMN-408', message: seen.headers.authorization },
  }));
  const outage = await failure(api.call(read, anything));
  expect(outage.reason).toBe('readThing: 403 CMN-408');
  expect(log.text()).toContain('request-7');
  expect(`${outage.stack}${log.text()}`).not.toMatch(/secret-bearer|somebody/);
});

test('a read is repeated after 2 and 4 seconds, three tries in all; for people once', async () => {
  const { api, platform, clock } = await apiOver(() => ({ status: 502, body: '<html>' }));
  const before = clock.now();
  expect(await failure(api.call(read, anything))).toMatchObject({ status: 502, uncertain: false });
  expect(platform.seen).toHaveLength(3);
  expect(clock.now() - before).toBeGreaterThanOrEqual(6000);
  await failure(api.call({ ...read, priority: 'people' }, anything));
  expect(platform.seen).toHaveLength(5);
});

test('a read that succeeds at the second try succeeds', async () => {
  let count = 0;
  const { api } = await apiOver(() => {
    count += 1;
    return count === 1 ? { reset: true } : { body: { id: 'a' } };
  });
  expect(await api.call(read, anything)).toEqual({ id: 'a' });
});

test.each<[string, Said, boolean]>([
  ['5xx', { status: 500 }, true],
  ['503', { status: 503, headers: { 'Retry-After': '5' } }, true],
  ['a torn connection', { reset: true }, true],
  ['no answer in time', { hang: true }, true],
  ['an answer that cannot be read', { status: 201, body: '{"id":' }, true],
  ['a refusal', { status: 400, body: { errorCode: 'CMN-101' } }, false],
  ['the rate limit', { status: 429, headers: { 'Retry-After': '60' } }, false],
])('a write is sent once, and may stand all the same after %s', async (_, said, uncertain) => {
  const { api, platform } = await apiOver(() => said);
  expect((await failure(api.call({ ...write, timeLimitMs: 1_000 }, anything))).uncertain).toBe(uncertain);
  expect(platform.seen).toHaveLength(1);
});

test('a write that found nobody listening does surely not stand', async () => {
  const { api, platform } = await apiOver(() => ({}));
  await platform.close();
  platforms.length = 0;
  expect(await failure(api.call(write, anything))).toMatchObject({ status: 0, uncertain: false });
});

test('after 429 the group is silent until the penalty is over', async () => {
  const { api, platform, clock } = await apiOver(() => ({
    status: 429,
    headers: {
      'Retry-After': '60',
      'X-Rate-Limit-Group': 'light',
      'X-Rate-Limit-Limit': '50',
      'X-Rate-Limit-Remaining': '0',
      'X-Rate-Limit-Window': '60',
    },
  }));
  const first = await failure(api.call(read, anything));
  expect(first).toMatchObject({ status: 429, retryAt: clock.now() + 60_000 });
  for (let each = 0; each < 20; each += 1) await failure(api.call({ ...read, priority: 'people' }, anything));
  expect(platform.seen).toHaveLength(1);
  // Another group has its own limit.
  await failure(api.call(write, anything));
  expect(platform.seen).toHaveLength(2);
});

test('429 without rate headers silences every group for 30 seconds', async () => {
  const { api, platform } = await apiOver(() => ({ status: 429 }));
  await failure(api.call({ ...read, priority: 'people' }, anything));
  await failure(api.call(write, anything));
  expect(platform.seen).toHaveLength(1);
});

test('numbers of another group change nothing here', async () => {
  const { api, platform, clock } = await apiOver(() => ({
    body: { id: 'a' },
    headers: {
      'X-Rate-Limit-Group': 'heavy',
      'X-Rate-Limit-Limit': '10',
      'X-Rate-Limit-Remaining': '0',
      'X-Rate-Limit-Window': '60',
    },
  }));
  const before = clock.now();
  for (let each = 0; each < 15; each += 1) await api.call({ ...read, priority: 'people' }, anything);
  expect(platform.seen).toHaveLength(15);
  expect(clock.now()).toBe(before);
});

test('query values are encoded and repeated, and what is undefined is left out', async () => {
  const { api, platform } = await apiOver(() => ({ body: { id: 'a' } }));
  await api.call(
    { ...read, query: { type: ['User', 'Bot'], at: '2026-11-03T09:00:00+01:00', nothing: undefined, page: 2 } },
    anything,
  );
  const [seen] = platform.seen;
  expect([...(seen?.query.entries() ?? [])]).toEqual([
    ['type', 'User'],
    ['type', 'Bot'],
    ['at', '2026-11-03T09:00:00+01:00'],
    ['page', '2'],
  ]);
});

test('clients never share a token', async () => {
  const one = await apiOver(() => ({ body: { id: 'a' } }), 'token-one');
  const two = await apiOver(() => ({ body: { id: 'a' } }), 'token-two');
  await one.api.call(read, anything);
  await two.api.call(read, anything);
  await one.api.call(read, anything);
  expect(one.platform.seen.map((seen) => seen.headers.authorization)).toEqual(['bearer token-one', 'bearer token-one']);
  expect(two.platform.seen.map((seen) => seen.headers.authorization)).toEqual(['bearer token-two']);
});

test('a token that was refused once is still used: the SDK does not drop it', async () => {
  let count = 0;
  const { api, platform } = await apiOver(() => {
    count += 1;
    return count === 1 ? { status: 401, body: { errorCode: 'CMN-405' } } : { body: { id: 'a' } };
  });
  expect(await failure(api.call(read, anything))).toMatchObject({ status: 401, code: 'CMN-405' });
  expect(await api.call(read, anything)).toEqual({ id: 'a' });
  expect(platform.seen.map((seen) => seen.headers.authorization)).toEqual([
    'bearer secret-bearer-1234',
    'bearer secret-bearer-1234',
  ]);
});

test('nothing leaves once this process may not speak any more, not even what was about to be sent', async () => {
  let mine = true;
  const { api, platform } = await apiOver(
    () => ({ status: 200, body: { id: '1' } }),
    'token',
    () => mine,
  );
  await api.call(write, anything);
  const beforeSending = async () => {
    mine = false;
  };
  const losing = { ...write, beforeSending };
  const fault = await api.call(losing, anything).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Outage);
  expect(fault).toMatchObject({ uncertain: false });
  await expect(api.call(read, anything)).rejects.toThrow(/another process/);
  expect(platform.seen).toHaveLength(1);
  await api.call({ ...read, fromAnywhere: true }, anything);
  expect(platform.seen).toHaveLength(2);
});
