/** A digest comes once per due time, whoever finds it due; late it comes once, and too late not at all. */
import { describe, expect, test } from 'vitest';
import type { Digest } from '../../src/core/digest.js';
import { accountId, chatId, personId } from '../../src/core/model.js';
import { setConfiguredDigests } from '../../src/jobs/configuredDigests.js';
import { sendDigests } from '../../src/jobs/sendDigests.js';
import type { Delivery, DigestStore, Inbox } from '../../src/ports.js';

const nine = Date.UTC(2026, 10, 20, 9);
const hour = 3_600_000;

function office(digests: Digest[]) {
  let now = nine;
  const claimed = new Map<string, Delivery>();
  const warnings: string[] = [];
  const store: DigestStore = {
    list: async () => digests,
    async add(digest) {
      const added = { ...digest, id: digests.length + 1 };
      digests.push(added);
      return added;
    },
    async change(id, change) {
      const index = digests.findIndex((digest) => digest.id === id);
      const found = digests[index];
      if (found) digests[index] = { ...found, ...change };
    },
    async remove(id) {
      digests.splice(
        digests.findIndex((digest) => digest.id === id),
        1,
      );
    },
  };
  const inbox = {
    async claim(delivery: Delivery) {
      if (claimed.has(delivery.uuid)) return false;
      claimed.set(delivery.uuid, delivery);
      return true;
    },
  } as unknown as Inbox;
  const log = { debug() {}, info() {}, error() {}, warn: (message: string) => void warnings.push(message) };
  const run = (bot: string | null = '42') =>
    sendDigests({
      account: accountId('1'),
      bot: bot === null ? null : personId(bot),
      digests: store,
      inbox,
      clock: { now: () => now },
      log,
    });
  const due = () => [...claimed.values()].map(({ body }) => new Date(JSON.parse(body).digest.due).toISOString());
  return { store, run, due, warnings, at: (instant: number) => (now = instant) };
}

const daily: Digest = {
  id: 1,
  chat: chatId('c'),
  owner: personId('7'),
  cron: '0 9 * * *',
  schedule: 'every day at 09:00',
  zone: 'UTC',
  say: 'calls',
  paused: false,
  nextAt: nine,
  source: 'chat',
};

describe('due', () => {
  test('once, and then for the next day', async () => {
    const digests = [daily];
    const { run, due } = office(digests);
    expect(await run()).toBe(1);
    expect(await run()).toBe(0);
    expect(due()).toEqual(['2026-11-20T09:00:00.000Z']);
    expect(digests[0]?.nextAt).toBe(nine + 24 * hour);
  });

  test('a death between claiming and moving on does not repeat it', async () => {
    const digests = [daily];
    const { run, due } = office(digests);
    await run();
    digests[0] = daily;
    expect(await run()).toBe(0);
    expect(due()).toHaveLength(1);
    expect(digests[0]?.nextAt).toBe(nine + 24 * hour);
  });

  test('paused, not yet due, or without a bot: nothing', async () => {
    expect(await office([{ ...daily, paused: true }]).run()).toBe(0);
    expect(await office([{ ...daily, nextAt: nine + 1 }]).run()).toBe(0);
    expect(await office([daily]).run(null)).toBe(0);
  });
});

describe('after a time without the bot', () => {
  test('within six hours it comes late, once', async () => {
    const { run, due, at } = office([daily]);
    at(nine + 6 * hour);
    expect(await run()).toBe(1);
    expect(due()).toEqual(['2026-11-20T09:00:00.000Z']);
  });

  test('of several times that went by, the last', async () => {
    const { run, due, at } = office([daily]);
    at(nine + 49 * hour);
    expect(await run()).toBe(1);
    expect(due()).toEqual(['2026-11-22T09:00:00.000Z']);
  });

  test('later than that it does not come, and the log says so', async () => {
    const digests = [daily];
    const { run, warnings, at } = office(digests);
    at(nine + 7 * hour);
    expect(await run()).toBe(0);
    expect(warnings).toEqual(['a digest is too late to be posted']);
    expect(digests[0]?.nextAt).toBe(nine + 24 * hour);
  });
});

describe('digests of bot.config.ts', () => {
  const configured = { chat: 'c', at: 'weekdays at 9:00', zone: 'UTC', say: 'calls yesterday', as: '7' };

  test('stand once, keep their next time over a restart, and go when they are taken out', async () => {
    const digests: Digest[] = [];
    const { store } = office(digests);
    await setConfiguredDigests([configured], store, nine);
    expect(digests).toMatchObject([{ chat: 'c', owner: '7', cron: '0 9 * * 1-5', source: 'config', say: 'calls yesterday' }]);
    const next = digests[0]?.nextAt;
    await setConfiguredDigests([configured], store, nine + 48 * hour);
    expect(digests).toHaveLength(1);
    expect(digests[0]?.nextAt).toBe(next);
    await setConfiguredDigests([], store, nine);
    expect(digests).toEqual([]);
  });

  test('leave those people made alone', async () => {
    const digests = [daily];
    await setConfiguredDigests([], office(digests).store, nine);
    expect(digests).toEqual([daily]);
  });
});
