/** Jobs run when due, once at a time over all processes, and again later when they fail. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/adapters/store/open.js';
import { Outage } from '../../../src/core/errors.js';
import { accountId } from '../../../src/core/model.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, other } from './sample.js';

afterAll(stopEngines);

describe.each(engines)('work on $name', ({ database }) => {
  let db: Database;
  let store: Store;
  let ran: string[];
  const start = Date.UTC(2026, 0, 1);
  beforeEach(async () => {
    db = await database();
    store = await db.open();
    ran = [];
    store.work.work('sync', async (of) => void ran.push(of));
  });
  afterEach(() => db.close());
  const runAt = async (now: number) => {
    db.clock.set(now);
    ran = [];
    await store.work.run(now);
    return ran;
  };

  it('runs a job once, when it is due', async () => {
    await store.work.enqueue('sync', account, start + 10);
    await store.work.enqueue('sync', other, start + 20);
    expect(await runAt(start)).toEqual([]);
    expect(await runAt(start + 10)).toEqual([account]);
    expect(await runAt(start + 30)).toEqual([other]);
    expect(await runAt(start + 40)).toEqual([]);
  });

  it('never makes a due time later', async () => {
    await store.work.enqueue('sync', account, start + 10);
    await store.work.enqueue('sync', account, start + 50);
    expect(await runAt(start + 10)).toEqual([account]);
    expect(await runAt(start + 50)).toEqual([]);
    await store.work.enqueue('sync', account, start + 100);
    await store.work.enqueue('sync', account, start + 60);
    expect(await runAt(start + 60)).toEqual([account]);
  });

  it('comes back after its period, and keeps an earlier time over a restart', async () => {
    await store.work.every('sync', account, 100, start);
    expect(await runAt(start)).toEqual([account]);
    await store.work.every('sync', account, 100, start + 500);
    expect(await runAt(start + 99)).toEqual([]);
    expect(await runAt(start + 100)).toEqual([account]);
    await store.work.enqueue('sync', account, start + 120);
    expect(await runAt(start + 120)).toEqual([account]);
    expect(await runAt(start + 219)).toEqual([]);
    expect(await runAt(start + 220)).toEqual([account]);
  });

  it('runs again when it was enqueued while it ran', async () => {
    store.work.work('sync', async (of) => {
      if (ran.push(of) === 1 && db.clock.now() === start) await store.work.enqueue('sync', account, start + 5);
    });
    await store.work.enqueue('sync', account, start);
    expect(await runAt(start)).toEqual([account]);
    expect(await runAt(start + 5)).toEqual([account]);
    expect(await runAt(start + 9)).toEqual([]);
  });

  it('tries again later and later, and says whose fault it was', async () => {
    let fault: Error = new Outage('listExtensions CMN-301', { status: 429 });
    store.work.work('sync', async () => {
      ran.push('tried');
      throw fault;
    });
    await store.work.enqueue('sync', account, start);
    let now = start;
    for (const wait of [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
      expect(await runAt(now)).toEqual(['tried']);
      expect(await runAt(now + wait * 1_000 - 1)).toEqual([]);
      now += wait * 1_000;
    }
    expect(db.log.at(-1)).toMatchObject({ level: 'warn', fields: { job: 'sync', account, reason: 'listExtensions CMN-301' } });
    fault = new Error('our bug');
    await runAt(now);
    expect(db.log.at(-1)).toMatchObject({ level: 'error', fields: { job: 'sync', account, attempts: 11 } });
    store.work.work('sync', async () => {});
    now += 300_000;
    await runAt(now);
    store.work.work('sync', async () => {
      ran.push('tried');
      throw fault;
    });
    await store.work.enqueue('sync', account, now);
    expect(await runAt(now)).toEqual(['tried']);
    expect(await runAt(now + 2_000)).toEqual(['tried']);
  });

  it('waits as long as the platform asked', async () => {
    store.work.work('sync', async () => {
      ran.push('tried');
      throw new Outage('limited', { status: 429, retryAt: start + 60_000 });
    });
    await store.work.enqueue('sync', account, start);
    expect(await runAt(start)).toEqual(['tried']);
    expect(await runAt(start + 59_999)).toEqual([]);
    expect(await runAt(start + 60_000)).toEqual(['tried']);
  });

  it('runs each job once when two processes want it', async () => {
    const second = await db.open();
    second.work.work('sync', async (of) => void ran.push(of));
    const accounts = [...Array(40).keys()].map((n) => accountId(`${n}`));
    for (const of of accounts) await store.work.enqueue('sync', of, start);
    db.clock.set(start);
    await Promise.all([store.work.run(start), second.work.run(start), second.work.run(start), store.work.run(start)]);
    expect(ran.sort()).toEqual([...accounts].sort());
  });

  it('does not start a job that still runs, in this process or another, unless its process died', async () => {
    const second = await db.open();
    second.work.work('sync', async (of) => void ran.push(`second ${of}`));
    let finish = () => {};
    store.work.work('sync', (of) => {
      ran.push(of);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    await store.work.enqueue('sync', account, start);
    db.clock.set(start);
    const first = store.work.run(start);
    while (ran.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await store.work.enqueue('sync', account, start);
    await Promise.all([store.work.run(start), second.work.run(start)]);
    expect(ran).toEqual([account]);
    const later = start + 61_000;
    db.clock.set(later);
    await store.work.run(later);
    expect(ran).toEqual([account]);
    await second.work.run(later);
    expect(ran).toEqual([account, `second ${account}`]);
    finish();
    await first;
  });

  it('runs several at once, and goes on when one fails', async () => {
    let together = 0;
    let most = 0;
    store.work.work('sync', async (of) => {
      most = Math.max(most, ++together);
      await new Promise((resolve) => setTimeout(resolve, 20));
      together--;
      if (of === account) throw new Error('our bug');
      ran.push(of);
    });
    for (const of of [account, other, accountId('3')]) await store.work.enqueue('sync', of, start);
    expect((await runAt(start)).sort()).toEqual(['2', '3']);
    expect(most).toBe(3);
  });

  it('leaves names alone that nobody here works on', async () => {
    await store.work.enqueue('digest', account, start);
    expect(await runAt(start)).toEqual([]);
    const second = await db.open();
    second.work.work('digest', async (of) => void ran.push(of));
    await second.work.run(start);
    expect(ran).toEqual([account]);
  });

  it('leaves a job that the store is closed under to its lease, and has nothing to complain of', async () => {
    db.clock.set(start);
    const closing = await db.open();
    let begin = () => {};
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    closing.work.work('sync', async () => {
      begin();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      await closing.work.enqueue('sync', other, start);
    });
    await closing.work.enqueue('sync', account, start);
    const run = closing.work.run(start);
    await begun;
    await closing.close();
    finish();
    await run;
    expect(db.log.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
    expect(await runAt(start + 61_000)).toEqual([account]);
  });

  it('comes back within its period after the clock was set back, and keeps what is due sooner', async () => {
    const hour = 3_600_000;
    await store.work.every('sync', account, 60_000, start);
    expect(await runAt(start)).toEqual([account]);
    await store.work.every('sync', other, 60_000, start + 30_000 - hour);
    expect(await runAt(start - hour)).toEqual([]);
    expect(await runAt(start - hour + 30_000)).toEqual([other]);
    expect(await runAt(start - hour + 59_999)).toEqual([]);
    expect(await runAt(start - hour + 60_000)).toEqual([account]);
  });

  it('does not wait for the lease of a process that died before the clock was set back', async () => {
    const dead = await db.open();
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    dead.work.work('sync', () => {
      begin();
      return new Promise(() => {});
    });
    await store.work.enqueue('sync', account, start);
    db.clock.set(start);
    void dead.work.run(start);
    await begun;
    await dead.close();
    const before = start - 3_600_000;
    expect(await runAt(before)).toEqual([]);
    expect(await runAt(before + 60_000)).toEqual([account]);
  });

  it('asks a store that takes no claim less and less often, up to a quarter of a minute, and goes on when it does', async () => {
    const engine = await db.engine();
    await store.work.every('sync', account, 500, start);
    await engine.query('ALTER TABLE jobs RENAME TO away');
    let asked = 0;
    const tick = async (now: number) => {
      db.clock.set(now);
      await store.work.run(now).catch(() => {
        asked += 1;
      });
    };
    for (let now = start; now < start + 60_000; now += 500) await tick(now);
    expect(asked).toBeLessThan(10);
    await engine.query('ALTER TABLE away RENAME TO jobs');
    for (let now = start + 60_000; now <= start + 75_000; now += 500) await tick(now);
    expect(ran).toContain(account);
  });
});
