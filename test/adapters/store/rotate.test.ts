/** A change of the secret key beside a running bot: nothing is lost, nothing stays under the former key, and whatever ends it, it goes on. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/adapters/log.js';
import { createSecretKey } from '../../../src/adapters/store/encryption.js';
import { tableNames } from '../../../src/adapters/store/models.js';
import { openEngine, openStore, type Store } from '../../../src/adapters/store/open.js';
import { rotateKey } from '../../../src/adapters/store/rotate.js';
import { linesOf } from '../../../src/adapters/store/rotation-report.js';
import { chatId, personId, postId } from '../../../src/core/model.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account } from './sample.js';

const log = createLog('silent');
const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const [next, stranger] = [keyOf(7), keyOf(8)];
const idOf = (key: string) => createSecretKey(key).id;

const bot = { id: '777', account, token: '{"access_token":"t"}', installedAt: 5 };
const delivery = (uuid: string) =>
  ({ uuid, account, kind: 'post', chat: chatId('c'), post: postId(uuid), body: `text of ${uuid}`, receivedAt: 1 }) as const;
const digest = {
  chat: chatId('c'),
  owner: personId('1'),
  cron: '0 9 * * *',
  schedule: 'daily at 9:00',
  zone: 'UTC',
  say: 'calls missed yesterday',
  paused: false,
  nextAt: 9,
  source: 'chat',
} as const;

async function fill(store: Store): Promise<void> {
  await store.bots.save(bot);
  await store.secrets.write('verification', 'one');
  await store.account(account).digests.add(digest);
  for (let each = 0; each < 120; each += 1) await store.inbox.claim(delivery(`u${each}`));
  await store.inbox.answered('u0', 3);
}

async function contentsOf(store: Store) {
  return {
    bots: await store.bots.all(),
    secret: await store.secrets.read('verification'),
    digests: (await store.account(account).digests.list()).map(({ say }) => say),
    bodies: (await store.inbox.open()).map(({ uuid, body }) => `${uuid}: ${body}`).sort(),
  };
}

/** The ids of all keys that anything in any table is sealed with, wherever it stands. */
async function keysIn(databaseUrl: string): Promise<readonly string[]> {
  const { engine } = await openEngine(databaseUrl, log);
  const rows = (await Promise.all(tableNames.map((table) => engine.find(table, {})))).flat();
  await engine.close();
  const found = [...JSON.stringify(rows).matchAll(/"v1\.([0-9a-f]{8})\./g)].map(([, id]) => id as string);
  return [...new Set(found)].sort();
}

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
      'bots              1',
      'secrets           1',
      'deliveries      119',
      'digests           1',
      `122 encrypted anew with key ${idOf(next)}; key ${idOf(db.secretKey)} is forgotten.`,
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
    expect(written).toBeGreaterThan(3);
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
    await store.inbox.claim(delivery('new'));
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
