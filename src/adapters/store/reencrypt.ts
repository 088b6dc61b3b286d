/** Brings sealed values from former keys to the one the store is written with, beside a bot that reads and writes them. */
import { keyIdOf } from './encryption.js';
import type { Engine, Query } from './engine.js';
import { type SealedTable, sealedColumns, sealedTables } from './sealed.js';
import type { Vault } from './vault.js';

/** How many values of a table are sealed with which key; `''` where they are sealed in no form that is known. */
export interface Sealed {
  readonly table: SealedTable;
  readonly key: string;
  readonly count: number;
}

const headLength = 'v1.01234567.'.length;

export async function countSealed(query: Query): Promise<readonly Sealed[]> {
  const found: Sealed[] = [];
  for (const table of sealedTables) {
    const { column } = sealedColumns[table];
    const heads = await query<{ head: string; n: number }>(
      `SELECT substr(${column}, 1, ${headLength}) AS head, COUNT(*) AS n FROM ${table} WHERE ${column} IS NOT NULL
       GROUP BY substr(${column}, 1, ${headLength})`,
    );
    for (const { head, n } of heads) found.push({ table, key: keyIdOf(head) ?? '', count: n });
  }
  return found;
}

export const inWords = (sealed: readonly Sealed[]) =>
  sealed
    .map(
      ({ table, key, count }) =>
        `${count} ${count === 1 ? 'value' : 'values'} in ${table} ${key ? `with key ${key}` : 'in no known form'}`,
    )
    .join(', ');

const perTransaction = 50;

/** One pass over a table; how many values were changed. A value that the bot changes meanwhile is left for the next pass, one that cannot be opened stays as it is. */
export async function reencrypt(engine: Engine, vault: Vault, table: SealedTable, newest: string): Promise<number> {
  const { column, key } = sealedColumns[table];
  const rows = await engine.query<Record<string, string>>(
    `SELECT ${key.join(', ')}, ${column} FROM ${table} WHERE ${column} IS NOT NULL AND ${column} NOT LIKE $1`,
    [`v1.${newest}.%`],
  );
  const where = key.map((name, place) => `${name} = $${place + 3}`).join(' AND ');
  let changed = 0;
  for (let first = 0; first < rows.length; first += perTransaction) {
    await engine.write(async (tx) => {
      const seal = await vault.sealing(tx);
      for (const row of rows.slice(first, first + perTransaction)) {
        const names = key.map((name) => row[name]);
        const sealed = row[column] ?? '';
        const text = opened(vault, sealed, table, names.join(' '));
        if (text === undefined) continue;
        const written = await tx.query(
          `UPDATE ${table} SET ${column} = $1 WHERE ${column} = $2 AND ${where} RETURNING ${column}`,
          [seal(text, table, names.join(' ')), sealed, ...names],
        );
        changed += written.length;
      }
    });
  }
  return changed;
}

function opened(vault: Vault, sealed: string, table: SealedTable, row: string): string | undefined {
  try {
    return vault.open(sealed, table, row);
  } catch {
    return undefined;
  }
}
