/** The page's server talks to its own page on this machine, and to nobody else. */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../server/sandbox.js';
import { startSandbox } from '../server/start.js';
import { playPhone } from './calls.js';
import { castOf } from './demo.js';
import { createPlayApp } from './routes.js';

const start = Date.parse('2026-11-18T18:00:00.000Z');

describe('the server of the chat page', () => {
  let sandbox: Sandbox;
  let server: Server;
  let host: string;

  beforeAll(async () => {
    const phone = playPhone();
    sandbox = await startSandbox({ seed: 7, now: () => start, days: 1, phone: phone.phone });
    server = createServer(createPlayApp({ sandbox, phone, firstChatId: '1', openedAt: start })).listen(0, '127.0.0.1');
    await once(server, 'listening');
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.close();
    await sandbox.close();
  });

  /** `fetch` does not let one choose the Host. */
  async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
    const [hostname = '', port = ''] = host.split(':');
    const sent = request({ hostname, port, method, path, headers: { 'Content-Type': 'application/json', ...headers } });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const chunk of response) text += chunk;
    return { status: response.statusCode as number, headers: response.headers, text };
  }

  const paths = () => {
    const { alice, bob, carol } = castOf(sandbox);
    const direct = sandbox.openDirect(alice.id, bob.id).id;
    return { alice: alice.id, carol: carol.id, direct, posts: `/api/as/${alice.id}/chats/${direct}/posts` };
  };

  test('serves the page and its parts under one strict policy', async () => {
    for (const path of [
      '/',
      '/page.css',
      '/page.js',
      '/composer.js',
      '/direct.js',
      '/draw.js',
      '/stream.js',
      '/try.js',
      '/icon.svg',
    ]) {
      const { status, headers, text } = await ask('GET', path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|<style| style=|<script>| on[a-z]+="/);
    }
  });

  test('answers to its own names only', async () => {
    expect((await ask('GET', '/api/start', { Host: 'evil.example' })).status).toBe(403);
    expect((await ask('GET', '/', { Host: '127.0.0.1.evil.example' })).status).toBe(403);
    expect((await ask('GET', '/api/start', { Host: host.replace('127.0.0.1', 'localhost') })).status).toBe(200);
  });

  test('lets only its own page change anything', async () => {
    const { posts, direct } = paths();
    const before = sandbox.posts(direct).length;
    expect((await ask('POST', posts, {}, { text: 'no origin' })).status).toBe(403);
    expect((await ask('POST', posts, { Origin: 'http://evil.example' }, { text: 'foreign' })).status).toBe(403);
    expect((await ask('POST', posts, { Origin: `http://${host}`, 'Content-Type': 'text/plain' }, { text: 'x' })).status).toBe(
      403,
    );
    expect(sandbox.posts(direct)).toHaveLength(before);
    expect((await ask('POST', posts, { Origin: `http://${host}` }, { text: 'from the page' })).status).toBe(201);
    expect(sandbox.posts(direct).at(-1)?.text).toBe('from the page');
  });

  test('shows a chat to its members, and takes no nonsense', async () => {
    const { carol, direct, posts, alice } = paths();
    const own = { Origin: `http://${host}` };
    expect((await ask('GET', `/api/as/${carol}/chats/${direct}/posts`)).status).toBe(404);
    expect((await ask('POST', `/api/as/${carol}/chats/${direct}/posts`, own, { text: 'hi' })).status).toBe(404);
    expect((await ask('GET', '/api/as/nobody/chats')).status).toBe(404);
    expect((await ask('POST', posts, own, { text: '  ' })).status).toBe(400);
    expect((await ask('POST', posts, own, { text: 'x'.repeat(10_001) })).status).toBe(400);
    expect((await ask('POST', `/api/as/${alice}/calls`, own, { kind: 'fax' })).status).toBe(400);
    expect((await ask('GET', '/package.json')).status).toBe(404);
    expect((await ask('GET', '/..%2fplay%2fmain.ts')).status).not.toBe(200);
  });

  test.each(['missed', 'answered', 'voicemail', 'queue'])('a call that is to be %s is over soon', async (kind) => {
    const { alice } = paths();
    const { status, text } = await ask('POST', `/api/as/${alice}/calls`, { Origin: `http://${host}` }, { kind });
    expect(status).toBe(201);
    const { endsInSeconds, queue } = JSON.parse(text) as { endsInSeconds: number; queue?: string };
    expect(endsInSeconds).toBeLessThan(90);
    expect(queue !== undefined).toBe(kind === 'queue');
    const story = sandbox.stories.at(-1);
    const pickedUp = story?.events.some(({ does }) => does === 'pick up');
    expect(pickedUp).toBe(kind === 'answered' || kind === 'queue');
  });
});
