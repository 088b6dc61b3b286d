/** Computing participations anew by changed rules: in steps, whatever ends them, and nobody's rows by other rules unnoticed. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallStore } from '../../../src/adapters/store/account.js';
import type { Association } from '../../../src/adapters/store/call-records.js';
import type { Engine } from '../../../src/adapters/store/engine.js';
import type { CallStore } from '../../../src/ports.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account, directory, ext, recordOf, type Sample, told } from './sample.js';

afterAll(stopEngines);

/** Every part becomes this one by the new rules. */
const changed: Association = {
  ...told,
  version: 'changed',
  associate: (records, known) => told.associate(records, known).map((each) => ({ ...each, part: 'missed' })),
};
const samples = (count: number, from = 0): readonly Sample[] =>
  [...Array(count).keys()].map((n) => ({
    id: `r${from + n}`,
    conversation: `c${Math.floor((from + n) / 2)}`,
    told: [{ extension: ext(1) }],
  }));

describe.each(engines)('recount on $name', ({ database }) => {
  let db: Database;
  let engine: Engine;
  let before: CallStore;
  let after: CallStore;
  beforeEach(async () => {
    db = await database();
    engine = await db.engine();
    before = createCallStore(engine, account, told);
    after = createCallStore(engine, account, changed);
  });
  afterEach(() => db.close());
  const parts = async () => {
    const rows = await engine.query<{ part: string; n: number }>(
      'SELECT part, COUNT(*) AS n FROM participations GROUP BY part ORDER BY part',
    );
    return Object.fromEntries(rows.map(({ part, n }) => [part, n]));
  };
  const toTheEnd = async (calls: CallStore) => {
    const seen: number[] = [];
    for (let step = await calls.recount(directory, 1); step !== null; step = await calls.recount(directory, 1))
      seen.push(step.done);
    return seen;
  };

  it('has nothing to do where nothing is, and where nothing changed', async () => {
    expect(await after.recount(directory, 1)).toBeNull();
    await before.upsert(samples(10).map(recordOf), directory, 1);
    expect(await before.recounting()).toBeNull();
    expect(await before.recount(directory, 1)).toBeNull();
    expect(await parts()).toEqual({ answered: 5 });
  });

  it('brings every row to the rules in force, in steps, and says how far it is until then', async () => {
    await before.upsert(samples(1_000).map(recordOf), directory, 1);
    expect(await after.recounting()).toEqual({ done: 0, total: 0 });
    expect(await after.recount(directory, 1)).toEqual({ done: 400, total: 1_000 });
    expect(await after.recounting()).toEqual({ done: 400, total: 1_000 });
    expect(await parts()).toEqual({ answered: 300, missed: 200 });
    expect(await toTheEnd(after)).toEqual([800, 1_000]);
    expect(await after.recounting()).toBeNull();
    expect(await parts()).toEqual({ missed: 500 });
  });

  it('goes on where it was after a death, and calls that come meanwhile are counted by the new rules at once', async () => {
    await before.upsert(samples(1_000).map(recordOf), directory, 1);
    await after.recount(directory, 1);
    await after.upsert(samples(4, 2_000).map(recordOf), directory, 1);
    const dying = { ...engine, write: () => Promise.reject(new Error('died')) } as unknown as Engine;
    await expect(createCallStore(dying, account, changed).recount(directory, 1)).rejects.toThrow('died');
    expect(await toTheEnd(createCallStore(engine, account, changed))).toHaveLength(2);
    expect(await parts()).toEqual({ missed: 502 });
  });

  it('several at a time do not disturb each other', async () => {
    await before.upsert(samples(1_000).map(recordOf), directory, 1);
    await Promise.all([toTheEnd(after), toTheEnd(createCallStore(engine, account, changed))]);
    expect(await parts()).toEqual({ missed: 500 });
    expect(await after.recounting()).toBeNull();
  });

  it('somebody who still counts by the former rules is noticed, during it and after', async () => {
    await before.upsert(samples(1_000).map(recordOf), directory, 1);
    await after.recount(directory, 1);
    await before.upsert([recordOf({ id: 'late', conversation: 'c0', told: [{ extension: ext(1) }] })], directory, 1);
    await toTheEnd(after);
    expect(await parts()).toEqual({ missed: 500 });
    await before.upsert([recordOf({ id: 'later', conversation: 'c0', told: [{ extension: ext(1) }] })], directory, 1);
    expect(await after.recounting()).not.toBeNull();
    await toTheEnd(after);
    expect(await parts()).toEqual({ missed: 500 });
  });

  it('back to the former rules in the middle of it', async () => {
    await before.upsert(samples(1_000).map(recordOf), directory, 1);
    await after.recount(directory, 1);
    expect(await before.recounting()).not.toBeNull();
    await toTheEnd(before);
    expect(await parts()).toEqual({ answered: 500 });
    expect(await before.recounting()).toBeNull();
  });

  it('rows of a program that did not note its rules are computed anew', async () => {
    await before.upsert(samples(10).map(recordOf), directory, 1);
    await engine.query('DELETE FROM recounts');
    await toTheEnd(before);
    expect(await before.recounting()).toBeNull();
    expect((await engine.query<{ rules: string }>('SELECT rules FROM recounts'))[0]?.rules).toBe('told');
  });
});
