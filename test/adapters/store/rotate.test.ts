/** A change of the secret key beside a running bot: nothing is lost, and nothing stays under the former key. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretKey } from '../../../src/adapters/store/encryption.js';
import { rotateKey } from '../../../src/adapters/store/rotate.js';
import { linesOf } from '../../../src/adapters/store/rotation-report.js';
import { type Database, engines, stopEngines } from './engines.js';
import { contentsOf, delivery, fill, idOf, keysIn, log, next, stranger } from './rotating.js';
import { account } from './sample.js';

afterAll(stopEngines);

describe.each(engines)('keys of the environment, on $name', ({ database }) => {
  let db: Database;
  beforeEach(async () => {
    db = await database();
  });
  afterEach(() => db.close());
  const rotate = (secretKey: string) => rotateKey({ databaseUrl: db.url, secretKey, log });

  it('says what is to be done first', async () => {
    const both = `${next},${db.secretKey}`;
    const store = await db.open();
    await fill(store);
    await expect(rotate(db.secretKey)).rejects.toThrow(/holds one key\. Make a new one .* restart the bot, then run this again/);
    await expect(rotate(next)).rejects.toThrow(/does not fit the store/);
    await expect(rotate(both)).rejects.toThrow(/does not write with the new key yet: restart it/);
    await expect(rotate(`${db.secretKey},${next}`)).resolves.toMatchObject({ newest: idOf(db.secretKey), forgotten: [] });
    expect(await keysIn(db.url)).toEqual([idOf(db.secretKey)]);
  });

  it('encrypts everything anew, and then needs the new key alone', async () => {
    await fill(await db.open());
    const store = await db.open(`${next},${db.secretKey}`);
    const before = await contentsOf(store);
    await store.inbox.claim(delivery('new'));
    const rotation = await rotate(`${next},${db.secretKey}`);
    expect(linesOf(rotation)).toEqual([
      'bots                 1',
      'secrets              1',
      'connections          1',
      'account_secrets      1',
      'deliveries         119',
      'digests              1',
      `124 encrypted anew with key ${idOf(next)}; key ${idOf(db.secretKey)} is forgotten.`,
      'Now set BOT_SECRET_KEY to its first key alone, and restart the bot.',
      'Backups made before open with the former key only.',
    ]);
    expect(await keysIn(db.url)).toEqual([idOf(next)]);
    const alone = await db.open(next);
    expect(await contentsOf(alone)).toEqual({ ...before, bodies: [...before.bodies, 'new: text of new'].sort() });
    await expect(db.open()).rejects.toThrow(/does not fit the store/);
    expect((await rotate(`${next},${db.secretKey}`)).counts.every(({ changed }) => changed === 0)).toBe(true);
  });

  it('catches what is written meanwhile', async () => {
    await fill(await db.open());
    const store = await db.open(`${next},${db.secretKey}`);
    let running = true;
    let written = 0;
    const busy = (async () => {
      while (running) {
        await store.inbox.claim(delivery(`w${written}`));
        await store.account(account).digests.change(1, { say: `calls ${written}` });
        await store.inbox.answered(`w${written - 1}`, 4);
        written += 1;
      }
    })();
    const rotation = await rotate(`${next},${db.secretKey}`);
    running = false;
    await busy;
    expect(rotation.damaged).toEqual([]);
    expect(written).toBeGreaterThan(0);
    expect(await keysIn(db.url)).toEqual([idOf(next)]);
    const { digests, bodies } = await contentsOf(await db.open(next));
    expect(digests).toEqual([`calls ${written - 1}`]);
    expect(bodies).toHaveLength(120);
    expect(bodies.every((line) => /^(\w+): text of \1$/.test(line))).toBe(true);
  });

  it('lets a process without the new key read, but not write what would be lost', async () => {
    const former = await db.open();
    await fill(former);
    const store = await db.open(`${next},${db.secretKey}`);
    await store.inbox.claim({ ...delivery('new'), receivedAt: db.clock.now() });
    await expect(former.inbox.claim(delivery('old'))).rejects.toThrow(/written with the secret key .* restart it with that key/);
    expect(await former.secrets.read('verification')).toBe('one');
    // Not given up: it is for the other process.
    expect((await former.inbox.open()).map(({ uuid }) => uuid)).not.toContain('new');
    expect((await store.inbox.open()).map(({ uuid }) => uuid)).toContain('new');
    await expect(db.open(next)).rejects.toThrow(/does not fit the store/);
  });

  it('refuses where something is encrypted with a key that nobody has', async () => {
    await fill(await db.open());
    const engine = await db.engine();
    await db.open(`${next},${db.secretKey}`);
    const sealed = createSecretKey(stranger).seal('x', 'secrets', 'lost');
    await engine.query('INSERT INTO secrets (name, value) VALUES ($1, $2)', ['lost', sealed]);
    await expect(rotate(`${next},${db.secretKey}`)).rejects.toThrow(
      `1 value in secrets with key ${idOf(stranger)}: nobody has that key`,
    );
  });

  it('keeps the former key while something cannot be opened, and forgets it afterwards', async () => {
    const store = await db.open();
    await fill(store);
    await store.secrets.write('torn', 'x');
    const engine = await db.engine();
    await engine.query(`UPDATE secrets SET value = substr(value, 1, 40) || 'AAAAAAAAAAAAAAAAAAAAAAAA' WHERE name = 'torn'`);
    const both = `${next},${db.secretKey}`;
    await db.open(both);
    const rotation = await rotate(both);
    expect(rotation).toMatchObject({ damaged: [{ table: 'secrets', key: idOf(db.secretKey), count: 1 }], forgotten: [] });
    expect(linesOf(rotation).join()).toContain(`1 value in secrets with key ${idOf(db.secretKey)}`);
    await engine.query(`DELETE FROM secrets WHERE name = 'torn'`);
    expect(await rotate(both)).toMatchObject({ damaged: [], forgotten: [idOf(db.secretKey)] });
  });

  it('finds nothing to do before the first start, and on tables of a former version', async () => {
    await expect(rotate(db.secretKey)).rejects.toThrow(/no database yet|former version/);
    const engine = await db.engine();
    await engine.query(`DELETE FROM migrations WHERE name = '007-keys'`);
    await expect(rotate(db.secretKey)).rejects.toThrow(/former version: start the bot of this version first/);
  });
});
