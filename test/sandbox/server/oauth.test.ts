/** What a code is worth, how pairs of tokens follow each other, and the many ways in which a session ends. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alice, type Bench, bob, call, clerk, startTiny } from './testing.js';

const redirectUri = 'https://bot.example/back?kept=1';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const account = '/restapi/v1.0/account/~';
const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

type Form = Record<string, string>;
interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

let bench: Bench;

beforeEach(async () => {
  bench = await startTiny([], { rateLimits: false });
  bench.sandbox.registerRedirect('reader-app', redirectUri);
});
afterEach(() => bench.sandbox.close());

const basic = (id = 'reader-app', secret = 'reader-secret') => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

async function ask(form: Form, authorization = basic(), path = 'token') {
  const { url } = bench.sandbox;
  const answer = await fetch(`${url}/restapi/oauth/${path}`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams(form),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

const byCode = (code: string, more: Form = {}) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: redirectUri,
  code_verifier: verifier,
  ...more,
});
const codeOf = (extensionId: string) => bench.sandbox.authorize('reader-app', extensionId, redirectUri, challenge);
const login = async (extensionId = clerk): Promise<Pair> => (await ask(byCode(codeOf(extensionId)))).body;
const refresh = (token: string) => ask({ grant_type: 'refresh_token', refresh_token: token });
const me = (token: string) => call(bench.sandbox, token, 'GET', `${account}/extension/~`);
const refused = (error: string, errorCode: string) => ({ status: 400, body: { error, errors: [{ errorCode }] } });

describe('a code', () => {
  test('is good once, and for a minute', async () => {
    const code = codeOf(bob);
    bench.pass(minute - 1);
    expect((await ask(byCode(code))).body.owner_id).toBe(bob);
    expect(await ask(byCode(code))).toMatchObject(refused('invalid_grant', 'OAU-106'));
    const late = codeOf(bob);
    bench.pass(minute);
    expect(await ask(byCode(late))).toMatchObject(refused('invalid_grant', 'OAU-107'));
  });

  test.each<[string, Form, string]>([
    ['another address', { redirect_uri: 'https://bot.example/' }, 'OAU-109'],
    ['the verifier of another', { code_verifier: 'w'.repeat(43) }, 'OAU-106'],
    ['no verifier', { code_verifier: '' }, 'OAU-106'],
  ])('with %s is refused, and gone', async (_, more, errorCode) => {
    const code = codeOf(bob);
    expect(await ask(byCode(code, more))).toMatchObject(refused('invalid_grant', errorCode));
    expect(await ask(byCode(code))).toMatchObject(refused('invalid_grant', 'OAU-106'));
  });

  test('is worth nothing to another application, or with a wrong secret', async () => {
    expect(await ask(byCode(codeOf(bob)), basic('bot-app', 'bot-secret'))).toMatchObject(refused('invalid_grant', 'OAU-110'));
    expect(await ask(byCode(codeOf(bob)), basic('reader-app', 'guess'))).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', errors: [{ errorCode: 'OAU-146' }] },
    });
  });
});

describe('a refresh token', () => {
  test('gives a new pair, and the access token before is dead at once', async () => {
    const first = await login();
    expect((await me(first.access_token)).status).toBe(200);
    const { body: next } = await refresh(first.refresh_token);
    expect(await me(first.access_token)).toMatchObject({ status: 401, body: { errorCode: 'OAU-213' } });
    expect((await me(next.access_token)).status).toBe(200);
    expect((await refresh(next.refresh_token)).status).toBe(200);
  });

  test('gives the same pair again until ten seconds after the new access token was first used', async () => {
    const first = await login();
    const { body: next } = await refresh(first.refresh_token);
    bench.pass(59 * minute);
    const { body: again } = await refresh(first.refresh_token);
    expect(again).toMatchObject({ access_token: next.access_token, refresh_token: next.refresh_token, expires_in: 60 });
    await me(next.access_token);
    bench.pass(10 * second);
    expect((await refresh(first.refresh_token)).body.access_token).toBe(next.access_token);
    bench.pass(1);
    expect(await refresh(first.refresh_token)).toMatchObject(refused('invalid_grant', 'OAU-210'));
    expect((await me(next.access_token)).status).toBe(200);
  });

  test('is worth nothing an hour after it was used, or once the next one was', async () => {
    const first = await login();
    await refresh(first.refresh_token);
    bench.pass(60 * minute + 1);
    expect((await refresh(first.refresh_token)).status).toBe(400);
    const other = await login(bob);
    const { body: next } = await refresh(other.refresh_token);
    await refresh(next.refresh_token);
    expect(await refresh(other.refresh_token)).toMatchObject(refused('invalid_grant', 'OAU-210'));
  });

  test('lives a week, its access token an hour', async () => {
    const [first, other] = [await login(), await login()];
    bench.pass(60 * minute);
    expect(await me(first.access_token)).toMatchObject({ status: 401, body: { errorCode: 'OAU-128' } });
    bench.pass(7 * day - 60 * minute - 1);
    expect((await refresh(first.refresh_token)).status).toBe(200);
    bench.pass(1);
    expect(await refresh(other.refresh_token)).toMatchObject(refused('invalid_grant', 'OAU-210'));
  });

  test('ends with the person: disabled or deleted, nothing can be refreshed', async () => {
    const [first, other] = [await login(alice), await login(bob)];
    bench.sandbox.setStatus(alice, 'Disabled');
    bench.sandbox.deleteExtension(bob);
    expect((await me(first.access_token)).body.errorCode).toBe('OAU-141');
    expect(await refresh(first.refresh_token)).toMatchObject(refused('invalid_grant', 'OAU-141'));
    expect(await refresh(other.refresh_token)).toMatchObject(refused('invalid_grant', 'OAU-141'));
  });
});

describe('the end of a session', () => {
  test.each(['access_token', 'refresh_token'] as const)('revoked by its %s, both are dead', async (which) => {
    const [first, other] = [await login(), await login()];
    expect((await ask({ token: first[which] }, basic('bot-app', 'bot-secret'), 'revoke')).status).toBe(200);
    expect((await me(first.access_token)).status).toBe(200);
    expect((await ask({ token: first[which] }, basic(), 'revoke')).status).toBe(200);
    expect(await me(first.access_token)).toMatchObject({ status: 401, body: { errorCode: 'OAU-213' } });
    expect(await refresh(first.refresh_token)).toMatchObject(refused('invalid_grant', 'OAU-210'));
    expect((await refresh(other.refresh_token)).status).toBe(200);
  });

  test('an administrator takes the consent back: of this person, and this application only', async () => {
    const [first, other] = [await login(), await login(bob)];
    bench.sandbox.revokeConsent(clerk, 'bot-app');
    expect((await me(first.access_token)).status).toBe(200);
    bench.sandbox.revokeConsent(clerk);
    expect(await me(first.access_token)).toMatchObject({ status: 401, body: { errorCode: 'OAU-213' } });
    expect(await refresh(first.refresh_token)).toMatchObject(refused('invalid_grant', 'OAU-210'));
    expect((await me(other.access_token)).status).toBe(200);
  });

  test('a sixth session ends the oldest, though that one was refreshed last', async () => {
    const oldest = await login();
    const others = [await login(), await login(), await login(), await login()];
    const { body: refreshed } = await refresh(oldest.refresh_token);
    const sixth = await login();
    expect(await me(refreshed.access_token)).toMatchObject({ status: 401, body: { errorCode: 'OAU-213' } });
    expect((await refresh(refreshed.refresh_token)).status).toBe(400);
    for (const { access_token } of [...others, sixth]) expect((await me(access_token)).status).toBe(200);
  });
});

test("a consenting person's token has their role's rights and the application's scopes, no more", async () => {
  const [{ access_token: poor }, { access_token: rich }] = [await login(bob), await login(clerk)];
  expect(await call(bench.sandbox, poor, 'GET', `${account}/call-log`)).toMatchObject({
    status: 403,
    body: { errors: [{ errorCode: 'CMN-408', permissionName: 'FullCompanyCallLog' }] },
  });
  expect((await call(bench.sandbox, poor, 'GET', `${account}/extension/~/call-log`)).status).toBe(200);
  expect((await call(bench.sandbox, rich, 'GET', `${account}/call-log`)).status).toBe(200);
  expect(await call(bench.sandbox, rich, 'GET', '/team-messaging/v1/chats')).toMatchObject({
    status: 403,
    body: { errors: [{ errorCode: 'CMN-401', permissionName: 'TeamMessaging' }] },
  });
});
