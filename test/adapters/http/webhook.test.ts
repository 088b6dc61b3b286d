/** `/bot/webhook` as the platform, and as strangers, meet it. */
import { afterEach, expect, test, vi } from 'vitest';
import { accountId } from '../../../src/core/model.js';
import { botToken, type House, house, rawRequest, readerToken } from './house.js';

let open: House | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});
const start = async (...options: Parameters<typeof house>) => {
  open = await house(...options);
  return open;
};

const bot = '700100200';
const row = { id: bot, account: accountId('37'), token: '{"access_token":"the-bots-own-token"}', installedAt: 0 };
const post = (text: string, more: object = {}) => ({
  uuid: 'u-1',
  event: '/team-messaging/v1/posts',
  ownerId: bot,
  body: {
    id: '9001',
    groupId: '4400',
    type: 'TextMessage',
    text,
    creatorId: '178',
    mentions: null,
    eventType: 'PostAdded',
    ...more,
  },
});
const removal = {
  uuid: 'u-2',
  event: `/restapi/v1.0/account/37/extension/${bot}`,
  ownerId: bot,
  body: { extensionId: bot, eventType: 'Delete', ownerId: bot },
};

test.each(['Verification-Token', 'Validation-Token'])('an event with the secret in %s is taken', async (name) => {
  const { deliver, events, handedOn } = await start();
  const answer = await deliver(post('calls'), { [name]: botToken });
  expect(answer.status).toBe(200);
  expect(events).toMatchObject([{ account: '37', event: { kind: 'post added', post: { text: 'calls' } } }]);
  expect(handedOn).toHaveLength(1);
});

test.each<[string, Record<string, string>]>([
  ['unsigned', {}],
  ['forged', { 'Verification-Token': 'guessed' }],
  ['with an empty token', { 'Verification-Token': '' }],
  ['with half of the token', { 'Verification-Token': botToken.slice(0, -1) }],
  ['with a token and more', { 'Verification-Token': `${botToken}x` }],
  ['a handshake with a body', { 'Validation-Token': 'abc' }],
])('%s: refused, counted, and nothing of it arrives anywhere', async (_, headers) => {
  const { deliver, events, rows, removed, metrics } = await start();
  rows.set(bot, row);
  for (const body of [post('calls'), removal]) expect((await deliver(body, headers)).status).toBe(403);
  expect(events).toEqual([]);
  expect(rows.has(bot)).toBe(true);
  expect(removed).toEqual([]);
  expect(await metrics.text()).toContain('switchboard_webhook_refused_total{reason="verification token"} 2');
});

test('a token that another process made a moment ago is read before it is refused; nothing is read for who shows none', async () => {
  let made = false;
  let read = 0;
  const readAgain = async () => {
    read += 1;
    made = true;
    return true;
  };
  const tokens = () => (made ? [{ identity: 'bot' as const, account: accountId('37'), owner: bot, token: botToken }] : []);
  const { deliver, events } = await start({ more: { guard: { tokens, readAgain } } });
  expect((await deliver(post('calls'), {})).status).toBe(403);
  expect(read).toBe(0);
  expect((await deliver(post('calls'))).status).toBe(200);
  expect((await deliver(post('calls'))).status).toBe(200);
  expect(read).toBe(1);
  expect((await deliver(post('calls'), { 'Verification-Token': 'guessed' })).status).toBe(403);
  expect(events).toHaveLength(2);
});

test.each(['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is refused', async (method) => {
  const { url, events } = await start();
  const answer = await fetch(`${url}/bot/webhook`, { method, headers: { 'Verification-Token': botToken } });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('POST');
  expect(events).toEqual([]);
});

test('a body beyond 512 kB is refused; one just below is read', async () => {
  const { deliver, events } = await start();
  expect((await deliver(post('x'.repeat(520 * 1024)))).status).toBe(413);
  expect(events).toEqual([]);
  expect((await deliver(post('x'.repeat(500 * 1024)))).status).toBe(200);
  expect(events).toHaveLength(1);
});

test.each(['{"uuid":', 'null and void', '\u0000', '[1,2'])('a body that is no JSON: %j', async (body) => {
  const { deliver, events } = await start();
  expect((await deliver(body)).status).toBe(400);
  expect(events).toEqual([]);
});

test('an empty body with the secret is refused', async () => {
  const { url } = await start();
  expect((await fetch(`${url}/bot/webhook`, { method: 'POST', headers: { 'Verification-Token': botToken } })).status).toBe(400);
});

test.each([
  '[]',
  '{}',
  '"x"',
  '{"uuid":"1","ownerId":"2","body":null}',
  '{"uuid":"1","ownerId":"2","body":{"eventType":{"a":1}}}',
])('JSON from the platform in a shape we do not know is acknowledged: %s', async (body) => {
  const { deliver } = await start();
  expect((await deliver(body)).status).toBe(200);
});

test('the handshake is echoed, in an answer of less than 1,024 bytes', async () => {
  const { port } = await start();
  const token = `${'a1b2c3d4-'.repeat(20)}end`;
  const answer = await rawRequest(
    port,
    `POST /bot/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\nValidation-Token: ${token}\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toMatch(new RegExp(`^Validation-Token: ${token}\\r$`, 'im'));
  expect(answer).toMatch(/^Content-Type: application\/json\r$/im);
  expect(answer).not.toMatch(/x-powered-by|etag/i);
  expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(1024);
});

test.each(['x'.repeat(300), 'a b', '<script>', 'é'])('a handshake token we would not repeat: %s', async (token) => {
  const { port } = await start();
  const answer = await rawRequest(
    port,
    `POST /bot/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\nValidation-Token: ${token}\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).not.toContain(token);
});

test.each(['__updateToken__ stolen', '__rename__ Mallory', '__setAvatar__', `![:Person](${bot}) __updateToken__ stolen`])(
  'the framework’s magic words are words: %s',
  async (text) => {
    const { deliver, rows, events, platform } = await start();
    rows.set(bot, row);
    const attachments = [{ id: '1', type: 'File', contentUri: `${platform.url}/avatar`, name: 'a.png' }];
    const mentions = [{ id: bot, type: 'Person', name: 'Switchboard' }];
    expect((await deliver(post(text, { attachments, mentions }))).status).toBe(200);
    expect(events).toHaveLength(1);
    expect(rows.get(bot)).toEqual(row);
    expect(platform.seen).toEqual([]);
  },
);

test('the answer comes before the work, however long that takes', async () => {
  let finish = () => {};
  const work = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let worked = false;
  const { deliver } = await start({ handOn: () => void work.then(() => (worked = true)) });
  expect((await deliver(post('calls'))).status).toBe(200);
  expect(worked).toBe(false);
  finish();
  await vi.waitFor(() => expect(worked).toBe(true), 10_000);
});

test('an event that could not be claimed is not acknowledged, and nothing is worked on', async () => {
  const { deliver, handedOn, log } = await start({ receive: () => Promise.reject(new Error('the disk is full')) });
  const answer = await deliver(post('calls'));
  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe('');
  expect(handedOn).toEqual([]);
  expect(log.lines.some((line) => line.level === 'error')).toBe(true);
});

test('a claim that takes too long is answered in time, and worked on once it stands', async () => {
  let stands = () => {};
  const claim = new Promise<void>((resolve) => {
    stands = resolve;
  });
  const { deliver, handedOn } = await start({ receive: () => claim });
  const before = performance.now();
  expect((await deliver(post('calls'))).status).toBe(500);
  expect(performance.now() - before).toBeLessThan(3000);
  expect(handedOn).toEqual([]);
  stands();
  await vi.waitFor(() => expect(handedOn).toHaveLength(1), 10_000);
});

test('work that throws at once does not undo the answer', async () => {
  const { deliver, log } = await start({
    handOn: () => {
      throw new Error('ours');
    },
  });
  expect((await deliver(post('calls'))).status).toBe(200);
  expect(log.lines.some((line) => line.level === 'error')).toBe(true);
});

test('the verified removal of a bot removes it, once', async () => {
  const { deliver, rows, removed, events, handedOn } = await start();
  rows.set(bot, row);
  expect((await deliver(removal)).status).toBe(200);
  expect(events).toMatchObject([{ event: { kind: 'bot removed' } }]);
  expect(rows.size).toBe(0);
  expect(removed).toEqual([row]);
  await vi.waitFor(() => expect(handedOn).toHaveLength(1), 10_000);
  // Delivered again: it is no bot of ours any more.
  expect((await deliver(removal)).status).toBe(200);
  expect(removed).toHaveLength(1);
});

test('with the reader’s secret people and calls are told, and nothing of chats', async () => {
  const { deliver, events } = await start();
  const people = { uuid: 'u-3', event: '/restapi/v1.0/account/37/extension', ownerId: '5', body: { extensions: [] } };
  expect((await deliver(people, { 'Verification-Token': readerToken })).status).toBe(200);
  expect((await deliver(post('calls'), { 'Verification-Token': readerToken })).status).toBe(200);
  expect(events).toMatchObject([{ account: '37', event: { kind: 'directory changed' } }]);
});

test.each([
  ['with the reader’s secret', removal, { 'Verification-Token': readerToken }],
  ['of somebody else', { ...removal, body: { ...removal.body, extensionId: '178' } }, { 'Verification-Token': botToken }],
  ['told to somebody else', { ...removal, ownerId: '178' }, { 'Verification-Token': botToken }],
])('a removal %s removes nobody', async (_, body, headers) => {
  const { deliver, rows, removed } = await start();
  rows.set(bot, row);
  expect((await deliver(body, headers)).status).toBe(200);
  expect(rows.has(bot)).toBe(true);
  expect(removed).toEqual([]);
});
