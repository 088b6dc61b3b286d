/** Logging in, being refused, and being told to slow down. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alice, type Bench, call, listen, requestToken, startTiny } from './testing.js';

let bench: Bench;
const account = '/restapi/v1.0/account/~';

beforeEach(async () => {
  bench = await startTiny();
});
afterEach(() => bench.sandbox.close());

test('a JWT gives an access token for an hour and no refresh token', async () => {
  const answer = (await (await requestToken(bench.sandbox)).json()) as Record<string, unknown>;
  expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 3600, owner_id: bench.sandbox.serviceUserId });
  expect(answer).not.toHaveProperty('refresh_token');
});

test('a wrong JWT is 400 invalid_grant, a wrong secret 401 invalid_client', async () => {
  const jwt = await requestToken(bench.sandbox, 'nonsense');
  expect([jwt.status, await jwt.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  const secret = await requestToken(bench.sandbox, 'reader-jwt', 'nonsense');
  expect([secret.status, await secret.json()]).toMatchObject([
    401,
    { error: 'invalid_client', errors: [{ errorCode: 'OAU-146' }] },
  ]);
});

test('a bearer that is missing or made up is OAU-129, one that has expired OAU-128', async () => {
  const token = await bench.login();
  expect((await call(bench.sandbox, 'made up', 'GET', account)).body.errors[0].errorCode).toBe('OAU-129');
  expect((await call(bench.sandbox, token, 'GET', account)).status).toBe(200);
  bench.pass(3_600_000);
  expect(await call(bench.sandbox, token, 'GET', account)).toMatchObject({ status: 401, body: { errorCode: 'OAU-128' } });
});

test('a bot may read itself and chat, but its application lacks the call log', async () => {
  const ear = await listen();
  const { accessToken, botId } = await bench.sandbox.install(ear.url);
  expect((await call(bench.sandbox, accessToken, 'GET', `${account}/extension/~`)).body).toMatchObject({
    id: Number(botId),
    type: 'Bot',
  });
  expect(await call(bench.sandbox, accessToken, 'GET', `${account}/call-log`)).toMatchObject({
    status: 403,
    body: { errorCode: 'InsufficientPermissions', errors: [{ errorCode: 'CMN-401', permissionName: 'ReadCallLog' }] },
  });
  await ear.close();
});

test('a service user without the company call log gets CMN-408, and 404 for what is not theirs', async () => {
  const poor = await startTiny([], { readerPermissions: ['ReadCallLog'] });
  const token = await poor.login();
  expect(await call(poor.sandbox, token, 'GET', `${account}/call-log`)).toMatchObject({
    status: 403,
    body: { errors: [{ errorCode: 'CMN-408', permissionName: 'FullCompanyCallLog' }] },
  });
  expect((await call(poor.sandbox, token, 'GET', `${account}/extension/${alice}/call-log`)).status).toBe(200);
  expect((await call(poor.sandbox, token, 'GET', '/restapi/v1.0/account/1/extension/~')).body.errorCode).toBe('CMN-102');
  expect((await call(poor.sandbox, token, 'GET', `${account}/extension/101004/call-log`)).body.errorCode).toBe('CMN-102');
  const check = await call(
    poor.sandbox,
    token,
    'GET',
    `${account}/extension/~/authz-profile/check?permissionId=FullCompanyCallLog`,
  );
  expect(check.body.successful).toBe(false);
  await poor.sandbox.close();
});

test('the eleventh heavy request in a minute is refused, and asking again restarts the minute', async () => {
  const token = await bench.login();
  const read = () => call(bench.sandbox, token, 'GET', `${account}/call-log`);
  for (let i = 9; i >= 0; i -= 1) expect((await read()).headers.get('x-rate-limit-remaining')).toBe(String(i));
  const refused = await read();
  expect(refused.status).toBe(429);
  expect(refused.body.errors[0].errorCode).toBe('CMN-301');
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(refused.headers.get('x-rate-limit-group')).toBe('heavy');
  bench.pass(59_000);
  expect((await read()).status).toBe(429);
  bench.pass(59_000);
  expect((await read()).status).toBe(429);
  expect((await call(bench.sandbox, token, 'GET', account)).status).toBe(200);
  bench.pass(60_000);
  expect((await read()).status).toBe(200);
});

test('logging in is limited to five in a minute', async () => {
  for (let i = 0; i < 5; i += 1) expect((await requestToken(bench.sandbox)).status).toBe(200);
  const refused = await requestToken(bench.sandbox);
  expect([refused.status, refused.headers.get('x-rate-limit-group')]).toEqual([429, 'auth']);
});

test('users and applications have limits of their own', async () => {
  const ear = await listen();
  const { accessToken } = await bench.sandbox.install(ear.url);
  const token = await bench.login();
  const read = (who: string) => call(bench.sandbox, who, 'GET', `${account}/directory/entries`);
  for (let i = 0; i < 41; i += 1) await read(token);
  expect((await read(token)).status).toBe(429);
  expect((await read(accessToken)).status).toBe(200);
  await ear.close();
});

test('the window slides', async () => {
  const token = await bench.login();
  const read = () => call(bench.sandbox, token, 'GET', `${account}/call-log`);
  for (let i = 0; i < 5; i += 1) await read();
  bench.pass(30_000);
  for (let i = 0; i < 5; i += 1) await read();
  bench.pass(30_000);
  expect((await read()).headers.get('x-rate-limit-remaining')).toBe('4');
});

test('a path nobody knows is 404 and remembered, the legacy one too', async () => {
  const token = await bench.login();
  expect((await call(bench.sandbox, token, 'GET', '/restapi/v1.0/glip/chats')).status).toBe(404);
  expect(bench.sandbox.unknownPaths).toEqual(['GET /restapi/v1.0/glip/chats']);
});

test('faults come as ordered and then are over', async () => {
  const token = await bench.login();
  const read = () => call(bench.sandbox, token, 'GET', account);
  bench.sandbox.faults.fail('readAccountInfo', 503, { times: 2, headers: { 'Retry-After': '7' } });
  expect((await read()).headers.get('retry-after')).toBe('7');
  expect((await read()).status).toBe(503);
  expect((await read()).status).toBe(200);
  bench.sandbox.faults.add({ operation: 'readAccountInfo', reset: true });
  await expect(read()).rejects.toThrow();
  bench.sandbox.faults.add({ operation: 'readAccountInfo', truncate: true });
  await expect(read()).rejects.toThrow();
  expect(bench.sandbox.requests.filter(({ operationId }) => operationId === 'readAccountInfo')).toHaveLength(5);
});
