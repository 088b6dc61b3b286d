/** Short numbers of calls: given once, kept, never another's, and gone with the call. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/store/account.js';
import { conversationKey } from '../../../src/core/model.js';
import { parts } from '../../../src/core/participation.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, directory, ext, other, recordOf, told } from './sample.js';

afterAll(stopEngines);

describe.each(engines)('numbers on $name', ({ database }) => {
  let db: Database;
  beforeEach(async () => {
    db = await database();
  });
  afterEach(() => db.close());
  const keys = (...names: string[]) => names.map(conversationKey);

  it('gives each call a number when it is first listed, later calls the higher ones, and keeps it; a number nobody needed is left out', async () => {
    const calls = createCallStore(await db.engine(), account, told);
    expect([...(await calls.numbers(keys('newest', 'older')))].sort()).toEqual([
      ['newest', 1002],
      ['older', 1001],
    ]);
    const again = await calls.numbers(keys('latest', 'newest', 'older'));
    expect(Object.fromEntries(again)).toEqual({ latest: 1005, newest: 1002, older: 1001 });
    expect(await calls.numbers([])).toEqual(new Map());
  });

  it('counts for every account apart, and gives one number once however many ask at a time', async () => {
    const engine = await db.engine();
    const calls = createCallStore(engine, account, told);
    const asked = [...Array(8).keys()].map((n) => calls.numbers(keys(`c${n}`, 'shared')));
    const given = (await Promise.all(asked)).flatMap((each) => [...each]);
    expect(new Set(given.map(String)).size).toBe(9);
    expect(new Set(given.map(([, number]) => number)).size).toBe(9);
    expect(Object.fromEntries(await createCallStore(engine, other, told).numbers(keys('shared')))).toEqual({ shared: 1001 });
  });

  it('finds the call again, whole; a number that goes with its call is given to no other', async () => {
    const calls = createCallStore(await db.engine(), account, told);
    await calls.upsert(
      [recordOf({ id: 'a', at: 100, told: [{ extension: ext(1) }] }), recordOf({ id: 'b', at: 900, told: [] })],
      directory,
      1,
    );
    await calls.numbers(keys('b', 'a'));
    const found = await calls.conversation(1001);
    expect(found?.records.map(({ id }) => id)).toEqual(['a']);
    expect(found?.participations).toMatchObject([{ conversation: 'a', extension: ext(1) }]);
    expect(await calls.conversation(1003)).toBeNull();
    while ((await calls.prune(500)) > 0);
    expect(await calls.conversation(1001)).toBeNull();
    expect(Object.fromEntries(await calls.numbers(keys('c', 'b')))).toEqual({ b: 1002, c: 1004 });
    await calls.upsert([recordOf({ id: 'b', at: 900, deleted: true, told: [] })], directory, 2);
    expect(await calls.conversation(1002)).toBeNull();
  });

  it('stands in the list of whoever asks next', async () => {
    const calls = createCallStore(await db.engine(), account, told);
    const at = (id: string, at: number) => recordOf({ id, at, told: [{ extension: ext(1) }] });
    await calls.upsert([at('a', 100), at('b', 900)], directory, 1);
    const question = { subjects: [ext(1)], filter: { parts }, span: { from: 0, to: 1_000 } };
    const listed = async () =>
      (await calls.list(question, 0, 9)).map(({ participations: [first], number }) => [first?.conversation, number]);
    expect(await listed()).toEqual([
      ['b', undefined],
      ['a', undefined],
    ]);
    await calls.numbers(keys('a'));
    expect(await listed()).toEqual([
      ['b', undefined],
      ['a', 1001],
    ]);
  });

  it('never outlives the counter, though the account is erased while calls are numbered', async () => {
    const [engine, store] = [await db.engine(), await db.open()];
    const mine = store.account(account);
    for (let round = 0; round < 15; round += 1) {
      const numbered = [...Array(4).keys()].map((n) => mine.calls.numbers(keys(`r${round}c${n}`)));
      await Promise.all([...numbered, mine.erase(), mine.calls.numbers(keys(`r${round}`))]);
      const orphans = await engine.query(
        `SELECT number FROM call_numbers AS given
         WHERE NOT EXISTS (SELECT 1 FROM last_call_numbers AS last WHERE last.account = given.account AND last.number >= given.number)`,
      );
      expect(orphans).toEqual([]);
    }
  });

  it('goes with the account', async () => {
    const store = await db.open();
    const { calls } = store.account(account);
    await calls.numbers(keys('a'));
    await store.account(account).erase();
    const engine = await db.engine();
    for (const table of ['call_numbers', 'last_call_numbers', 'recounts'])
      expect(await engine.query(`SELECT * FROM ${table}`)).toEqual([]);
  });
});
