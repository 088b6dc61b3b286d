/** Which secret key the store uses, and whether it is the one its data was written with. */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Log } from '../../ports.js';
import { createVault, type Vault } from './encryption.js';
import type { Query, Writing } from './engine.js';

const proofText = 'switchboard';

/** What the store says of the key it was written with; several after a change of keys. */
export interface KeyProof {
  readonly id: string;
  readonly proof: string;
}

export const readProofs = (query: Query) => query<KeyProof>('SELECT id, proof FROM secret_keys');

/** Where the key is kept when the environment names none. */
export const keyFileOf = (databasePath: string) => join(dirname(databasePath), 'switchboard.key');

export function fits(vault: Vault, proofs: readonly KeyProof[]): boolean {
  const proof = proofs.find(({ id }) => id === vault.keyId)?.proof;
  return proof !== undefined && vault.open(proof, 'secret_keys', vault.keyId) === proofText;
}

/** @param file where the key is kept when the environment names none; null on Postgres, where it must */
export async function openVault(tx: Writing, secretKey: string | undefined, file: string | null, log: Log): Promise<Vault> {
  const known = await readProofs(tx.query);
  const vault = createVault(secretKey || keyFromFile(file, known.length > 0, log));
  if (known.length === 0) {
    await tx.put('secret_keys', { id: vault.keyId, proof: vault.seal(proofText, 'secret_keys', vault.keyId) });
    return vault;
  }
  if (!fits(vault, known)) {
    const source = secretKey ? 'BOT_SECRET_KEY' : `the key in ${file}`;
    const wanted = known.map(({ id }) => id).join(', ');
    throw new Error(
      `The secret key does not fit the store: its data was encrypted with key ${wanted}, but ${source} is ${vault.keyId}. ` +
        'Put the former key back, or start with an empty database.',
    );
  }
  return vault;
}

function keyFromFile(file: string | null, hasData: boolean, log: Log): string {
  if (file === null) {
    throw new Error('BOT_SECRET_KEY is required with Postgres: 32 bytes in base64 (make one with `openssl rand -base64 32`)');
  }
  const existing = readIfThere(file);
  if (existing !== null) return existing;
  if (hasData) {
    throw new Error(`The secret key is missing: the store has encrypted data, but there is neither BOT_SECRET_KEY nor ${file}.`);
  }
  // Written whole before it gets its name: another process may be starting on the same directory.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
    log.info('A secret key was made: keep a copy of this file, without it stored tokens cannot be read', { path: file });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
}

/** Null where there is no such file. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
