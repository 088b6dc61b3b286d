/** What is older than it may be goes, conversation by conversation and each one whole; what is newer stays, whatever dies in between. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/store/account.js';
import type { Engine } from '../../../src/adapters/store/engine.js';
import { personId } from '../../../src/core/model.js';
import type { CallStore } from '../../../src/ports.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, directory, ext, other, recordOf, type Sample, told } from './sample.js';

const border = 1_000_000;

afterAll(stopEngines);

describe.each(engines)('what has grown old on $name', ({ name, database }) => {
  let db: Database;
  let engine: Engine;
  let calls: CallStore;
  beforeEach(async () => {
    db = await database();
    engine = await db.engine();
    calls = createCallStore(engine, account, told);
  });
  afterEach(() => db.close());

  const upsert = (...samples: Sample[]) => calls.upsert(samples.map(recordOf), directory, 1);
  const conversations = async (table: 'calls' | 'participations', of = account) =>
    (
      await engine.query<{ conversation: string }>(
        `SELECT DISTINCT conversation FROM ${table} WHERE account = $1 ORDER BY conversation`,
        [of],
      )
    ).map(({ conversation }) => conversation);
  const records = async () => (await engine.query(`SELECT id FROM calls WHERE account = $1`, [account])).length;
  const everything = async () => {
    let gone = 0;
    for (let batch = await calls.prune(border); batch > 0; batch = await calls.prune(border)) gone += batch;
    return gone;
  };

  it('goes by the first record of a conversation, with all of them', async () => {
    await upsert(
      { id: 'old', at: border - 1, told: [{ extension: ext(1) }] },
      { id: 'long 1', conversation: 'long', at: border - 1, told: [{ extension: ext(1) }] },
      { id: 'long 2', conversation: 'long', at: border + 1, told: [{ extension: ext(2) }] },
      { id: 'deleted', at: border - 5, deleted: true, told: [] },
      { id: 'just', at: border, told: [{ extension: ext(1) }] },
      { id: 'new', at: border + 9, told: [{ extension: ext(2) }] },
    );
    await createCallStore(engine, other, told).upsert(
      [recordOf({ id: 'theirs', at: 1, told: [{ extension: ext(1) }] })],
      directory,
      1,
    );
    expect(await everything()).toBe(4);
    expect(await conversations('calls')).toEqual(['just', 'new']);
    expect(await conversations('participations')).toEqual(['just', 'new']);
    expect(await conversations('calls', other)).toEqual(['theirs']);
  });

  it('goes a part at a time, and a death between or within parts leaves no half conversation', async () => {
    const long = Array.from({ length: 3 }, (_, part) =>
      Array.from({ length: 900 }, (__, index) => ({
        id: `${index} ${part}`,
        conversation: `c${index}`,
        at: 1_000 + index + part * 300,
        told: [{ extension: ext(part) }],
      })),
    ).flat();
    await upsert(...long, { id: 'new', at: border, told: [{ extension: ext(1) }] });
    const failing = createCallStore({ ...engine, write: (work) => engine.write((tx) => work(dyingAtCalls(tx))) }, account, told);
    await expect(failing.prune(border)).rejects.toThrow('killed');
    expect(await records()).toBe(2_701);
    const first = await calls.prune(border);
    expect(first).toBeGreaterThanOrEqual(100);
    expect(first).toBeLessThan(2_700);
    const left = await conversations('calls');
    expect(await conversations('participations')).toEqual(left);
    expect(await records()).toBe((left.length - 1) * 3 + 1);
    expect(first + (await everything())).toBe(2_700);
    expect(await conversations('participations')).toEqual(['new']);
  });

  const onSqlite = name === 'sqlite' ? it : () => undefined;
  onSqlite('leaves room that new calls take, so that the file does not grow for ever', async () => {
    const year = (of: number) =>
      Array.from({ length: 2_000 }, (_, n) => ({ id: `${of} ${n}`, at: of * border + n, told: [{ extension: ext(1) }] }));
    const pages = async () => (await engine.query<{ page_count: number }>('PRAGMA page_count'))[0]?.page_count ?? 0;
    await upsert(...year(0));
    const full = await pages();
    await everything();
    for (const of of [1, 2, 3]) {
      await upsert(...year(of));
      for (let gone = 1; gone > 0; ) gone = await calls.prune((of + 1) * border);
    }
    expect(await records()).toBe(0);
    expect(await pages()).toBeLessThan(full * 1.1);
  });

  it('forgets people and their zones as long after they were read', async () => {
    const { chats, profiles } = (await db.open()).account(account);
    const berlin = { zone: 'Europe/Berlin', language: 'de-DE', hour12: false };
    await profiles.saveLocale(ext(1), berlin, 10);
    await profiles.saveLocale(ext(2), berlin, 20);
    await chats.savePersons([{ id: personId('1'), name: 'One' }]);
    await profiles.prune(0, 10);
    await chats.savePersons([{ id: personId('2'), name: 'Two' }]);
    await profiles.prune(20, 20);
    const known = async () => [...(await chats.persons([personId('1'), personId('2')])).keys()];
    expect(await known()).toEqual(['2']);
    expect(await profiles.locale(ext(1))).toBeNull();
    expect(await profiles.locale(ext(2))).toMatchObject({ readAt: 20 });
    await chats.savePersons([{ id: personId('2'), name: 'Two again' }]);
    await profiles.prune(21, 30);
    expect(await known()).toEqual(['2']);
    expect(await profiles.locale(ext(2))).toBeNull();
  });
});

const dyingAtCalls = (tx: Parameters<Parameters<Engine['write']>[0]>[0]): typeof tx => ({
  ...tx,
  query: (sql, bind) => (sql.includes('DELETE FROM calls') ? Promise.reject(new Error('killed')) : tx.query(sql, bind)),
});
