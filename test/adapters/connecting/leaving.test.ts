/** A company goes while work for it is under way: nothing of it comes back, and the platform is told what it must know. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLeaving, type LeavingOptions } from '../../../src/adapters/connecting/leaving.js';
import type { BotRow, Consent } from '../../../src/adapters/credentials.js';
import type { Store } from '../../../src/adapters/store/open.js';
import { type AccountId, accountId, extensionId, personId } from '../../../src/core/model.js';
import { rememberedLog } from '../ringcentral/setting.js';
import { type Database, engines, stopEngines } from '../store/engines.js';

const [going, staying] = [accountId('1'), accountId('2')];
const bot: BotRow = { id: '700', account: going, token: '{}', installedAt: 1 };
const tokens = { refreshToken: 'r', accessToken: 'a', accessEndsAt: 9, scope: '' };
const consentOf = (account: AccountId): Consent => ({
  account,
  person: personId('101'),
  tokens,
  connectedAt: 1,
  refreshedAt: 1,
  lostAt: null,
});
const alice = { id: extensionId('101'), kind: 'person', type: 'User', status: 'Enabled', name: 'Alice', numbers: [] } as const;

afterAll(stopEngines);

describe.each(engines.slice(0, 1))('leaving on $name', ({ database }) => {
  let db: Database;
  let store: Store;
  beforeEach(async () => {
    db = await database();
    store = await db.open();
  });
  afterEach(() => db.close());

  /** The company with a job under way, which writes what it has read when it is let go on. */
  async function underWay() {
    const uninstalled = new Set<AccountId>();
    const consented = new Set([going, staying]);
    const ended: string[] = [];
    const log = rememberedLog();
    const write = (of: AccountId) => store.account(of).directory.replace({ extensions: [alice], members: new Map() }, 1);
    for (const of of [going, staying]) {
      await write(of);
      await store.consents.save(consentOf(of));
    }
    let goOn = () => {};
    const job = new Promise<void>((resolve) => {
      goOn = resolve;
    }).then(() => write(going));
    let forgotten = () => {};
    const afterwards = new Promise<void>((resolve) => {
      forgotten = resolve;
    });
    const account = (id: AccountId) => {
      const own = store.account(id);
      let times = 0;
      const noted = async <T>(task: Promise<T>) => {
        const result = await task;
        times = seen.get(id) ?? 0;
        seen.set(id, times + 1);
        if (times === 1) forgotten();
        return result;
      };
      return { ...own, erase: () => noted(own.erase()), forgetCalls: () => noted(own.forgetCalls()) };
    };
    const seen = new Map<AccountId, number>();
    const connections = {
      readerOf: () => null,
      removeBot: () => undefined,
      removeConsent: (id: AccountId) => void consented.delete(id),
      connectionOf: (id: AccountId) => (consented.has(id) ? { kind: 'consent' } : null),
      wasUninstalled: (id: AccountId) => uninstalled.has(id),
      uninstalled: () => [...uninstalled],
      bots: () => [],
      operatorAccount: () => null,
      setUninstalled: async (id: AccountId, is: boolean) => void (is ? uninstalled.add(id) : uninstalled.delete(id)),
    };
    const subscriptions = { readerSubscription: () => null, forget: async () => undefined };
    const options = {
      account,
      consents: store.consents,
      connections,
      subscriptions,
      settled: () => job,
      end: async ({ refreshToken }: { refreshToken: string }) => void ended.push(refreshToken),
      log,
    } as unknown as LeavingOptions;
    return { leaving: createLeaving(options), goOn, job, afterwards, ended, uninstalled, log };
  }
  const left = async (of: AccountId) => [await store.account(of).directory.read(), await store.consents.find(of)];

  it('by uninstalling: gone at once, and what the job writes afterwards goes as well', async () => {
    const { leaving, goOn, job, afterwards, ended, uninstalled, log } = await underWay();
    await leaving.uninstalled(bot);
    expect(await left(going)).toEqual([null, null]);
    expect([...uninstalled]).toEqual([going]);
    goOn();
    await job;
    await afterwards;
    expect(await left(going)).toEqual([null, null]);
    expect(ended).toEqual(['r']);
    expect((await left(staying)).every(Boolean)).toBe(true);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('by disconnecting: says what was deleted, and what the job writes afterwards goes as well', async () => {
    const { leaving, goOn, job, afterwards, ended, uninstalled } = await underWay();
    expect(await leaving.disconnected(going)).toEqual({ calls: 0, people: 1 });
    goOn();
    await job;
    await afterwards;
    expect(await left(going)).toEqual([null, null]);
    expect([ended, [...uninstalled]]).toEqual([['r'], []]);
    expect((await left(staying)).every(Boolean)).toBe(true);
  });

  it('dead in between: the next start deletes what the job has left', async () => {
    const { leaving, goOn, job, uninstalled } = await underWay();
    uninstalled.add(going);
    goOn();
    await job;
    await leaving.finish();
    expect(await left(going)).toEqual([null, null]);
    expect([...uninstalled]).toEqual([]);
    expect((await left(staying)).every(Boolean)).toBe(true);
  });
});
