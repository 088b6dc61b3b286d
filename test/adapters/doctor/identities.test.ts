/** Mix-ups: a bot of another account, and an address that leads to another copy of the same bot. */
import { expect, test } from 'vitest';
import { checkAddress } from '../../../src/adapters/doctor/address.js';
import { checkToken } from '../../../src/adapters/doctor/bot.js';
import { createSelfProver } from '../../../src/adapters/http/selfProof.js';
import { createLog } from '../../../src/adapters/log.js';
import { accountId } from '../../../src/core/model.js';
import { fakePlatform, movableClock } from '../ringcentral/setting.js';

test.each([
  ['its own', { id: 9, type: 'Bot', account: { id: '37' } }, 'ok'],
  ["another account's", { id: 9, type: 'Bot', account: { id: '38' } }, 'wrong'],
  ['another bot’s', { id: 10, type: 'Bot', account: { id: '37' } }, 'wrong'],
])('%s token', async (_, body, state) => {
  const platform = await fakePlatform(() => ({ body }));
  const row = { id: '9', account: accountId('37'), token: '{"access_token":"t"}', installedAt: 1 };
  const world = { server: platform.url, clock: movableClock(), log: createLog('silent') };
  const { findings } = await checkToken(row, '37', world);
  await platform.close();
  expect(findings.map((finding) => finding.state)).toEqual([state]);
});

const running = (key: Buffer) => {
  const prove = createSelfProver(() => key);
  return fakePlatform(({ query }) => ({ body: { alive: true, ...prove(query.get('nonce') ?? '') } }));
};
const portOf = ({ url }: { readonly url: string }) => Number(new URL(url).port);

test.each([
  ['another copy with the same key', Buffer.alloc(32, 1), 'warning', 'leads to another running copy'],
  ['a bot with another key', Buffer.alloc(32, 2), 'wrong', 'is answered by something else'],
])('the address leads to %s', async (_, theirKey, state, says) => {
  const key = Buffer.alloc(32, 1);
  const [here, there] = [await running(key), await running(theirKey)];
  const { findings } = await checkAddress({ publicUrl: there.url, port: portOf(here), key });
  await here.close();
  await there.close();
  expect([findings[0]?.state, findings[0]?.says]).toEqual([state, expect.stringContaining(says)]);
});
