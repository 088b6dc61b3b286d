/** SQLite's driver as sequelize is given it: each connection is tuned, and compiles a statement once. */
import { LRUCache } from 'lru-cache';
import type { Database, Statement } from 'sqlite3';
import type { Log } from '../../ports.js';

type Driver = typeof import('sqlite3');
type Done = (this: Statement, error: Error | null, rows?: unknown[]) => void;

/** More than the bot has questions; some are written anew for each period. */
const statementsKept = 200;

/** @param tuning PRAGMAs that every new connection runs before anything else */
export function tunedDatabase(driver: Driver, tuning: string, log: Log): typeof Database {
  class TunedDatabase extends driver.Database {
    /** Compiling takes as long as most questions, and costs another turn of a thread. Let go of, a statement first ends what it runs. */
    readonly #statements = new LRUCache<string, Statement>({ max: statementsKept, dispose: (statement) => statement.finalize() });

    constructor(file: string, mode: number, opened: (error: Error | null) => void) {
      super(file, mode, (error) => {
        if (error === null) return this.exec(tuning, opened);
        // What was never open never reports that it is closed either, and sequelize would wait for it.
        this.close = (closed) => closed?.(null);
        return opened(error);
      });
      this.serialize();
      // A failed close has nobody else to tell, and an unheard 'error' event would end the process.
      this.on('error', (error: Error) => log.warn('An SQLite connection failed', { reason: error.message }));
    }

    override all(sql: string, ...given: unknown[]): this {
      return this.#compiled(sql, given, (statement) => statement.all(...given));
    }

    override run(sql: string, ...given: unknown[]): this {
      return this.#compiled(sql, given, (statement) => statement.run(...given));
    }

    #compiled(sql: string, given: readonly unknown[], execute: (statement: Statement) => void): this {
      const kept = this.#statements.get(sql);
      if (kept) {
        execute(kept);
        return this;
      }
      const statement: Statement = this.prepare(sql, (error) => {
        if (error !== null) return (given.at(-1) as Done).call(statement, error);
        this.#statements.set(sql, statement);
        return execute(statement);
      });
      return this;
    }

    override close(closed?: (error: Error | null) => void): void {
      this.#statements.clear();
      super.close(closed);
    }
  }
  return TunedDatabase as unknown as typeof Database;
}
