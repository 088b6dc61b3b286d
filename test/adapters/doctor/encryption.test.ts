/** What is said of the way to the public address: HTTPS, and whose certificate it shows. */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkEncryption } from '../../../src/adapters/doctor/encryption.js';
import { fakePlatform } from '../ringcentral/setting.js';

const openssl = 'openssl';
const now = Date.parse('2026-11-03T09:00:00Z');

test.each([
  ['http://127.0.0.1:3000', 'ok'],
  ['http://localhost:3000', 'ok'],
  ['http://[::1]:3000', 'ok'],
  ['http://bot.example', 'warning'],
])('%s: %s', async (url, state) => {
  const { findings, value } = await checkEncryption(url, now);
  expect([findings.map((finding) => finding.state), value]).toEqual([[state], true]);
});

test('where nobody listens, it is the address that is wrong', async () => {
  const dead = await fakePlatform(() => ({}));
  await dead.close();
  const { findings, value } = await checkEncryption(dead.url.replace('http', 'https'), now);
  expect([findings[0]?.state, findings[0]?.says, value]).toEqual(['skipped', 'no connection (ECONNREFUSED)', true]);
});

test('an address that speaks no TLS', async () => {
  const plain = await fakePlatform(() => ({}));
  const { findings, value } = await checkEncryption(plain.url.replace('http', 'https'), now);
  await plain.close();
  expect([findings[0]?.state, value]).toEqual(['wrong', undefined]);
});

test.skipIf(spawnSync(openssl, ['version']).status !== 0)('a certificate nobody trusts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-subj', '/CN=localhost', '-days', '30'];
  execFileSync(openssl, ['req', '-x509', '-nodes', ...made, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { findings, value } = await checkEncryption(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, now);
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
  expect([findings[0]?.state, value]).toEqual(['wrong', undefined]);
  expect(findings[0]?.says).toMatch(/not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
});
