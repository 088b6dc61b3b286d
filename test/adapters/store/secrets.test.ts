/** What is secret cannot be read from the database's files, nor with another key; opening twice changes nothing. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretKey } from '../../../src/adapters/store/encryption.js';
import { compareMigrations } from '../../../src/adapters/store/migrations/index.js';
import { openStore } from '../../../src/adapters/store/open.js';
import { chatId, postId } from '../../../src/core/model.js';
import { programs } from '../../postgres.js';
import { type Database, engines, stopEngines } from './engines.js';
import { account } from './sample.js';

const otherKey = Buffer.alloc(32, 7).toString('base64');
const bot = { id: '777', account, token: '{"access_token":"token-in-clear-text"}', installedAt: 5 };

afterAll(stopEngines);

describe.each(engines)('secrets on $name', ({ name, database }) => {
  let db: Database;
  beforeEach(async () => {
    db = await database();
  });
  afterEach(() => db.close());

  it('keeps bots and small secrets over a restart', async () => {
    const store = await db.open();
    await store.bots.save({ ...bot, token: '{"access_token":"former"}', installedAt: 1 });
    await store.bots.save(bot);
    await store.secrets.write('verification', 'one');
    await store.secrets.write('verification', 'two');
    const again = await db.open();
    expect(await again.bots.find(account, '777')).toEqual(bot);
    expect(await again.bots.all()).toEqual([bot]);
    expect(await again.secrets.read('verification')).toBe('two');
    expect(await again.secrets.read('nothing')).toBeNull();
    await again.bots.remove(account, '777');
    expect(await again.bots.find(account, '777')).toBeNull();
  });

  it('writes neither tokens nor texts in the clear', async () => {
    const store = await db.open();
    await store.bots.save(bot);
    await store.secrets.write('verification', 'token-in-clear-text');
    const delivery = { uuid: 'u', account, kind: 'post', chat: chatId('c'), post: postId('p'), receivedAt: 1 } as const;
    await store.inbox.claim({ ...delivery, body: '{"text":"text-in-clear-text"}' });
    const bytes = bytesOf(db, name);
    expect(bytes).toContain('777');
    expect(bytes).not.toContain('in-clear-text');
    expect((await store.inbox.open())[0]?.body).toBe('{"text":"text-in-clear-text"}');
  });

  it('says at start that the key does not fit, and takes the right one afterwards', async () => {
    await (await db.open()).bots.save(bot);
    await expect(db.open(otherKey)).rejects.toThrow(/secret key does not fit the store/);
    expect(await (await db.open()).bots.find(account, '777')).toEqual(bot);
  });

  it.each(['short', Buffer.alloc(31).toString('base64')])('refuses the key %j', async (key) => {
    await expect(db.open(key)).rejects.toThrow(/must be 32 bytes in base64/);
  });

  it('opens a database again, and from two processes at once, without a change', async () => {
    const stores = await Promise.all([db.open(), db.open()]);
    await stores[0]?.bots.save(bot);
    expect(await stores[1]?.bots.find(account, '777')).toEqual(bot);
    const engine = await db.engine();
    const names = await engine.query<{ name: string }>('SELECT name FROM migrations');
    expect(compareMigrations(names.map(({ name: each }) => each))).toEqual({ pending: [], unknown: [] });
    expect(await engine.query('SELECT id FROM secret_keys')).toHaveLength(1);
  });

  it('is ready while the database answers', async () => {
    const store = await db.open();
    expect(await store.ready()).toBe(true);
    await store.close();
    expect(await store.ready()).toBe(false);
  });
});

describe('the key beside an SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-key-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const said: string[] = [];
  const note = (message: string, fields: object = {}) => void said.push(`${message} ${JSON.stringify(fields)}`);
  const log = { debug: note, info: note, warn: note, error: note };
  const open = (databaseUrl: string) => openStore({ databaseUrl, clock: { now: () => 0 }, log });
  const key = join(folder, 'new', 'switchboard.key');

  it('is made once, readable by its owner only, and never shown', async () => {
    const url = `sqlite:${join(folder, 'new', 'switchboard.db')}`;
    const store = await open(url);
    await store.bots.save(bot);
    await store.close();
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(said.filter((line) => line.includes(key))).toHaveLength(1);
    expect(said.join()).not.toContain(readFileSync(key, 'utf8').trim());

    const again = await open(url);
    expect(await again.bots.find(account, '777')).toEqual(bot);
    await again.close();
    expect(said).toHaveLength(1);

    rmSync(key);
    await expect(open(url)).rejects.toThrow(/secret key is missing/);
  });

  it('does not exist for Postgres, nor for anything else', async () => {
    await expect(open('sqlite::memory:')).rejects.toThrow(/must name a file/);
    await expect(open('mysql://x')).rejects.toThrow(/must start with sqlite: or postgres/);
  });
});

describe('sealed values', () => {
  it('open in their own row only, and differ each time', () => {
    const key = createSecretKey(otherKey);
    const sealed = key.seal('text', 'bots', '1');
    expect(key.open(sealed, 'bots', '1')).toBe('text');
    expect(key.seal('text', 'bots', '1')).not.toBe(sealed);
    expect(() => key.open(sealed, 'bots', '2')).toThrow();
    expect(() => key.open(sealed, 'secrets', '1')).toThrow();
    expect(() => key.open(`${sealed.slice(0, -2)}AA`, 'bots', '1')).toThrow();
    expect(() => createSecretKey(Buffer.alloc(32, 8).toString('base64')).open(sealed, 'bots', '1')).toThrow(/not encrypted with/);
  });
});

/** Every byte the engine has written: SQLite's files, or what Postgres would put into a backup. */
function bytesOf(db: Database, name: string): string {
  if (name === 'sqlite') {
    const folder = dirname(db.url.replace('sqlite:', ''));
    // By another process: closing the file in this one would drop the locks SQLite holds on it here.
    return execFileSync('cat', readdirSync(folder), { cwd: folder, encoding: 'latin1', maxBuffer: 1 << 26 });
  }
  const at = new URL(db.url);
  return execFileSync(
    join(programs() ?? '', 'pg_dump'),
    ['-h', at.searchParams.get('host') ?? '', '-U', at.username, at.pathname.slice(1)],
    {
      encoding: 'latin1',
      maxBuffer: 1 << 26,
    },
  );
}
