/** What every answer says to browsers, who asks too much, and what neither ever touches: events and probes. */
import { afterEach, expect, test, vi } from 'vitest';
import { type House, house } from './house.js';

let open: House | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
  vi.restoreAllMocks();
});
const start = async (...options: Parameters<typeof house>) => {
  open = await house(...options);
  return open;
};

async function statuses(times: number, ask: () => Promise<Response>): Promise<Record<number, number>> {
  const seen: Record<number, number> = {};
  const one = async () => {
    const answer = await ask();
    await answer.arrayBuffer();
    seen[answer.status] = (seen[answer.status] ?? 0) + 1;
  };
  for (let sent = 0; sent < times; sent += 50) await Promise.all(Array.from({ length: Math.min(50, times - sent) }, one));
  return seen;
}

test.each(['/healthz', '/readyz', '/metrics', '/bot/oauth', '/nothing'])('%s protects whoever opens it', async (path) => {
  const { url } = await start();
  const { headers } = await fetch(url + path);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-security-policy': "default-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  expect(headers.get('x-powered-by')).toBeNull();
});

test('an answer to RingCentral carries nothing that it does not need', async () => {
  const the = await start();
  const answer = await fetch(`${the.url}/bot/webhook`, { method: 'POST', headers: { 'Validation-Token': 'shake' } });
  expect([...answer.headers.keys()].sort()).toEqual([
    'connection',
    'content-length',
    'content-type',
    'date',
    'keep-alive',
    'validation-token',
  ]);
});

test('events are never too many, valid or not', async () => {
  const the = await start();
  expect(await statuses(1000, () => the.deliver({}, { 'Verification-Token': 'wrong' }))).toEqual({ 403: 1000 });
  expect(await statuses(1000, () => the.deliver({}))).toEqual({ 200: 1000 });
});

test('an address that asks too much is told to wait a minute, while probes are answered', async () => {
  const { url, clock } = await start();
  expect(await statuses(350, () => fetch(`${url}/bot/oauth`))).toEqual({ 400: 300, 429: 50 });
  const refused = await fetch(`${url}/metrics`);
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
    429,
    '60',
    { error: 'too many requests; try again in a minute' },
  ]);
  expect(await statuses(700, () => fetch(`${url}/healthz`))).toEqual({ 200: 700 });
  expect(await statuses(700, () => fetch(`${url}/readyz`))).toEqual({ 200: 700 });
  clock.advance(60_000);
  expect((await fetch(`${url}/metrics`)).status).toBe(200);
});

test('a flood through a proxy nobody told us about does not use up what the proxy itself may ask', async () => {
  const { url } = await start();
  const from = (address: string) => () => fetch(`${url}/healthz`, { headers: { 'X-Forwarded-For': address } });
  expect(await statuses(3000, from('203.0.113.9'))).toEqual({ 200: 3000 });
  expect(await statuses(50, from('203.0.113.10'))).toEqual({ 429: 50 });
  expect(await statuses(50, () => fetch(`${url}/healthz`))).toEqual({ 200: 50 });
});

test('behind a known proxy each sender has a count of its own', async () => {
  const { url } = await start({ more: { trustProxy: '1' } });
  const from = (address: string) => () => fetch(`${url}/nothing`, { headers: { 'X-Forwarded-For': address } });
  expect(await statuses(310, from('203.0.113.9'))).toEqual({ 404: 300, 429: 10 });
  expect(await statuses(10, from('203.0.113.10'))).toEqual({ 404: 10 });
  // Whoever has an IPv6 address has many: the network is counted.
  expect(await statuses(310, from('2001:db8::1'))).toEqual({ 404: 300, 429: 10 });
  expect(await statuses(10, from('2001:db8::2'))).toEqual({ 429: 10 });
});

test.each([undefined, 'true', '1', 'loopback'])('nothing is written past the log, with trust proxy %s', async (trustProxy) => {
  const noise = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name).mockImplementation(() => {}));
  const { url, log } = await start({ more: { trustProxy } });
  for (const headers of [
    {},
    { 'X-Forwarded-For': '203.0.113.9:4711' },
    { 'X-Forwarded-For': 'nonsense, ::1' },
    { Forwarded: 'for=203.0.113.9' },
  ]) {
    for (const path of ['/healthz', '/nothing', '/bot/oauth']) {
      const { status } = await fetch(url + path, { headers: headers as Record<string, string> });
      expect(status).toBeLessThan(429);
    }
    const body = new URLSearchParams({ access_token: 'a', client_id: 'our-bot-app' });
    await fetch(`${url}/bot/oauth`, { method: 'POST', headers: headers as Record<string, string>, body });
  }
  expect(noise.flatMap(({ mock }) => mock.calls)).toEqual([]);
  expect(log.text()).not.toContain('ERR_ERL');
});
