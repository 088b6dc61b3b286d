/** Opens SQLite through sequelize, every connection tuned alike: sequelize opens a new one for each transaction. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Sequelize } from 'sequelize';
import type { Log } from '../../ports.js';

// A bigger cache or mapped memory costs hundreds of megabytes and gains nothing on these tables.
const tuning = `PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384;
  PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=4000;`;

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
export async function openSqlite(path: string, log: Log, how: { readonly readOnly?: boolean } = {}): Promise<Sequelize> {
  const driver = await loadDriver();
  class Tuned extends driver.Database {
    constructor(file: string, mode: number, done: (error: Error | null) => void) {
      super(file, mode, (error) => {
        if (error === null) return this.exec(how.readOnly ? lookingOnly : tuning, done);
        // What was never open never reports that it is closed either, and sequelize would wait for it.
        this.close = (closed) => closed?.(null);
        return done(error);
      });
      this.serialize();
      // A failed close has nobody else to tell, and an unheard 'error' event would end the process.
      this.on('error', (error: Error) => log.warn('An SQLite connection failed', { reason: error.message }));
    }
  }
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
    dialectModule: Object.assign(Object.create(driver), { Database: Tuned }),
  } as ConstructorParameters<typeof Sequelize>[0] & object);
  const { connectionManager } = sequelize as unknown as { connectionManager: ConnectionManager };
  // After a failed COMMIT or BEGIN sequelize looks for the connection in a pool SQLite has not got, and would leave it open.
  connectionManager.destroyConnection = async (connection) => connectionManager.releaseConnection(connection);
  return sequelize;
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

interface ConnectionManager {
  releaseConnection(connection: object): void;
  destroyConnection(connection: object): Promise<void>;
}
