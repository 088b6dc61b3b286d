/** The engines every test of the store runs on, each test with a database of its own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../../src/adapters/store/engine.js';
import { openEngine, openStore, type Store } from '../../../src/adapters/store/open.js';
import type { Clock, Log } from '../../../src/ports.js';
import { startPostgres } from '../../postgres.js';

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

const server = await startPostgres();
if (server === null) console.warn('The store is tested on SQLite only: no PostgreSQL server programs were found');

export const stopEngines = async () => server?.stop();

export const engines: readonly { name: 'sqlite' | 'postgres'; database(): Promise<Database> }[] = [
  {
    name: 'sqlite',
    async database() {
      const folder = mkdtempSync(join(tmpdir(), 'switchboard-store-'));
      return createDatabase(`sqlite:${join(folder, 'switchboard.db')}`, () => rmSync(folder, { recursive: true, force: true }));
    },
  },
  ...(server === null
    ? []
    : [{ name: 'postgres' as const, database: async () => createDatabase(await server.createDatabase(), () => undefined) }]),
];

function createDatabase(url: string, remove: () => void): Database {
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
      remove();
    },
  };
}
