/** Takes away what has grown old: conversations whole and a few at a time, and what was read of people. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AccountId, Instant } from '../../core/model.js';
import type { Engine } from './engine.js';
import type { TableName } from './models.js';

/** Few enough that nobody who writes or reads waits for it. */
const recordsAtOnce = 150;

/** A conversation is as old as its first record, and goes with all of them in one transaction. How many records went. */
export async function pruneCalls(engine: Engine, account: AccountId, before: Instant): Promise<number> {
  const { dialect } = engine;
  const records = await engine.write(async (tx) => {
    await tx.lock(`calls ${account}`);
    const old = await tx.query<{ conversation: string }>(
      'SELECT conversation FROM calls WHERE account = $1 AND started_at < $2 ORDER BY started_at LIMIT $3',
      [account, before, recordsAtOnce],
    );
    if (old.length === 0) return 0;
    const keys = dialect.list([...new Set(old.map(({ conversation }) => conversation))]);
    const ofThese = `account = $1 AND conversation IN (SELECT value FROM ${dialect.values(2)} AS old)`;
    for (const table of ['participations', 'call_numbers'])
      await tx.query(`DELETE FROM ${table} WHERE ${ofThese}`, [account, keys]);
    const gone = await tx.query(`DELETE FROM calls WHERE ${ofThese} RETURNING id`, [account, keys]);
    return gone.length;
  });
  // Whoever waits to write has their turn before the next batch.
  await nextTurn();
  return records;
}

interface ByTime {
  /** The first is the one whose rows are counted; the others go as old as it goes. */
  readonly tables: readonly TableName[];
  /** When a row was written, or began; indexed behind the account. */
  readonly column: string;
  readonly rowsAtOnce: number;
}

/** What began before, oldest first, some rows in each transaction. */
export async function pruneByTime(
  engine: Engine,
  account: AccountId,
  before: Instant,
  { tables, column, rowsAtOnce }: ByTime,
): Promise<void> {
  for (let isMore = true; isMore; await nextTurn()) {
    isMore = await engine.write(async (tx) => {
      const [last] = await tx.query<{ at: Instant }>(
        `SELECT ${column} AS at FROM ${tables[0]} WHERE account = $1 AND ${column} < $2 ORDER BY ${column} LIMIT 1 OFFSET $3`,
        [account, before, rowsAtOnce - 1],
      );
      for (const table of tables)
        await tx.query(`DELETE FROM ${table} WHERE account = $1 AND ${column} < $2`, [account, last ? last.at + 1 : before]);
      return last !== undefined;
    });
  }
}

/** A person that is needed again is read again. Persons are saved without their age: it is counted from the next run on. */
export async function prunePeople(engine: Engine, account: AccountId, before: Instant, now: Instant): Promise<void> {
  await engine.write(async (tx) => {
    await tx.query('UPDATE persons SET read_at = $2 WHERE account = $1 AND read_at IS NULL', [account, now]);
    for (const table of ['persons', 'locales'])
      await tx.query(`DELETE FROM ${table} WHERE account = $1 AND read_at < $2`, [account, before]);
  });
}
