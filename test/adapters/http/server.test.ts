/** What probes, operators and strangers get. */
import { afterEach, expect, test } from 'vitest';
import { type House, house, rawRequest } from './house.js';

let open: House | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});
const start = async (...options: Parameters<typeof house>) => {
  open = await house(...options);
  return open;
};

test('alive', async () => {
  const { url } = await start();
  const answer = await fetch(`${url}/healthz`);
  expect([answer.status, await answer.json()]).toEqual([200, { alive: true }]);
  expect(answer.headers.get('x-powered-by')).toBeNull();
});

test.each([
  [true, 200],
  [false, 503],
])('ready: %s', async (ready, status) => {
  const readiness = {
    ready,
    reasons: ready ? [] : ['the people are not read yet'],
    sync: { people: null, calls: { through: null, backfilling: true } },
  };
  const { url } = await start({ more: { readiness: async () => readiness } });
  const answer = await fetch(`${url}/readyz`);
  expect([answer.status, await answer.json()]).toEqual([status, readiness]);
});

test('a readiness that fails is a 500 without its words', async () => {
  const { url } = await start({ more: { readiness: () => Promise.reject(new Error('postgres://user:pass@host')) } });
  const answer = await fetch(`${url}/readyz`);
  expect([answer.status, await answer.text()]).toEqual([500, '{"error":"something went wrong here"}']);
});

test('metrics with a token', async () => {
  const { url, metrics } = await start({ more: { metricsToken: 'scrape-me' } });
  metrics.commandRun('calls', 'answered', 12);
  const ask = (authorization?: string) => fetch(`${url}/metrics`, authorization ? { headers: { authorization } } : {});
  expect((await ask()).status).toBe(404);
  expect((await ask('Bearer wrong')).status).toBe(404);
  const answer = await ask('Bearer scrape-me');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('switchboard_commands_total{name="calls",outcome="answered"} 1');
});

test.each([
  ['from this machine', undefined, {}, 200],
  ['by the name of this machine', undefined, { Host: 'localhost:3000' }, 200],
  ['through a proxy that tells for whom', undefined, { 'X-Forwarded-For': '203.0.113.9' }, 404],
  ['through a proxy that tells it in the newer way', undefined, { Forwarded: 'for=203.0.113.9' }, 404],
  ['through a proxy that names itself', undefined, { Via: '1.1 proxy' }, 404],
  ['through a proxy that hands on the name that was asked for', undefined, { Host: 'bot.example.com' }, 404],
  ['through a proxy that speaks old HTTP', undefined, { http: '1.0' }, 404],
  ['from afar, through a known proxy', '1', { 'X-Forwarded-For': '203.0.113.9' }, 404],
  ['from somebody who says to be this machine', 'true', { 'X-Forwarded-For': '127.0.0.1' }, 404],
  ['from this machine, past a known proxy', '1', {}, 200],
])('metrics without a token: %s', async (_, trustProxy, { http = '1.1', ...headers }: Record<string, string>, status) => {
  const { port } = await start({ more: { trustProxy } });
  const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...headers, Connection: 'close' }).map((line) => line.join(': '));
  const answer = await rawRequest(port, `GET /metrics HTTP/${http}\r\n${lines.join('\r\n')}\r\n\r\n`);
  expect(Number(answer.split(' ')[1])).toBe(status);
});

test.each(['/', '/admin/dump-database', '/admin/setup-database', '/bot', '/bot/webhook/x', '/.env', '/admin/maintain'])(
  '%s is not there',
  async (path) => {
    const { url } = await start();
    for (const method of ['GET', 'PUT', 'POST']) {
      const answer = await fetch(`${url}${path}`, { method });
      expect([answer.status, await answer.json()]).toEqual([404, { error: 'not found' }]);
    }
  },
);

test('a port that is taken is told', async () => {
  const first = await start();
  const second = await house();
  await second.close();
  const { createHttp } = await import('../../../src/adapters/http/server.js');
  const http = await createHttp({
    log: first.log,
    metrics: first.metrics,
    readiness: () => ({ ready: true, reasons: [], sync: { people: null, calls: { through: null, backfilling: false } } }),
    guard: { tokens: () => [] },
    webhook: { clock: first.clock, accountsOf: () => [], receive: async () => {}, handOn: () => {} },
    install: {
      check: async () => Promise.reject(new Error('x')),
      ready: async () => false,
      allows: () => false,
      exchange: null,
      clock: first.clock,
    },
    connect: {
      clock: first.clock,
      connecting: { look: async () => ({ kind: 'not a link' }), accept: async () => ({ kind: 'not a link' }) },
    },
    framework: async () => {},
  });
  await expect(http.listen(first.port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
