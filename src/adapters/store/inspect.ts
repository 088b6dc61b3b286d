/** Looks at a store without opening it for work: nothing is made, migrated or written, and a bot that runs on it is not disturbed. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import type { CallSyncState } from '../../core/callSync.js';
import { type AccountId, accountId, extensionId, type Instant } from '../../core/model.js';
import type { Log } from '../../ports.js';
import type { AuditSource } from '../auditTable.js';
import type { Bots, Consents, SecretStore } from '../credentials.js';
import { createAuditStore } from './audit.js';
import { census } from './census.js';
import { createConsents } from './consents.js';
import { postgresDialect, sqliteDialect } from './dialect.js';
import { createEngine, type Engine } from './engine.js';
import { keyFileOf, readIfThere } from './key-file.js';
import { readWorkers } from './leases.js';
import { compareMigrations } from './migrations/index.js';
import { openPostgres } from './postgres.js';
import { keySource, lackingKeys, readProofs } from './secret-key.js';
import { openSqlite, sqlitePath } from './sqlite.js';
import { createVault, type Vault } from './vault.js';
import { createAccountSecrets, createBots, createSecretStore } from './vaulted.js';

export interface StoreInspection {
  /** Names of migrations: those the next start will run, and those of a newer program. */
  readonly migrations: { readonly pending: readonly string[]; readonly unknown: readonly string[] };
  /** Whether these are all the keys the store's data was encrypted with; null where nothing was encrypted yet. Without a key they never are. */
  fits(vault: Vault | null): Promise<boolean | null>;
  /** How many keys the store's data may be encrypted with: two while the key is changed. */
  keys(): Promise<number>;
  /** What can be read with the key the data was encrypted with. */
  readWith(vault: Vault): {
    readonly bots: Pick<Bots, 'all'>;
    readonly consents: Pick<Consents, 'all' | 'find'>;
    readonly secrets: Pick<SecretStore, 'read'>;
    secretsOf(account: AccountId): Pick<SecretStore, 'read'>;
  };
  /** How many rows each table holds of each account that has any. */
  census(): Promise<ReadonlyMap<AccountId, Readonly<Record<string, number>>>>;
  /** The name of the process that works for each account; null on SQLite, where the one process there can be works for all. */
  workers(): Promise<ReadonlyMap<AccountId, string> | null>;
  freshness(account: AccountId): Promise<{ readonly people: Instant | null; readonly calls: CallSyncState }>;
  /** Who asked about whom; nothing of it is encrypted. */
  readonly audit: AuditSource;
  close(): Promise<void>;
}

export interface FoundKey {
  /** Null where there is none yet. */
  readonly vault: Vault | null;
  /** `BOT_SECRET_KEY`, or the file; null on Postgres, where there is no file. */
  readonly source: string | null;
  /** Others than the owner may read the file. */
  readonly exposed: boolean;
}

const isSqlite = (databaseUrl: string) => databaseUrl.startsWith('sqlite:');

/** @throws where it is not 32 bytes in base64, or its file cannot be read */
export function findKey(databaseUrl: string, secretKey: string | undefined): FoundKey {
  if (secretKey !== undefined) return { vault: createVault(() => secretKey), source: 'BOT_SECRET_KEY', exposed: false };
  if (!isSqlite(databaseUrl)) return { vault: null, source: null, exposed: false };
  const file = keyFileOf(sqlitePath(databaseUrl));
  const text = readIfThere(file);
  if (text === null) return { vault: null, source: file, exposed: false };
  const exposed = platform() !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  return { vault: createVault(keySource(undefined, file)), source: file, exposed };
}

/** @returns null where there is no database file yet. Rejects with StoreError where the database does not answer. */
export async function inspectStore(databaseUrl: string, log: Log): Promise<StoreInspection | null> {
  const engine = await openForReading(databaseUrl, log);
  if (engine === null) return null;
  try {
    const executed = await executedMigrations(engine);
    const proofs = async () => (executed.length > 0 ? readProofs(engine.query) : []);
    return {
      migrations: compareMigrations(executed),
      async fits(vault) {
        const known = await proofs();
        return known.length === 0 ? null : vault !== null && lackingKeys(vault, known).length === 0;
      },
      keys: async () => (await proofs()).length,
      readWith: (vault) => ({
        bots: createBots(engine, vault),
        consents: createConsents(engine, vault),
        secrets: createSecretStore(engine, vault),
        secretsOf: (account) => createAccountSecrets(engine, vault, account),
      }),
      census: () => census(engine),
      workers: async () => (engine.dialect.name === 'sqlite' ? null : readWorkers(engine)),
      async freshness(account) {
        const [people] = await engine.find('directories', { account });
        const [calls] = await engine.find('call_syncs', { account });
        return { people: people?.synced_at ?? null, calls: calls ? (JSON.parse(calls.state) as CallSyncState) : {} };
      },
      audit: auditIn(engine),
      close: () => engine.close(),
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

const auditIn = (engine: Engine): AuditSource => ({
  async accounts() {
    const rows = await engine.query<{ account: string }>('SELECT DISTINCT account FROM audit_entries ORDER BY account');
    return rows.map(({ account }) => accountId(account));
  },
  entries: (account) => createAuditStore(engine, account),
  async names(account) {
    const rows = await engine.find('extensions', { account });
    return new Map(rows.map(({ id, name }) => [extensionId(id), name]));
  },
});

async function openForReading(databaseUrl: string, log: Log): Promise<Engine | null> {
  if (!isSqlite(databaseUrl)) return createEngine(await openPostgres(databaseUrl), postgresDialect, log);
  const path = sqlitePath(databaseUrl);
  if (!existsSync(path)) return null;
  // Beside the file SQLite keeps its log, so the folder must be writable too.
  for (const needed of [path, dirname(path)]) accessSync(needed, constants.R_OK | constants.W_OK);
  return createEngine(await openSqlite(path, log, { readOnly: true }), sqliteDialect, log);
}

/** Empty where the tables are not there yet. */
export async function executedMigrations({ query, dialect }: Engine): Promise<readonly string[]> {
  const looking =
    dialect.name === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`
      : `SELECT CAST(to_regclass('migrations') AS TEXT) AS name`;
  const [table] = await query<{ name: string | null }>(looking);
  if (!table?.name) return [];
  return (await query<{ name: string }>('SELECT name FROM migrations ORDER BY name')).map(({ name }) => name);
}
