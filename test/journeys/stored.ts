/** Looks into the bot's SQLite file, as an operator with a copy of it would. */
import sqlite3 from 'sqlite3';

type Row = Readonly<Record<string, unknown>>;

/** Rows of a query; the bot may run on meanwhile. */
export function stored(file: string, query: string, ...values: readonly unknown[]): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, sqlite3.OPEN_READWRITE, (opening) => {
      if (opening) return reject(opening);
      database.all<Row>(query, values, (asking, rows) => {
        database.close(() => (asking ? reject(asking) : resolve(rows)));
      });
    });
  });
}

/** How many rows a table holds that belong to nothing but the given condition. */
export async function count(file: string, table: string, where = 'true', ...values: readonly unknown[]): Promise<number> {
  const [row] = await stored(file, `SELECT COUNT(*) AS count FROM ${table} WHERE ${where}`, ...values);
  return Number(row?.count);
}
