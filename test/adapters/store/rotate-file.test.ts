/** A change of the key in the file beside an SQLite database: the running bot follows, and whatever ends the change, the next one goes on. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/adapters/store/open.js';
import { rotateKey } from '../../../src/adapters/store/rotate.js';
import { linesOf } from '../../../src/adapters/store/rotation-report.js';
import { contentsOf, delivery, fill, idOf, keysIn, log, next } from './rotating.js';

describe('keys of a file', () => {
  let folder: string;
  const opened: Store[] = [];
  const url = () => `sqlite:${join(folder, 'switchboard.db')}`;
  const keyFile = () => join(folder, 'switchboard.key');
  const keys = () => readFileSync(keyFile(), 'utf8').trim().split('\n');
  const rotate = () => rotateKey({ databaseUrl: url(), log });
  const open = async () => {
    const store = await openStore({ databaseUrl: url(), clock: { now: () => 0 }, log });
    opened.push(store);
    return store;
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'switchboard-rotate-'));
    await fill(await open());
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are changed under a running bot, which goes on with the new one', async () => {
    const [former = ''] = keys();
    const running = opened[0] as Store;
    const before = await contentsOf(running);
    const proofKey = running.deriveKey('healthz');
    const rotation = await rotate();
    const [newest = '', ...more] = keys();
    expect([more, newest === former]).toEqual([[], false]);
    expect(rotation).toMatchObject({ newest: idOf(newest), forgotten: [idOf(former)], damaged: [] });
    expect(linesOf(rotation).join('\n')).toContain(`${keyFile()} holds the new key alone, and the running bot uses it.`);
    expect(linesOf(rotation).join('\n')).not.toContain(newest);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(await contentsOf(running)).toEqual(before);
    await running.inbox.claim(delivery('later'));
    expect(await keysIn(url())).toEqual([idOf(newest)]);
    const again = await open();
    expect((await contentsOf(again)).bodies).toContain('later: text of later');
    // What proves the process to the doctor follows, since the doctor reads the file.
    expect(running.deriveKey('healthz')).toEqual(again.deriveKey('healthz'));
    expect(running.deriveKey('healthz')).not.toEqual(proofKey);
    await rotate();
    expect(keys()).not.toEqual([newest]);
    expect(await contentsOf(running)).toEqual(await contentsOf(again));
  });

  it.each<[string, (former: string) => Promise<void>]>([
    ['the new key was written', async (former) => writeFileSync(keyFile(), `${next}\n${former}\n`)],
    [
      'the bot was started in between, and has written',
      async (former) => {
        writeFileSync(keyFile(), `${next}\n${former}\n`);
        await (await open()).inbox.claim(delivery('between'));
      },
    ],
    [
      'the former key was forgotten, but not taken out of the file',
      async (former) => {
        writeFileSync(keyFile(), `${next}\n${former}\n`);
        await open();
        await rotate();
        writeFileSync(keyFile(), `${next}\n${former}\n`);
      },
    ],
  ])('go on where a change was ended: %s', async (_, until) => {
    const running = opened[0] as Store;
    const { digests, secret } = await contentsOf(running);
    await until(keys()[0] ?? '');
    await rotate();
    expect(keys()).toEqual([next]);
    expect(await keysIn(url())).toEqual([idOf(next)]);
    expect(await contentsOf(running)).toMatchObject({ digests, secret, bodies: expect.arrayContaining(['u1: text of u1']) });
    await running.inbox.claim(delivery('later'));
    expect(await keysIn(url())).toEqual([idOf(next)]);
  });

  it('are changed by one at a time', async () => {
    const done = await Promise.allSettled([rotate(), rotate(), rotate()]);
    expect(keys()).toHaveLength(1);
    expect(await keysIn(url())).toEqual([idOf(keys()[0] ?? '')]);
    expect(done.map(({ status }) => status)).toContain('fulfilled');
    expect((await contentsOf(opened[0] as Store)).bodies).toHaveLength(119);
  });

  it('are not changed where the file is gone', async () => {
    const before = keys();
    rmSync(keyFile());
    await expect(rotate()).rejects.toThrow(/key file .* is not there/);
    writeFileSync(keyFile(), `${before[0]}\n`);
    expect((await contentsOf(await open())).bodies).toHaveLength(119);
  });
});
