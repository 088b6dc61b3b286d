/** The engines every test of the store runs on, each test with a database of its own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Engine } from '../../../src/adapters/store/engine.js';
import { openEngine, openStore, type Store } from '../../../src/adapters/store/open.js';
import type { Clock, Log } from '../../../src/ports.js';
import { programs, startPostgres } from '../../postgres.js';

interface Entry {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Record<string, unknown>;
}

export interface Database {
  readonly url: string;
  readonly secretKey: string;
  readonly clock: Clock & { set(now: number): void };
  readonly log: readonly Entry[];
  /** Opens the store once more; closed with the database. */
  open(secretKey?: string): Promise<Store>;
  /** The bare engine under the store, its tables made. */
  engine(): Promise<Engine>;
  close(): Promise<void>;
}

const hasPostgres = programs() !== null;
if (!hasPostgres && process.env.CI === 'true') throw new Error('PostgreSQL is needed with CI=true');
if (!hasPostgres) console.warn('The store is tested on SQLite only: no PostgreSQL server programs were found');

/** Makes databases on a server, and takes them away. */
interface Databases {
  make(): Promise<string>;
  remove(url: string): Promise<void>;
  end(): Promise<void>;
}

/** On the server of the whole run where there is one, else on one of the file's own. */
async function openDatabases(): Promise<Databases> {
  const home = inject('postgres');
  if (home === undefined) {
    const server = await startPostgres();
    if (server === null) throw new Error('no PostgreSQL');
    return { make: server.createDatabase, remove: async () => undefined, end: server.stop };
  }
  const { engine } = await openEngine(home, { debug() {}, info() {}, warn() {}, error() {} });
  const nameOf = (url: string) => new URL(url).pathname.slice(1);
  return {
    async make() {
      const url = new URL(home);
      url.pathname = `test_${randomBytes(8).toString('hex')}`;
      await engine.query(`CREATE DATABASE ${nameOf(url.href)}`);
      return url.href;
    },
    remove: async (url) => void (await engine.query(`DROP DATABASE ${nameOf(url)} WITH (FORCE)`)),
    end: engine.close,
  };
}

let databases: Promise<Databases> | undefined;

/** To be called once at the end of a file. */
export async function stopEngines(): Promise<void> {
  const opened = databases;
  databases = undefined;
  await (await opened)?.end();
}

async function postgresDatabase(): Promise<Database> {
  databases ??= openDatabases();
  const { make, remove } = await databases;
  const url = await make();
  return createDatabase(url, () => remove(url));
}

export const engines: readonly { name: 'sqlite' | 'postgres'; database(): Promise<Database> }[] = [
  {
    name: 'sqlite',
    async database() {
      const folder = mkdtempSync(join(tmpdir(), 'switchboard-store-'));
      return createDatabase(`sqlite:${join(folder, 'switchboard.db')}`, async () => {
        rmSync(folder, { recursive: true, force: true });
      });
    },
  },
  ...(hasPostgres ? [{ name: 'postgres' as const, database: postgresDatabase }] : []),
];

function createDatabase(url: string, remove: () => Promise<void>): Database {
  const secretKey = randomBytes(32).toString('base64');
  const opened: { close(): Promise<void> }[] = [];
  const entries: Entry[] = [];
  const note =
    (level: Entry['level']) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      entries.push({ level, message, fields });
    };
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  let now = Date.UTC(2026, 2, 2, 9);
  const clock = {
    now: () => now,
    set(to: number) {
      now = to;
    },
  };
  return {
    url,
    secretKey,
    clock,
    log: entries,
    async open(key = secretKey) {
      const store = await openStore({ databaseUrl: url, secretKey: key, clock, log });
      opened.push(store);
      return store;
    },
    async engine() {
      await (await openStore({ databaseUrl: url, secretKey, clock, log })).close();
      const { engine } = await openEngine(url, log);
      opened.push(engine);
      return engine;
    },
    async close() {
      for (const each of opened) await each.close();
      await remove();
    },
  };
}
