/** Opens the store: the engine the address names, its tables up to date, its secret key checked. */
import { randomUUID } from 'node:crypto';
import type { AccountId } from '../../core/model.js';
import { type PartRules, standardRules } from '../../core/rules.js';
import type { AccountStore, Clock, Inbox, Log, Work } from '../../ports.js';
import { monotonic } from '../clock.js';
import type { Bots, Consents, SecretStore } from '../credentials.js';
import { withTimeLimit } from '../timeLimit.js';
import { createAccountStore } from './account.js';
import { createNews } from './changes.js';
import { createConsents } from './consents.js';
import { postgresDialect, sqliteDialect } from './dialect.js';
import type { DirectoryCache } from './directory.js';
import { createEngine, type Engine } from './engine.js';
import { createInbox } from './inbox.js';
import { createJobs } from './jobs.js';
import { keyFileOf } from './key-file.js';
import { createLeases, createSoleLeases, ownerName, type StoreLeases } from './leases.js';
import { migrate } from './migrations/index.js';
import { openPostgres } from './postgres.js';
import { openVault } from './secret-key.js';
import { holdFile, openSqlite, sqlitePath } from './sqlite.js';
import { createAccountSecrets, createBots, createSecretStore } from './vaulted.js';
import { createWork } from './work.js';

export interface Store {
  account(id: AccountId): AccountStore;
  readonly inbox: Inbox;
  readonly work: Work;
  readonly bots: Bots;
  readonly consents: Consents;
  /** Those of the whole installation. */
  readonly secrets: SecretStore;
  secretsOf(account: AccountId): SecretStore;
  readonly leases: StoreLeases;
  /** Whether credentials were written since it was asked last; where no other process can have, never. */
  news(): Promise<boolean>;
  /** A key for one other purpose, derived from the newest secret key: another one after a change of keys. */
  deriveKey(purpose: string): Buffer;
  /** Whether the database answers within a second. */
  ready(): Promise<boolean>;
  /** Waits for the writes under way. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `sqlite:<path>`, relative to the working directory, or `postgres://…`. */
  readonly databaseUrl: string;
  /** 32 bytes in base64, or several, newest first, apart by commas. Absent on SQLite: kept in `switchboard.key` beside the database. */
  readonly secretKey?: string;
  /** The standard ones where absent. */
  readonly rules?: PartRules;
  readonly clock: Clock;
  readonly log: Log;
  /** This process is the bot and no tool beside it: an SQLite file takes one of these. */
  readonly isBot?: boolean;
  /** How an operator tells this process from others. */
  readonly processName?: string;
}

const readyWithinMs = 1_000;

/** @throws one sentence where the database, its driver or the secret key is not usable */
export async function openStore({
  databaseUrl,
  secretKey,
  rules = standardRules,
  clock,
  log,
  isBot = false,
  processName = 'unnamed',
}: StoreOptions): Promise<Store> {
  const sole = isBot && databaseUrl.startsWith('sqlite:');
  const letGo = sole ? await holdFile(sqlitePath(databaseUrl)) : async () => {};
  const { engine, keyFile } = await openEngine(databaseUrl, log).catch(async (error: unknown) => {
    await letGo();
    throw error;
  });
  try {
    const vault = await engine.write(async (tx) => {
      await migrate(tx, engine.dialect);
      return openVault(tx, secretKey, keyFile, log);
    });
    // On SQLite only reading a table opens the write-ahead log; with nobody holding it, the end of every transaction would fold it up.
    await engine.query('SELECT id FROM secret_keys LIMIT 1');
    const directories: DirectoryCache = new Map();
    const closing = new AbortController();
    const owner = ownerName(processName, randomUUID());
    const shared = engine.dialect.name === 'postgres';
    const leases = { engine, owner, clock, monotonic, log };
    const accounts = new Map<AccountId, AccountStore>();
    // Every event asks for the store of its account.
    const accountStore = (id: AccountId) => {
      const made = accounts.get(id) ?? createAccountStore(engine, id, directories, vault, owner, rules);
      accounts.set(id, made);
      return made;
    };
    return {
      account: accountStore,
      inbox: createInbox(engine, vault, owner, clock, log),
      work: createWork(createJobs(engine, owner), clock, log, closing.signal),
      bots: createBots(engine, vault),
      consents: createConsents(engine, vault),
      secrets: createSecretStore(engine, vault),
      secretsOf: (account) => createAccountSecrets(engine, vault, account),
      leases: sole ? createSoleLeases(leases) : createLeases(leases),
      news: shared ? createNews(engine) : async () => false,
      deriveKey: (purpose) => vault.derive(purpose),
      ready: () => answers(engine),
      close: async () => {
        closing.abort();
        await engine.close();
        await letGo();
      },
    };
  } catch (error) {
    await engine.close();
    await letGo();
    throw error;
  }
}

/** The database alone, its tables as they are. */
export async function openEngine(databaseUrl: string, log: Log): Promise<{ engine: Engine; keyFile: string | null }> {
  if (/^postgres(ql)?:/.test(databaseUrl)) {
    return { engine: createEngine(await openPostgres(databaseUrl), postgresDialect, log), keyFile: null };
  }
  if (!databaseUrl.startsWith('sqlite:')) throw new Error('DATABASE_URL must start with sqlite: or postgres://');
  const path = sqlitePath(databaseUrl);
  const engine = createEngine(await openSqlite(path, log), sqliteDialect, log);
  return { engine, keyFile: keyFileOf(path) };
}

async function answers(engine: Engine): Promise<boolean> {
  return withTimeLimit(engine.query('SELECT 1 AS one'), readyWithinMs, 'no answer').then(
    () => true,
    () => false,
  );
}
