/** `/bot/oauth`: who may install, and what nobody gets to see. */
import { afterEach, expect, test } from 'vitest';
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

const secret = 'delivered-access-token-0123456789';
const body = { access_token: secret, creator_extension_id: '101', creator_account_id: '37', client_id: 'our-bot-app' };
const own = (part: object = {}): Said => ({
  body: { id: 700_100, type: 'Bot', name: 'Switchboard', account: { id: 37 }, ...part },
});
const form = (part: object = {}) => new URLSearchParams({ ...body, ...part } as Record<string, string>);
const install = (url: string, part: object = {}) => fetch(`${url}/bot/oauth`, { method: 'POST', body: form(part) });

/** Nothing that is answered or logged may hold the token. */
async function secretKept(the: House, answer: Response): Promise<string> {
  const text = await answer.text();
  expect(`${text}${JSON.stringify([...answer.headers])}${the.log.text()}`).not.toContain(secret);
  return text;
}

test.each([
  ['a form', { body: form() }],
  ['JSON', { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }],
])('a bot of our account is installed by %s', async (_, request) => {
  const the = await start({ platform: () => own() });
  const answer = await fetch(`${the.url}/bot/oauth`, { method: 'POST', ...request });
  expect(answer.status).toBe(200);
  await secretKept(the, answer);
  expect([...the.rows.values()]).toMatchObject([{ id: '700100', account: '37', installedAt: the.clock.now() }]);
  expect(JSON.parse(the.rows.get('700100')?.token ?? '')).toMatchObject({
    access_token: secret,
    owner_id: '700100',
    creator_extension_id: '101',
  });
  expect(the.installed.map((row) => row.id)).toEqual(['700100']);
  expect(the.platform.seen.map((seen) => [seen.path, seen.headers.authorization])).toEqual([
    ['/restapi/v1.0/account/~/extension/~', `bearer ${secret}`],
  ]);
});

test('a second install replaces the token', async () => {
  const the = await start({ platform: () => own() });
  await install(the.url, { access_token: 'the-old-token' });
  expect((await install(the.url)).status).toBe(200);
  expect(the.rows.size).toBe(1);
  expect(JSON.parse(the.rows.get('700100')?.token ?? '')).toMatchObject({ access_token: secret });
});

test('the account is read from the address where the extension does not name it', async () => {
  const the = await start({
    platform: () => own({ account: undefined, uri: 'https://p/restapi/v1.0/account/37/extension/700100' }),
  });
  expect((await install(the.url)).status).toBe(200);
});

test.each<[string, object, (request: Seen) => Said, number]>([
  ['the token of a stranger’s account', {}, () => own({ account: { id: 99 } }), 403],
  ['the token of a person', {}, () => own({ type: 'User' }), 403],
  ['the token of nobody knows what', {}, () => own({ type: undefined }), 403],
  ['a token RingCentral does not know', {}, () => ({ status: 401, body: { errorCode: 'OAU-213', message: secret } }), 403],
  ['another app', { client_id: 'their-app' }, () => own(), 403],
  ['no token', { access_token: '' }, () => own(), 400],
  ['a token with a line break', { access_token: 'a\r\nb' }, () => own(), 400],
  ['RingCentral down', {}, () => ({ status: 502, body: `<html>${secret}</html>` }), 503],
  ['RingCentral limiting', {}, () => ({ status: 429 }), 503],
  ['an answer nobody understands', {}, () => ({ body: '{"id":' }), 503],
])('refused, and nothing stored: %s', async (_, part, platform, status) => {
  const the = await start({ platform });
  const answer = await install(the.url, part);
  expect(answer.status).toBe(status);
  const text = await secretKept(the, answer);
  expect(JSON.parse(text)).toEqual({ error: expect.stringMatching(/^[A-Z].+\.$/) });
  expect(the.rows.size).toBe(0);
  expect(the.installed).toEqual([]);
});

test('another app’s token is not even sent to RingCentral', async () => {
  const the = await start({ platform: () => own() });
  await install(the.url, { client_id: 'their-app' });
  expect(the.platform.seen).toEqual([]);
});

test.each([
  ['no reader yet', async () => null],
  ['the reader cannot log in', async () => Promise.reject(Object.assign(new Error('x'), { name: 'x' }))],
])('%s: nothing is stored', async (_, account) => {
  const the = await start({ platform: () => own(), account });
  const answer = await install(the.url);
  expect(answer.status).toBeGreaterThanOrEqual(500);
  await secretKept(the, answer);
  expect(the.rows.size).toBe(0);
});

test('a public install is told that there is none', async () => {
  const the = await start({ platform: () => own() });
  const answer = await fetch(`${the.url}/bot/oauth?code=abc&client_id=our-bot-app`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('Developer Console');
  expect((await fetch(`${the.url}/bot/oauth`, { method: 'PUT', body: form() })).status).toBe(405);
  expect(the.rows.size).toBe(0);
});

test.each(['{"access_token":', '[]', 'null'])('a body nobody can read: %s', async (text) => {
  const the = await start({ platform: () => own() });
  const answer = await fetch(`${the.url}/bot/oauth`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: text,
  });
  expect(answer.status).toBe(400);
});

test('many attempts are slowed down', async () => {
  const the = await start({ platform: () => own({ type: 'User' }) });
  const statuses: number[] = [];
  for (let each = 0; each < 12; each += 1) statuses.push((await install(the.url)).status);
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 403));
  expect(statuses.slice(10)).toEqual([429, 429]);
  expect(the.platform.seen).toHaveLength(10);
  the.clock.advance(61_000);
  expect((await install(the.url)).status).toBe(403);
});

test('a store that fails is told without its words', async () => {
  const the = await start({ platform: () => own() });
  the.rows.set = () => {
    throw new Error(`cannot write ${secret}`);
  };
  const answer = await install(the.url);
  expect(answer.status).toBe(500);
  expect(await secretKept(the, answer)).toBe('{"error":"something went wrong here"}');
});
