/** The few words of SQL that SQLite and Postgres spell differently. A whole list travels as one parameter, and so does a whole table. */

export type ColumnType = 'text' | 'int8';
type Columns = Readonly<Record<string, ColumnType>>;

export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** A FROM source with the column `value`, one row per string; parameter `n` holds them as `list` made them. */
  values(n: number): string;
  /** Strings as the parameter that `values` reads. */
  list(strings: readonly string[]): unknown;
  /** A FROM source with these columns; parameter `n` holds the rows as `encode` made them. */
  rows(n: number, columns: Columns): string;
  /** An aggregate: these columns of all rows as one JSON array of arrays, `[]` where there is no row. */
  table(columns: string): string;
  /** Rows as the JSON that `rows` reads. */
  encode(columns: Columns, rows: readonly object[]): string;
  /** Ends the subselect of a claim: rows another process is claiming are passed over. */
  readonly skipLocked: string;
  /** Ends a SELECT inside a transaction: nobody changes the row before it ends. SQLite has one writer anyway. */
  readonly keepRow: string;
  /** The database's own clock, epoch ms. */
  readonly now: string;
  /** Ends the definition of a table that is only read by its primary key and a covering index. */
  readonly clustered: string;
}

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  values: (n) => `(SELECT value FROM json_each($${n}))`,
  list: toJson,
  rows: (n, columns) => {
    const picked = Object.keys(columns).map((name, index) => `value->>${index} AS ${name}`);
    return `(SELECT ${picked.join(', ')} FROM json_each($${n}))`;
  },
  table: (columns) => `json_group_array(json_array(${columns}))`,
  // Arrays are read a third faster than objects.
  encode: (columns, rows) => {
    const names = Object.keys(columns);
    return toJson(rows.map((row) => names.map((name) => (row as Record<string, unknown>)[name])));
  },
  skipLocked: '',
  keepRow: '',
  now: "CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)",
  clustered: 'WITHOUT ROWID',
};

export const postgresDialect: Dialect = {
  name: 'postgres',
  // Of an array it knows the length when it plans; a JSON list it takes for a hundred strings, for which it reads small tables whole.
  values: (n) => `(SELECT unnest($${n}::text[]) AS value)`,
  list: (strings) => strings,
  rows: (n, columns) => {
    const declared = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    return `(SELECT * FROM json_to_recordset($${n}::json) AS given(${declared.join(', ')}))`;
  },
  table: (columns) => `CAST(COALESCE(json_agg(json_build_array(${columns})), '[]') AS TEXT)`,
  encode: (_columns, rows) => toJson(rows),
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  keepRow: 'FOR SHARE',
  // Not the time at which the transaction began: it may have waited for a lock since.
  now: 'CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)',
  clustered: '',
};

const unstorable = /\\u(?:0000|d[89a-f])/;

/** JSON that Postgres can read back as text: NUL and lone surrogates, which it refuses, become U+FFFD. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!unstorable.test(text)) return text;
  return JSON.stringify(value, (_key, part) => (typeof part === 'string' ? part.replace(/[\0\p{Cs}]/gu, '\uFFFD') : part));
}
