/** Opens SQLite through sequelize: two connections for reading, one for all transactions. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Sequelize } from 'sequelize';
import type { Log } from '../../ports.js';
import type { Database } from './engine.js';
import { tunedDatabase } from './sqlite-connection.js';
import { StoreError } from './store-error.js';

// A bigger cache or mapped memory costs hundreds of megabytes and gains nothing on these tables. The log is folded up every 64 MB: a backfill
// writes most pages again and again.
const tuning = `PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384;
  PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=16000;`;

/** The file of a `sqlite:` address; relative ones count from the working directory. */
export function sqlitePath(databaseUrl: string): string {
  const path = databaseUrl.replace(/^sqlite:/, '');
  if (path === '' || path.startsWith(':')) throw new Error('DATABASE_URL must name a file, e.g. sqlite:data/switchboard.db');
  return resolve(path);
}

/** For looking at a database that another process is using. */
const lookingOnly = 'PRAGMA busy_timeout=2000; PRAGMA query_only=1; PRAGMA mmap_size=0;';

async function loadDriver() {
  try {
    return (await import('sqlite3')).default;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!/bindings file|node_sqlite3/.test(reason)) throw error;
    throw new Error('The compiled part of sqlite3 is missing (npm 12 does not build it by itself): run `npm rebuild sqlite3`');
  }
}

/** @param how with `readOnly` nothing is made, changed or tuned */
export async function openSqlite(path: string, log: Log, how: { readonly readOnly?: boolean } = {}): Promise<Database> {
  const driver = await loadDriver();
  if (!how.readOnly) mkdirSync(dirname(path), { recursive: true });
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    storage: path,
    ...(how.readOnly && { dialectOptions: { mode: driver.OPEN_READONLY } }),
    logging: false,
    foreignKeys: false,
    transactionType: 'IMMEDIATE',
    // SQLite itself waits for a lock, as long as `tuning` says; sequelize would start that wait over five times.
    retry: { max: 1 },
    dialectModule: Object.assign(Object.create(driver), {
      Database: tunedDatabase(driver, how.readOnly ? lookingOnly : tuning, log),
    }),
  } as ConstructorParameters<typeof Sequelize>[0] & object);
  const { connectionManager } = sequelize as unknown as { connectionManager: ConnectionManager };
  keepWriter(connectionManager);
  return { sequelize, ask: askThrough(connectionManager) };
}

/** The second one, so that nobody waits for somebody else's long question. */
const readers = ['default', 'second reader'] as const;

/** Straight to the driver: sequelize's way there takes longer than most questions, since it writes down a stack for each, answered or not. */
function askThrough(manager: ConnectionManager): Database['ask'] {
  const asked = new Map<string, number>(readers.map((name) => [name, 0]));
  const count = (name: string, by: number) => asked.set(name, (asked.get(name) ?? 0) + by);
  return async (sql, bind, transaction) => {
    if (transaction) return askOf((transaction as unknown as { readonly connection: Connection }).connection, sql, bind);
    const [first, second] = readers;
    const reader = (asked.get(first) ?? 0) <= (asked.get(second) ?? 0) ? first : second;
    count(reader, 1);
    try {
      return await askOf(await manager.getConnection({ uuid: reader }), sql, bind);
    } finally {
      count(reader, -1);
    }
  };
}

const askOf = (connection: Connection, sql: string, bind: readonly unknown[]): Promise<object[]> =>
  new Promise((resolve, reject) => {
    // To SQLite `$2` is a name, and `?2` a place.
    connection.all(sql.replaceAll(/\$(\d+)/g, '?$1'), bind, (error, rows) =>
      error === null ? resolve(rows) : reject(StoreError.ofDriver(error)),
    );
  });

/** A writer that rests gives its cache back. */
const keptFor = 5_000;

/**
 * Opening a connection, as sequelize does for each transaction, costs more than most transactions: as they run one after the other, one
 * connection serves all of them. One whose BEGIN, COMMIT or ROLLBACK failed is closed, and the next transaction gets a new one.
 */
function keepWriter(manager: ConnectionManager): void {
  const { connections } = manager;
  const get = manager.getConnection.bind(manager);
  let resting: NodeJS.Timeout | undefined;
  const close = (connection: Connection) => {
    if (connections.writer === connection) delete connections.writer;
    connection.close();
  };
  manager.getConnection = async (options) => {
    // Any other name is a transaction's own.
    const name = readers.find((reader) => reader === (options?.uuid ?? 'default')) ?? 'writer';
    if (name === 'writer') clearTimeout(resting);
    try {
      return await get({ ...options, uuid: name });
    } catch (error) {
      // What could not be opened would be given to the next one.
      delete connections[name];
      throw error;
    }
  };
  manager.releaseConnection = (connection) => {
    if (connection === connections.writer) resting = setTimeout(close, keptFor, connection).unref();
  };
  manager.destroyConnection = async (connection) => close(connection);
  const closeAll = manager.close.bind(manager);
  manager.close = () => {
    clearTimeout(resting);
    return closeAll();
  };
}

/** A process that is about to end may still have the file. */
const waitForEndMs = 3_000;

/**
 * Makes this process the only bot on the file, for as long as it lives: an open transaction on a file beside it, whose lock the system
 * takes back from the dead, however they died. Neither times nor process ids are believed, which mean nothing across containers.
 * @returns the function that lets go
 * @throws one sentence where another process has it
 */
export async function holdFile(path: string): Promise<() => Promise<void>> {
  const driver = await loadDriver();
  mkdirSync(dirname(path), { recursive: true });
  const file = await new Promise<InstanceType<typeof driver.Database>>((resolve, reject) => {
    const opened = new driver.Database(`${path}-lock`, (error) => (error === null ? resolve(opened) : reject(error)));
  });
  const close = () => new Promise<void>((resolve) => file.close(() => resolve()));
  try {
    await new Promise<void>((resolve, reject) => {
      file.exec(`PRAGMA busy_timeout=${waitForEndMs}; BEGIN EXCLUSIVE`, (error) => (error === null ? resolve() : reject(error)));
    });
  } catch (error) {
    await close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new Error(
      `another Switchboard is running on ${path}: stop it first. Several at once need PostgreSQL (DATABASE_URL=postgres://…)`,
    );
  }
  return close;
}

interface Connection {
  all(sql: string, bind: readonly unknown[], done: (error: Error | null, rows: object[]) => void): void;
  close(): void;
}

/** Of sequelize's connections those of a transaction carry its name. */
interface ConnectionManager {
  readonly connections: Record<string, Connection>;
  getConnection(options?: { readonly uuid?: string }): Promise<Connection>;
  releaseConnection(connection: Connection): void;
  destroyConnection(connection: Connection): Promise<void>;
  close(): Promise<void>;
}
