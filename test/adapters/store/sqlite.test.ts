/** The way to SQLite's driver: statements compiled once, parameters by their numbers, one connection for all transactions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../../src/adapters/store/engine.js';
import { openEngine } from '../../../src/adapters/store/open.js';
import { StoreError } from '../../../src/adapters/store/store-error.js';
import { silent } from '../../bench/silent.js';

const folder = mkdtempSync(join(tmpdir(), 'switchboard-sqlite-'));
let engine: Engine;

beforeAll(async () => {
  ({ engine } = await openEngine(`sqlite:${join(folder, 'a.db')}`, { ...silent, error: () => {} }));
  await engine.write((tx) => tx.query('CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT)'));
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const names = async () =>
  (await engine.query<{ name: string }>('SELECT name FROM secrets ORDER BY name')).map(({ name }) => name);

it('gives each parameter its place, whichever comes first and however often', async () => {
  expect(await engine.query('SELECT $2 AS "second", $1 AS "first", $2 AS "again"', ['a', 'b'])).toEqual([
    { first: 'a', second: 'b', again: 'b' },
  ]);
});

it('forgets the parameters of the last time', async () => {
  const ask = (bind: readonly unknown[]) => engine.query('SELECT $1 AS "first", $2 AS "second"', bind);
  await ask(['a', 'b']);
  expect(await ask([null, undefined])).toEqual([{ first: null, second: null }]);
});

it('tells everybody who asks something wrong at once, and answers whoever asks the right thing beside them', async () => {
  const wrong = () => engine.query('SELECT nothing FROM nowhere');
  const right = engine.query('SELECT 1 AS "one"');
  const told = await Promise.allSettled([wrong(), wrong(), wrong()]);
  for (const each of told) {
    expect(each).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_ERROR' } });
    expect(each.status === 'rejected' && each.reason).toBeInstanceOf(StoreError);
  }
  expect(await right).toEqual([{ one: 1 }]);
});

it('answers more different questions at once than it keeps compiled', async () => {
  const numbers = [...Array(500).keys()];
  for (const _round of ['compiled now', 'partly kept'])
    expect(await Promise.all(numbers.map((n) => engine.query(`SELECT ${n} + $1 AS "sum"`, [1])))).toEqual(
      numbers.map((n) => [{ sum: n + 1 }]),
    );
});

it('takes back what a transaction did before it failed, and the next one on the same connection stands', async () => {
  const failing = engine.write(async (tx) => {
    await tx.put('secrets', { name: 'taken back', value: '' });
    throw new Error('in the middle');
  });
  await expect(failing).rejects.toThrow('in the middle');
  await engine.write((tx) => tx.put('secrets', { name: 'kept', value: '' }));
  expect(await names()).toEqual(['kept']);
});

it('shows a reader nothing of a transaction before its end', async () => {
  await engine.write(async (tx) => {
    await tx.put('secrets', { name: 'unseen', value: '' });
    expect(await names()).not.toContain('unseen');
  });
  expect(await names()).toContain('unseen');
});
