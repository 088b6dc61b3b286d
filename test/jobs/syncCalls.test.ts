/** Calls get into the store whole: the token before the past, the past in windows, and a next-best way where one is refused. */
import { describe, expect, test } from 'vitest';
import type { CallRecord } from '../../src/core/call.js';
import type { CallSyncState } from '../../src/core/callSync.js';
import { directoryOf } from '../../src/core/directory.js';
import { Outage } from '../../src/core/errors.js';
import { accountId, extensionId, type Instant, type Span } from '../../src/core/model.js';
import { isBackfilling } from '../../src/core/rendering/coverage.js';
import type { CallSyncing } from '../../src/jobs/readPages.js';
import { syncCalls } from '../../src/jobs/syncCalls.js';
import type { AccountStore, Reader } from '../../src/ports.js';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const day = 24 * hour;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

const record = (id: string, startTime: Instant): CallRecord => ({
  id,
  type: 'Voice',
  direction: 'Inbound',
  action: 'Phone Call',
  result: 'Missed',
  from: {},
  to: {},
  startTime,
  durationMs: 1000,
  finished: true,
  deleted: false,
  legs: [],
});

interface Platform {
  readonly records: CallRecord[];
  refuse?: (what: 'sync' | 'log' | 'person', person?: string) => Outage | null;
  badToken?: boolean;
  dieAfterWindows?: number;
}

function setting(platform: Platform) {
  let state: CallSyncState = {};
  const stored = new Map<string, CallRecord>();
  const asked: string[] = [];
  let windows = 0;
  const within = ({ from, to }: Span) => platform.records.filter(({ startTime }) => startTime >= from && startTime < to);
  const reader = {
    async callLog(window: Span, _page: number, extension?: string) {
      const refusal = platform.refuse?.(extension ? 'person' : 'log', extension);
      if (refusal) throw refusal;
      asked.push(extension ? `person ${extension}` : 'window');
      windows += 1;
      if (platform.dieAfterWindows !== undefined && windows > platform.dieAfterWindows) throw new Error('killed');
      return { records: within(window), more: false };
    },
    async syncCalls(from: { since: Instant } | { token: string }) {
      const refusal = platform.refuse?.('sync');
      if (refusal) throw refusal;
      if ('token' in from && platform.badToken) {
        platform.badToken = false;
        throw new Outage('extractSyncAccountCallLog: 400 CLG-102', { status: 400, code: 'CLG-102' });
      }
      asked.push('token' in from ? 'changes' : `since ${(now - from.since) / hour} h`);
      const records = 'token' in from ? [] : platform.records.filter(({ startTime }) => startTime >= from.since);
      return { records, token: 't', more: false };
    },
  } as unknown as Reader;
  const store = {
    directory: { read: async () => directoryOf(accountId('1'), []) },
    state: {
      callSync: async () => state,
      async saveCallSync(saved: CallSyncState) {
        state = saved;
      },
    },
    calls: {
      async upsert(records: readonly CallRecord[]) {
        for (const each of records) stored.set(each.id, each);
      },
    },
  } as unknown as AccountStore;
  const syncing: CallSyncing = {
    reader,
    store,
    clock: { now: () => now },
    log: quiet,
    keep: { count: 400, unit: 'day' as const },
    backfillDays: 90,
    wanted: () => [extensionId('7')],
  };
  return { syncing, stored, asked, state: () => state };
}

/** One call every six hours, ninety days back. */
const ninetyDays = Array.from({ length: 360 }, (_, index) => record(`r${index}`, now - index * 6 * hour - 1));

async function untilDone(syncing: CallSyncing) {
  for (let run = 0; run < 50; run++) if (!(await syncCalls(syncing))) return;
  throw new Error('never done');
}

describe('the first reading', () => {
  test('takes the token first, then the whole past, newest first', async () => {
    const { syncing, stored, asked, state } = setting({ records: ninetyDays });
    await untilDone(syncing);
    expect(stored.size).toBe(360);
    expect(asked[0]).toBe('since 1 h');
    expect(asked).toContain('window');
    expect(isBackfilling(state())).toBe(false);
    expect(state().through).toBe(now);
    // 90 days in few requests: windows grow while they bring little.
    expect(asked.filter((what) => what === 'window').length).toBeLessThan(12);
  });

  test('killed in the middle, goes on where it was and misses nothing', async () => {
    const platform: Platform = { records: ninetyDays, dieAfterWindows: 2 };
    const { syncing, stored, state } = setting(platform);
    await expect(syncCalls(syncing)).rejects.toThrow('killed');
    const reached = state().coveredFrom ?? now;
    expect(reached).toBeLessThan(now - 4 * day);
    delete platform.dieAfterWindows;
    await untilDone(syncing);
    expect(stored.size).toBe(360);
  });
});

describe('what would not be kept', () => {
  const forDays = (count: number) => ({ keep: { count, unit: 'day' as const } });

  test('is not read, neither at the first reading nor once less is kept', async () => {
    const { syncing, stored, state } = setting({ records: ninetyDays });
    await untilDone({ ...syncing, ...forDays(30) });
    const oldest = () => Math.min(...[...stored.values()].map(({ startTime }) => startTime));
    expect(oldest()).toBeGreaterThanOrEqual(now - 30 * day);
    expect(oldest()).toBeLessThan(now - 29 * day);
    expect(state().target).toBe(now - 30 * day);

    const less = setting({ records: ninetyDays, dieAfterWindows: 2 });
    await expect(syncCalls(less.syncing)).rejects.toThrow('killed');
    const read = less.stored.size;
    await syncCalls({ ...less.syncing, ...forDays(3) });
    expect(less.stored.size).toBe(read);
    expect(isBackfilling(less.state())).toBe(false);
  });

  test('does not come back as a correction', async () => {
    const old = record('old', now - 31 * day);
    const { syncing, stored } = setting({ records: [] });
    const reader = { ...syncing.reader, syncCalls: async () => ({ records: [old], token: 't', more: false }) };
    await syncCalls({ ...syncing, ...forDays(30), reader });
    expect(stored.size).toBe(0);
    await syncCalls({ ...syncing, ...forDays(32), reader });
    expect(stored.size).toBe(1);
  });
});

describe('later readings', () => {
  test('a token that is no longer good means reading anew from before it, not a loss', async () => {
    const platform: Platform = { records: ninetyDays };
    const { syncing, asked } = setting(platform);
    await untilDone(syncing);
    platform.badToken = true;
    asked.length = 0;
    await syncCalls(syncing);
    expect(asked).toEqual(['since 1 h']);
  });

  test('a platform in trouble is noted in the state, and forgotten with the next success', async () => {
    const platform: Platform = { records: [], refuse: () => new Outage('extractSyncAccountCallLog: 503', { status: 503 }) };
    const { syncing, state } = setting(platform);
    await expect(syncCalls(syncing)).rejects.toThrow('503');
    expect(state().trouble).toContain('503');
    delete platform.refuse;
    await untilDone(syncing);
    expect(state().trouble).toBeUndefined();
  });
});

describe('where RingCentral refuses', () => {
  const refusing =
    (...what: string[]) =>
    (asked: string) =>
      what.includes(asked) ? new Outage(`${asked}: 403 CMN-408`, { status: 403, code: 'CMN-408' }) : null;

  test('the sync: windows of the company log, and the whole last day once a day', async () => {
    const { syncing, stored, asked, state } = setting({ records: ninetyDays, refuse: refusing('sync') });
    await untilDone(syncing);
    expect(state().way).toBe('windows');
    expect(stored.size).toBe(360);
    asked.length = 0;
    await syncCalls(syncing);
    expect(asked).toEqual(['window']);
  });

  test('the company log too: the log of whoever was asked about', async () => {
    const { syncing, asked, state } = setting({ records: ninetyDays, refuse: refusing('sync', 'log') });
    await untilDone(syncing);
    expect(state().way).toBe('people');
    expect(asked).toEqual(['person 7']);
    expect(state().people?.['7']).toEqual({ from: now - 90 * day, to: now });
  });

  test('the log of one person too: the others are read, and that one is asked for again an hour later', async () => {
    const refuse = (what: string, person?: string) =>
      what !== 'person' || person === '8' ? new Outage('403', { status: 403 }) : null;
    const { syncing, asked, state } = setting({ records: ninetyDays, refuse });
    let at = now;
    const both = { ...syncing, wanted: () => [extensionId('8'), extensionId('7')], clock: { now: () => at } };
    await untilDone(both);
    expect(asked).toEqual(['person 7']);
    expect(state()).toMatchObject({ people: { 7: { to: now } }, unreadable: { 8: now } });
    expect(state().people?.['8']).toBeUndefined();
    at += 30 * 60_000;
    await untilDone({ ...both, wanted: () => [extensionId('8')] });
    expect(state().unreadable).toEqual({ 8: now });
    at += 31 * 60_000;
    await untilDone({ ...both, wanted: () => [extensionId('8')] });
    expect(state().unreadable).toEqual({ 8: at });
  });

  test('whom somebody asks about meanwhile is read next', async () => {
    const { syncing, asked } = setting({ records: ninetyDays, refuse: refusing('sync', 'log') });
    const before = ['7', '8'].map(extensionId);
    await untilDone({ ...syncing, wanted: () => (asked.length === 0 ? before : [extensionId('9'), ...before]) });
    expect(asked).toEqual(['person 7', 'person 9', 'person 8']);
  });

  test('everything: the fault is told on', async () => {
    const { syncing } = setting({ records: [], refuse: refusing('sync', 'log', 'person') });
    await expect(syncCalls(syncing)).rejects.toThrow('person: 403');
  });
});
