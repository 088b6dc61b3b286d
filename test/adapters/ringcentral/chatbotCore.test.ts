/** The framework is loaded without a trace: no file, no warning, no changed environment, no admin routes. */

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, test, vi } from 'vitest';
import type { BotRow } from '../../../src/adapters/credentials.js';
import { accessTokenOf, mountChatbotCore } from '../../../src/adapters/ringcentral/chatbotCore.js';
import { accountId } from '../../../src/core/model.js';

const names = [
  'RINGCENTRAL_CHATBOT_DATABASE_CONNECTION_URI',
  'RINGCENTRAL_CHATBOT_ADMIN_USERNAME',
  'RINGCENTRAL_CHATBOT_ADMIN_PASSWORD',
] as const;
afterEach(() => {
  for (const name of names) delete process.env[name];
  vi.restoreAllMocks();
});

test('loads quietly and opens nothing but its two routes', async () => {
  process.env.RINGCENTRAL_CHATBOT_ADMIN_USERNAME = 'admin';
  process.env.RINGCENTRAL_CHATBOT_ADMIN_PASSWORD = 'admin';
  const said: unknown[] = [];
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void said.push(words));
  const warned = (warning: Error) => said.push(warning.message);
  process.on('warning', warned);
  const app = await mountChatbotCore(express(), {
    bots: { find: async () => null, all: async () => [], save: async () => {}, remove: async () => {} },
    clock: { now: () => 0 },
    installed: () => {},
    removed: () => {},
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const authorization = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
    for (const [method, path] of [
      ['GET', '/admin/dump-database'],
      ['PUT', '/admin/setup-database'],
      ['PUT', '/admin/update-token?id=1&token=2'],
    ] as const) {
      expect((await fetch(url + path, { method, headers: { authorization } })).status).toBe(404);
    }
  } finally {
    server.close();
    process.off('warning', warned);
  }
  expect(said).toEqual([]);
  expect(existsSync('unused')).toBe(false);
  expect(names.map((name) => process.env[name])).toEqual([undefined, 'admin', 'admin']);
});

test('a row’s token is found in what the install delivered', () => {
  const row: BotRow = { id: '1', account: accountId('37'), token: '{"access_token":"t"}', installedAt: 0 };
  expect(accessTokenOf(row)).toBe('t');
  expect(() => accessTokenOf({ ...row, token: '{}' })).toThrow('holds no access token');
});
