/** Two processes on one store: one works for an account, the other takes over when that one is gone, and never both. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/adapters/store/engine.js';
import { createInbox } from '../../../src/adapters/store/inbox.js';
import { createJobs } from '../../../src/adapters/store/jobs.js';
import { createLeases } from '../../../src/adapters/store/leases.js';
import { openStore, type Store } from '../../../src/adapters/store/open.js';
import { openVault } from '../../../src/adapters/store/secret-key.js';
import { Outage } from '../../../src/core/errors.js';
import { accountId, chatId, postId } from '../../../src/core/model.js';
import type { Log } from '../../../src/ports.js';
import { type Database, engines, stopEngines } from './engines.js';

const [one, two] = [accountId('1'), accountId('2')];
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const clock = { now: () => 1_000_000 };
const chat = chatId('c');

afterAll(stopEngines);

describe.each(engines)('leases on $name', ({ database }) => {
  let db: Database;
  let store: Store;
  let engine: Engine;
  beforeEach(async () => {
    db = await database();
    store = await db.open();
    engine = await db.engine();
  });
  afterEach(() => db.close());

  /** A process of its own, whose clock is moved by hand. */
  const processOf = async (owner: string) => {
    let at = 0;
    const vault = await engine.write((tx) => openVault(tx, db.secretKey, null, silent));
    return {
      ...createLeases({ engine, owner, clock, monotonic: () => at, log: silent }),
      inbox: createInbox(engine, vault, owner, clock, silent),
      jobs: createJobs(engine, owner),
      pass(ms: number) {
        at += ms;
      },
    };
  };
  /** So much later by the clock of the database. */
  const later = (ms: number) => engine.write((tx) => tx.query('UPDATE leases SET until = until - $1', [ms]));
  const dead = () => later(12_001);
  const claim = (uuid: string) =>
    store.inbox.claim({ uuid, account: one, kind: 'post', chat, post: postId(uuid), body: '{}', receivedAt: 1 });

  it('gives an account to the first who asks, and to nobody else while it is renewed', async () => {
    const [a, b] = [await processOf('a'), await processOf('b')];
    expect(await a.keep([one, two])).toEqual([one, two]);
    expect(await b.keep([one, two])).toEqual([]);
    for (let second = 0; second < 30; second += 1) {
      for (const each of [a, b]) each.pass(1_000);
      await later(1_000);
      expect([await a.keep([one, two]), await b.keep([one, two])]).toEqual([[], []]);
      expect([a.held(), b.held()]).toEqual([[one, two], []]);
    }
  });

  it('gives it to one of several who ask at the same time', async () => {
    const processes = await Promise.all(['a', 'b', 'c', 'd'].map(processOf));
    const taken = await Promise.all(processes.map((each) => each.keep([one, two])));
    expect(taken.flat().sort()).toEqual([one, two]);
  });

  it('is over for who cannot renew it before another may take it', async () => {
    const [a, b] = [await processOf('a'), await processOf('b')];
    await a.keep([one]);
    a.pass(8_999);
    expect(a.holds(one)).toBe(true);
    a.pass(1);
    expect(a.holds(one)).toBe(false);
    b.pass(9_000);
    await later(9_000);
    expect(await b.keep([one])).toEqual([]);
    b.pass(3_001);
    await later(3_001);
    expect(await b.keep([one])).toEqual([one]);
    expect(await a.keep([one])).toEqual([]);
    expect([a.held(), b.held()]).toEqual([[], [one]]);
  });

  it('is taken over at once where it was given back, and not taken again by who gave it', async () => {
    const [a, b] = [await processOf('a'), await processOf('b')];
    await a.keep([one]);
    await b.keep([one]);
    await a.giveBack();
    expect(a.held()).toEqual([]);
    b.pass(1_000);
    expect(await b.keep([one])).toEqual([one]);
    a.pass(60_000);
    expect(await a.keep([one])).toEqual([]);
  });

  it('asks the store once a second, however often it is called, but for an account that is new', async () => {
    const a = await processOf('a');
    await a.keep([one]);
    await dead();
    await (await processOf('b')).keep([one]);
    a.pass(999);
    await a.keep([one]);
    expect(a.holds(one)).toBe(true);
    expect(await a.keep([one, two])).toEqual([two]);
    expect(a.held()).toEqual([two]);
  });

  describe('a process that wakes up after it lost its lease', () => {
    const asleep = async () => {
      const [a, b] = [await processOf('a'), await processOf('b')];
      await a.keep([one]);
      await claim('question');
      await dead();
      return { a, b };
    };

    it('can post no more', async () => {
      const { a, b } = await asleep();
      await b.keep([one]);
      await expect(a.inbox.posting('question', chat, 5_000)).rejects.toThrow(Outage);
      expect((await store.inbox.open())[0]).toMatchObject({ state: 'received' });
      await b.inbox.posting('question', chat, 6_000);
      await expect(a.inbox.posting('question', chat, null)).rejects.toThrow(Outage);
      expect((await store.inbox.open())[0]?.posting).toEqual({ chat, since: 6_000 });
    });

    it('can give up no question, but may say that an answer stands', async () => {
      const { a, b } = await asleep();
      await b.keep([one]);
      await expect(a.inbox.answered('question', 7_000)).rejects.toThrow(Outage);
      expect(await store.inbox.open()).toHaveLength(1);
      await a.inbox.answered('question', 7_000, postId('reply'));
      expect(await store.inbox.open()).toEqual([]);
    });

    it('cannot say how far calls are read, and runs no job', async () => {
      const { a, b } = await asleep();
      await b.keep([one]);
      await store.work.enqueue('sync', one, 0);
      const asked = { names: ['sync'], running: [], now: 10, leaseUntil: 70 };
      expect(await a.jobs.claim(asked)).toEqual([]);
      expect(await b.jobs.claim({ ...asked, accounts: [two] })).toEqual([]);
      expect(await b.jobs.claim({ ...asked, accounts: [one] })).toMatchObject([{ name: 'sync', account: one }]);
      await expect(store.account(one).state.saveCallSync({ through: 1 })).rejects.toThrow(Outage);
      expect(await store.account(one).state.callSync()).toEqual({});
    });

    it('leaves its jobs to the next, whatever their own leases say', async () => {
      const { a, b } = await asleep();
      await store.work.enqueue('sync', one, 0);
      const asked = { names: ['sync'], running: [], now: 10, leaseUntil: 99_000_000 };
      const [job] = await a.jobs.claim(asked);
      expect(job).toBeDefined();
      await b.keep([one]);
      expect(await b.jobs.claim({ ...asked, now: clock.now() })).toMatchObject([{ name: 'sync' }]);
      if (job) await a.jobs.succeeded(job, clock.now());
      if (job) expect(await a.jobs.renew(job, 1)).toBe(false);
      expect(await engine.query('SELECT owner FROM jobs')).toEqual([{ owner: 'b' }]);
    });
  });

  it('waits with taking over for who is about to post', async () => {
    const [a, b] = [await processOf('a'), await processOf('b')];
    await a.keep([one]);
    await claim('question');
    await dead();
    const [marked, taken] = await Promise.all([a.inbox.posting('question', chat, 5_000), b.keep([one])]).then(
      () => [true, true],
      () => [false, true],
    );
    expect(taken).toBe(true);
    // Either it was refused, or the one who took over sees the mark.
    expect((await b.inbox.open())[0]?.state).toBe(marked ? 'posting' : 'received');
  });

  it('tells whoever asks that another process wrote a credential', async () => {
    const other = await db.open();
    if (!store.inbox.shared) return expect(await other.news()).toBe(false);
    await other.news();
    expect(await other.news()).toBe(false);
    await store.secrets.write('webhook-bot', 'x');
    expect([await other.news(), await other.news()]).toEqual([true, false]);
    await store.bots.save({ id: 'b', account: one, token: '{}', installedAt: 1 });
    expect(await other.news()).toBe(true);
    await store.bots.remove(one, 'b');
    expect(await other.news()).toBe(true);
  });

  it('refuses a second bot on an SQLite file with a sentence, and none after the first is gone', async () => {
    const open = () => openStore({ databaseUrl: db.url, secretKey: db.secretKey, clock, log: silent, isBot: true });
    const first = await open();
    expect(await first.leases.keep([one])).toEqual([one]);
    if (first.inbox.shared) await (await open()).close();
    else {
      await expect(open()).rejects.toThrow(/^another Switchboard is running on .*: stop it first/);
      await expect(db.open()).resolves.toBeDefined();
    }
    await first.close();
    const second = await open();
    await second.close();
  });
});
