/** The way through the login page: who is sent where, what comes back, and who is sent nowhere. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, bob, clerk, startTiny } from './testing.js';

const redirectUri = 'https://bot.example/back?kept=1';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const authorization = `Basic ${Buffer.from('reader-app:reader-secret').toString('base64')}`;

type Form = Record<string, string>;

let bench: Bench;

beforeEach(async () => {
  bench = await startTiny([], { rateLimits: false });
  bench.sandbox.registerRedirect('reader-app', redirectUri);
});
afterEach(() => bench.sandbox.close());

function link(more: Form = {}): string {
  const asked = { client_id: 'reader-app', response_type: 'code', redirect_uri: redirectUri, state: 'my state' };
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
  return `${bench.sandbox.url}/restapi/oauth/authorize?${new URLSearchParams({ ...asked, ...pkce, ...more })}`;
}

function exchange(code: string, form: Form, headers: Form, url = bench.sandbox.url): Promise<Response> {
  const asked = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  return fetch(`${url}/restapi/oauth/token`, { method: 'POST', headers, body: new URLSearchParams({ ...asked, ...form }) });
}

describe('the way through the login page', () => {
  test('a person chooses who they are and allows it; the address comes back with code and state, nothing else changed', async () => {
    const to = await fetch(link(), { redirect: 'manual' });
    expect(to.status).toBe(302);
    const page = await (await fetch(to.headers.get('location') ?? '')).text();
    expect(page).toContain('Tiny &#38; Co.');
    expect(page).toContain('Clara Tester');
    expect(page).not.toContain('Frozen Tester');
    const back = new URL(await bench.sandbox.consent(link(), clerk));
    expect(back.origin + back.pathname).toBe('https://bot.example/back');
    expect(Object.fromEntries(back.searchParams)).toEqual({
      kept: '1',
      code: expect.any(String),
      state: 'my state',
      expires_in: '60',
    });
    const answer = await exchange(back.searchParams.get('code') ?? '', {}, { authorization });
    expect(await answer.json()).toMatchObject({ owner_id: clerk, expires_in: 3600, refresh_token_expires_in: 604_800 });
  });

  test('denied is told to the application', async () => {
    const back = new URL(await bench.sandbox.consent(link(), clerk, 'deny'));
    expect(Object.fromEntries(back.searchParams)).toEqual({ kept: '1', error: 'access_denied', state: 'my state' });
  });

  test.each<[string, Form, string]>([
    ['another flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['a challenge in plain text', { code_challenge_method: 'plain' }, 'invalid_request'],
  ])('%s is told to the application', async (_, more, error) => {
    expect(new URL(await bench.sandbox.consent(link(more), clerk)).searchParams.get('error')).toBe(error);
  });

  test.each<[string, Form, string]>([
    ['an address that is not registered', { redirect_uri: 'https://bot.example/back' }, 'OAU-109'],
    ['an application nobody knows', { client_id: 'nobody' }, 'OAU-153'],
    ['an application without any address', { client_id: 'bot-app' }, 'OAU-113'],
  ])('%s is never sent anywhere', async (_, more, errorCode) => {
    await expect(bench.sandbox.consent(link(more), clerk)).rejects.toThrow(errorCode);
  });

  test('who may not log in gives no consent', async () => {
    await expect(bench.sandbox.consent(link(), '101005')).rejects.toThrow('403');
  });
});

test('an application that keeps no secret names itself in the form, and must bring a verifier', async () => {
  const readerApp = { clientId: 'app', clientSecret: 'unused', jwt: 'jwt', redirectUris: [redirectUri], isPublic: true };
  const { sandbox } = await startTiny([], { readerApp, rateLimits: false });
  const address = `${sandbox.url}/restapi/oauth/authorize?${new URLSearchParams({ client_id: 'app', response_type: 'code' })}`;
  expect(await sandbox.consent(address, bob)).toContain('error=invalid_request');
  const back = await sandbox.consent(`${address}&code_challenge=${challenge}&code_challenge_method=S256`, bob);
  const code = new URL(back).searchParams.get('code') ?? '';
  expect((await exchange(code, { client_id: 'app' }, { authorization }, sandbox.url)).status).toBe(401);
  expect((await exchange(code, { client_id: 'bot-app' }, {}, sandbox.url)).status).toBe(401);
  expect((await exchange(code, { client_id: 'app' }, {}, sandbox.url)).status).toBe(200);
  await sandbox.close();
});
