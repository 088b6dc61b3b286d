/** What holds the rooms together keeps at it: background work that could not be set going is set going later. */
import { expect, test } from 'vitest';
import { type AppPorts, createApp } from '../src/app.js';
import { resolveSettings } from '../src/config.js';
import { accountId } from '../src/core/model.js';
import type { AccountStore } from '../src/ports.js';

test('background work that the store would not take is set going by a later tick, and then left alone', async () => {
  const company = accountId('1');
  const going = new Set<string>();
  let full = true;
  let began = 0;
  const app = createApp(resolveSettings({}, {}), {
    clock: { now: () => 1_000_000 },
    log: { debug() {}, info() {}, warn() {}, error() {} },
    inbox: { open: async () => [] },
    leases: { held: () => [company], holds: () => true },
    connections: { bots: () => [], readers: () => [], connectionOf: () => null, wasUninstalled: () => false },
    account: () => ({ digests: { list: async () => [] } }) as unknown as AccountStore,
    work: {
      work() {},
      run: async () => {},
      async enqueue() {
        began += 1;
      },
      async every(name: string, account: string) {
        if (full) throw new Error('the disk is full');
        going.add(`${name} ${account}`);
      },
    },
  } as unknown as AppPorts);

  await expect(app.begin(company)).rejects.toThrow('the disk is full');
  await app.tick();
  expect(going.size).toBe(0);
  full = false;
  await app.tick();
  expect(going).toContain('sync-calls 1');
  expect(began).toBe(1);
  await app.tick();
  expect(began).toBe(1);
});
