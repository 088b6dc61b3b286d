/** Changes the secret key while the bot runs: everything is encrypted anew, and the former key is forgotten once nothing needs it. */
import { existsSync } from 'node:fs';
import type { Log } from '../../ports.js';
import type { Engine, Query, Writing } from './engine.js';
import { executedMigrations } from './inspect.js';
import { newKey, readIfThere, replaceKeyFile } from './key-file.js';
import { compareMigrations } from './migrations/index.js';
import { openEngine } from './open.js';
import { countSealed, inWords, reencrypt, type Sealed } from './reencrypt.js';
import { type SealedTable, sealedTables } from './sealed.js';
import { checkKeys, keySource, readProofs, writeWith } from './secret-key.js';
import { sqlitePath } from './sqlite.js';
import { createVault, readKeys, type Vault, writingKey } from './vault.js';

export interface RotationOptions {
  readonly databaseUrl: string;
  /** As `BOT_SECRET_KEY` has them. */
  readonly secretKey?: string | undefined;
  readonly log: Log;
}

export interface Rotation {
  readonly counts: readonly { readonly table: SealedTable; readonly changed: number }[];
  /** Values that neither key opens. While there are any, the former key stays. */
  readonly damaged: readonly Sealed[];
  /** Ids of keys. */
  readonly newest: string;
  readonly forgotten: readonly string[];
  /** Null where the keys come from the environment. */
  readonly keyFile: string | null;
}

/** Whatever ends it in between, the next one goes on where it was. Rejects with StoreError, or with a sentence for the operator. */
export async function rotateKey({ databaseUrl, secretKey, log }: RotationOptions): Promise<Rotation> {
  if (databaseUrl.startsWith('sqlite:') && !existsSync(sqlitePath(databaseUrl))) throw new Error('There is no database yet.');
  const { engine, keyFile: besideIt } = await openEngine(databaseUrl, log);
  const keyFile = secretKey ? null : besideIt;
  try {
    if (compareMigrations(await executedMigrations(engine)).pending.length > 0) {
      throw new Error('The tables are those of a former version: start the bot of this version first.');
    }
    const vault = await engine.write((tx) => begin(tx, secretKey, keyFile));
    const newest = vault.keys()[0]?.id ?? '';
    const changed = new Map<SealedTable, number>(sealedTables.map((table) => [table, 0]));
    const forgotten: string[] = [];
    let damaged: readonly Sealed[] = [];
    // Nobody writes with a former key any more: where a pass changes nothing, what is left can never be opened.
    for (let progress = true; progress; ) {
      progress = (await pass(engine, vault, newest, changed)) > 0;
      damaged = await engine.write((tx) => forget(tx, newest, forgotten));
      if (damaged.length === 0) break;
    }
    if (damaged.length === 0 && keyFile !== null) await shrink(engine, keyFile, newest);
    const counts = sealedTables.map((table) => ({ table, changed: changed.get(table) ?? 0 }));
    return { counts, damaged, newest, forgotten, keyFile };
  } finally {
    await engine.close();
  }
}

/** Over every table once; how many values were changed. */
async function pass(engine: Engine, vault: Vault, newest: string, changed: Map<SealedTable, number>): Promise<number> {
  let all = 0;
  for (const table of sealedTables) {
    const count = await reencrypt(engine, vault, table, newest);
    changed.set(table, (changed.get(table) ?? 0) + count);
    all += count;
  }
  return all;
}

/** From here on the bot writes with the newest key. In one transaction with the file: no other process begins at the same time. */
async function begin(tx: Writing, secretKey: string | undefined, keyFile: string | null): Promise<Vault> {
  const text = keySource(secretKey, keyFile)();
  if (text === null) throw new Error(keyFile === null ? 'BOT_SECRET_KEY is not set.' : `The key file ${keyFile} is not there.`);
  const known = await readProofs(tx.query);
  if (known.length === 0) throw new Error('Nothing is encrypted yet: start the bot first.');
  const held = createVault(() => text);
  checkKeys(held, known, secretKey ? 'BOT_SECRET_KEY' : `${keyFile}`);
  const ids = new Set(held.keys().map(({ id }) => id));
  const foreign = (await countSealed(tx.query)).filter(({ key }) => !ids.has(key));
  if (foreign.length > 0) throw new Error(`${inWords(foreign)}: nobody has that key. Restore the key, or remove these rows.`);

  if (keyFile !== null) {
    const lines = linesIn(text);
    if (lines.length === 1) replaceKeyFile(keyFile, [newKey(), ...lines]);
    const vault = createVault(keySource(undefined, keyFile));
    const [newest] = vault.keys();
    if (newest) await writeWith(tx, newest);
    return vault;
  }
  if (held.keys().length === 1) {
    throw new Error(
      'BOT_SECRET_KEY holds one key. Make a new one (openssl rand -base64 32), set BOT_SECRET_KEY to the new one, a comma and the present ' +
        'one, restart the bot, then run this again.',
    );
  }
  if ((await writingKey(tx)) !== held.keys()[0]?.id) {
    throw new Error(
      'The bot does not write with the new key yet: restart it with BOT_SECRET_KEY as it is here (the new key, a comma, the present one), ' +
        'then run this again.',
    );
  }
  return held;
}

/** What is not under the newest key; where there is nothing, the other keys are forgotten. */
async function forget(tx: Writing, newest: string, forgotten: string[]): Promise<readonly Sealed[]> {
  if ((await writingKey(tx)) !== newest) {
    throw new Error('The bot was started with another key meanwhile. Run this again with the keys it has now.');
  }
  const left = (await countSealed(tx.query)).filter(({ key }) => key !== newest);
  if (left.length > 0) return left;
  for (const { id } of await readProofs(tx.query)) {
    if (id === newest) continue;
    await tx.remove('secret_keys', { id });
    forgotten.push(id);
  }
  return [];
}

/** Takes the former keys out of the file, once it is sure that the database keeps what it has: else a power cut could bring them back. */
async function shrink(engine: Engine, keyFile: string, newest: string): Promise<void> {
  await keepWhatIsWritten(engine.query);
  await engine.write(async (tx) => {
    const known = await readProofs(tx.query);
    if (known.length !== 1 || known[0]?.id !== newest) return;
    const keys = linesIn(readIfThere(keyFile) ?? '');
    if (keys.length > 1)
      replaceKeyFile(
        keyFile,
        keys.filter((key) => readKeys(key)[0]?.id === newest),
      );
  });
}

/** Until all that is in SQLite's log is in the database, without ever keeping the bot from writing. */
async function keepWhatIsWritten(query: Query): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const [done] = await query<{ busy: number; log: number; checkpointed: number }>('PRAGMA wal_checkpoint(PASSIVE)');
    if (done?.busy === 0 && done.checkpointed >= done.log) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    'Everything is encrypted anew, but the database is too busy to take the former key out of its file. Run this again.',
  );
}

const linesIn = (text: string) => text.split(/\s+/).filter(Boolean);
