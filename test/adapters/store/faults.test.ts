/** A database that cannot write rejects with a reason and a line in the log, shows no values, and goes on when it can again. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Writing } from '../../../src/adapters/store/engine.js';
import { openStore } from '../../../src/adapters/store/open.js';
import { StoreError } from '../../../src/adapters/store/store-error.js';
import { engines, stopEngines } from './engines.js';
import { account, recordOf } from './sample.js';

afterAll(stopEngines);

describe.each(engines)('faults on $name', ({ database }) => {
  it('names the fault and none of the values, and works again afterwards', async () => {
    const db = await database();
    const store = await db.open();
    const engine = await db.engine();
    const save = () => store.secrets.write('name-of-secret', 'value');
    await engine.query('ALTER TABLE secrets RENAME TO away');
    await expect(save()).rejects.toThrow(StoreError);
    const line = db.log.at(-1);
    expect(line).toMatchObject({ level: 'error', message: 'The store could not write' });
    expect(JSON.stringify(line)).not.toContain('name-of-secret');
    await engine.query('ALTER TABLE away RENAME TO secrets');
    await save();
    expect(await store.secrets.read('name-of-secret')).toBe('value');
    await db.close();
  });

  it('takes no statement after its transaction has ended', async () => {
    const db = await database();
    const engine = await db.engine();
    let kept: Writing | undefined;
    const failing = engine.write(async (tx) => {
      kept = tx;
      await tx.query('SELECT * FROM nowhere');
    });
    await expect(failing).rejects.toThrow(StoreError);
    await expect(kept?.query("INSERT INTO secrets (name, value) VALUES ('late', '')")).rejects.toThrow('after its transaction');
    expect(await engine.query('SELECT name FROM secrets')).toEqual([]);
    await db.close();
  });

  it('shows no parameter', async () => {
    const db = await database();
    const engine = await db.engine();
    // SQLite reads anything as a number.
    const asked = engine.dialect.name === 'postgres' ? 'SELECT CAST($1 AS BIGINT)' : 'SELECT * FROM nowhere WHERE name = $1';
    const fault = await engine.query(asked, ['a "secret"\nword']).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StoreError);
    expect(String(fault)).not.toMatch(/secret|word/);
    await db.close();
  });

  it('shows readers the state before a transaction until it has ended', async () => {
    const db = await database();
    const store = await db.open();
    const calls = store.account(account).calls;
    const records = [...Array(3_000).keys()].map((n) => recordOf({ id: `r${n}`, told: [] }));
    const writing = calls.upsert(records, { account, extensions: new Map(), owners: new Map(), members: new Map() }, 1);
    const counts = new Set<number>();
    const engine = await db.engine();
    let done = false;
    const ended = writing.then(() => {
      done = true;
    });
    while (!done) {
      const [row] = await engine.query<{ n: number }>('SELECT COUNT(*) AS n FROM calls');
      counts.add(row?.n ?? -1);
    }
    await ended;
    expect([...counts].every((count) => count % 1_000 === 0)).toBe(true);
    await db.close();
  });
});

describe('an SQLite file that cannot be', () => {
  it('is refused in a sentence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'switchboard-fault-'));
    mkdirSync(join(folder, 'a.db'));
    const note = () => {};
    const log = { debug: note, info: note, warn: note, error: note };
    await expect(openStore({ databaseUrl: `sqlite:${join(folder, 'a.db')}`, clock: { now: () => 0 }, log })).rejects.toThrow(
      /SQLITE_CANTOPEN/,
    );
    rmSync(folder, { recursive: true });
  });
});
