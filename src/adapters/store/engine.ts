/** The database behind the store: reading at any time, writing one transaction after the other, faults in words without values. */
import type { Model, ModelStatic, Sequelize, Transaction } from 'sequelize';
import type { Log } from '../../ports.js';
import type { Dialect } from './dialect.js';
import { defineModels, type Row, type TableName } from './models.js';
import { StoreError } from './store-error.js';

/** Runs SQL both engines understand; `$1` is the first of `bind`. Rejects with `StoreError`. */
export type Query = <R extends object>(sql: string, bind?: readonly unknown[]) => Promise<R[]>;

/** What one transaction can do. */
export interface Writing {
  readonly dialect: Dialect;
  readonly query: Query;
  /** Inserts the row, or overwrites the one with the same primary key. */
  put<T extends TableName>(table: T, row: Row<T>): Promise<void>;
  remove<T extends TableName>(table: T, where: Partial<Row<T>>): Promise<void>;
  /** Held until the transaction ends; only needed where several processes write at once, which SQLite never lets them. */
  lock(name: string): Promise<void>;
}

export interface Engine {
  readonly dialect: Dialect;
  readonly query: Query;
  find<T extends TableName>(table: T, where: Partial<Row<T>>): Promise<Row<T>[]>;
  write<T>(work: (tx: Writing) => Promise<T>): Promise<T>;
  /** After the writes under way; closing again is no fault. */
  close(): Promise<void>;
}

/** An opened database. */
export interface Database {
  readonly sequelize: Sequelize;
  /** One statement, in the transaction where one is given. Rejects as sequelize does, or with `StoreError`. */
  ask(sql: string, bind: unknown[], transaction: Transaction | null): Promise<object[]>;
}

/** NUL is the one character Postgres cannot keep in a text, and carriers put anything into names. */
const storable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(storable);
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
};

const storableRow = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, storable(value)]));

export function createEngine({ sequelize, ask }: Database, dialect: Dialect, log: Log): Engine {
  const models = defineModels(sequelize);
  let tail: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | undefined;

  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw StoreError.of(error);
    }
  };

  const queryIn =
    (transaction: Transaction | null, isOver = () => false): Query =>
    async <R extends object>(sql: string, bind: readonly unknown[] = []) => {
      // Its connection may be in somebody else's hands by now.
      if (isOver()) throw new Error('a statement came after its transaction had ended');
      return (await guarded(() => ask(sql, bind.map(storable), transaction))) as R[];
    };

  const model = (table: TableName) => models[table] as ModelStatic<Model>;

  const writingIn = (transaction: Transaction, query: Query): Writing => ({
    dialect,
    query,
    async put(table, row) {
      await guarded(() => model(table).upsert(storableRow(row) as never, { transaction, returning: false }));
    },
    async remove(table, where) {
      await guarded(() => model(table).destroy({ where: where as never, transaction }));
    },
    async lock(name) {
      if (dialect.name === 'postgres') await query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
    },
  });

  const transact = async <T>(work: (tx: Writing) => Promise<T>): Promise<T> => {
    try {
      return await sequelize.transaction((transaction) => {
        let over = false;
        const query = queryIn(transaction, () => over);
        return work(writingIn(transaction, query)).finally(() => {
          over = true;
        });
      });
    } catch (error) {
      const fault = StoreError.of(error);
      if (fault instanceof StoreError) log.error('The store could not write', { code: fault.code, reason: fault.message });
      throw fault;
    }
  };

  const query = queryIn(null);
  return {
    dialect,
    query,
    async find(table, where) {
      const asked = Object.entries(where);
      const conditions = asked.map(([column], place) => `${column} = $${place + 1}`);
      // Not by the model: on SQLite that asks for the table's columns each time.
      return query(
        `SELECT * FROM ${table}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}`,
        asked.map(([, value]) => value),
      );
    },
    write(work) {
      if (dialect.name === 'postgres') return transact(work);
      // One at a time: waiting BEGIN IMMEDIATEs would take all threads of libuv, and the one that holds the lock could not commit.
      const turn = tail.then(() => transact(work));
      tail = turn.catch(() => undefined);
      return turn;
    },
    close() {
      closing ??= tail.then(() => sequelize.close());
      return closing;
    },
  };
}
