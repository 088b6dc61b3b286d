/** The migrations in order, and how they are run: all that are missing, in one transaction, by one process at a time. */
import { Umzug } from 'umzug';
import type { Dialect } from '../dialect.js';
import type { Writing } from '../engine.js';
import { first } from './001-first.js';
import { digests } from './002-digests.js';
import { access } from './003-access.js';
import { postedAnswers } from './004-posted-answers.js';
import { audit } from './005-audit.js';
import { connections } from './006-connections.js';
import { keys } from './007-keys.js';
import { numbers } from './008-numbers.js';
import { waits } from './009-waits.js';
import { activity } from './010-activity.js';
import { leases } from './011-leases.js';
import { callers } from './012-callers.js';
import { oldCounts } from './013-old-counts.js';
import type { Migration } from './migration.js';

const migrations: readonly Migration[] = [
  first,
  digests,
  access,
  postedAnswers,
  audit,
  connections,
  keys,
  numbers,
  waits,
  activity,
  leases,
  callers,
  oldCounts,
];

/** What a database lacks of these migrations, and what it has that is none of them. */
export function compareMigrations(executed: readonly string[]) {
  const known = migrations.map(({ name }) => name);
  return {
    pending: known.filter((name) => !executed.includes(name)),
    unknown: executed.filter((name) => !known.includes(name)),
  };
}

/** Brings the tables up to date. Both engines change tables inside transactions, so a failed migration leaves nothing behind. */
export async function migrate(tx: Writing, dialect: Dialect): Promise<void> {
  await tx.lock('switchboard migrations');
  await tx.query('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)');
  const umzug = new Umzug({
    migrations: migrations.map(({ name, up }) => ({ name, up: () => up(tx.query, dialect) })),
    storage: {
      logMigration: async ({ name }) => {
        await tx.query('INSERT INTO migrations (name) VALUES ($1)', [name]);
      },
      unlogMigration: async ({ name }) => {
        await tx.query('DELETE FROM migrations WHERE name = $1', [name]);
      },
      executed: async () =>
        (await tx.query<{ name: string }>('SELECT name FROM migrations ORDER BY name')).map(({ name }) => name),
    },
    logger: undefined,
  });
  await umzug.up();
}
