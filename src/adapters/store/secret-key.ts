/** Which secret keys the store uses, and whether they are those its data was written with. */
import type { Log } from '../../ports.js';
import type { SecretKey } from './encryption.js';
import type { Query, Writing } from './engine.js';
import { makeKeyFile, readIfThere } from './key-file.js';
import { createVault, type Vault, writingKey } from './vault.js';

const proofText = 'switchboard';

/** What the store says of a key that its data may be written with; several while keys are changed. */
export interface KeyProof {
  readonly id: string;
  readonly proof: string;
}

export const readProofs = (query: Query) => query<KeyProof>('SELECT id, proof FROM secret_keys ORDER BY id');

const proves = (key: SecretKey, { id, proof }: KeyProof) => key.id === id && key.open(proof, 'secret_keys', id) === proofText;

/** The ids of those keys that the data may be written with, and that the vault has not got. */
export const lackingKeys = (vault: Vault, proofs: readonly KeyProof[]): readonly string[] =>
  proofs.filter((proof) => !vault.keys().some((key) => proves(key, proof))).map(({ id }) => id);

/** @param file where the keys are kept when the environment names none; null on Postgres, where it must */
export async function openVault(tx: Writing, secretKey: string | undefined, file: string | null, log: Log): Promise<Vault> {
  const known = await readProofs(tx.query);
  if (!secretKey) ensureKeyFile(file, known.length > 0, log);
  const vault = createVault(keySource(secretKey, file));
  checkKeys(vault, known, secretKey ? 'BOT_SECRET_KEY' : `${file}`);
  await writeWith(tx, vault.keys()[0] as SecretKey);
  return vault;
}

/** The environment's keys never change; those of a file do. */
export const keySource = (secretKey: string | undefined, file: string | null) => () =>
  secretKey || (file === null ? null : readIfThere(file));

/** @throws one sentence where a key is missing */
export function checkKeys(vault: Vault, known: readonly KeyProof[], source: string): void {
  const lacking = lackingKeys(vault, known);
  if (lacking.length === 0) return;
  const held = vault.keys().map(({ id }) => id);
  throw new Error(
    `The secret key does not fit the store: its data was encrypted with key ${lacking.join(', ')}, but ${source} holds ` +
      `${held.join(', ')}. Put the former key back (after a comma, where the new one is meant to follow it), or start with an empty database.`,
  );
}

/** From the end of this transaction on nobody writes with another key. */
export async function writeWith(tx: Writing, key: SecretKey): Promise<void> {
  const known = await readProofs(tx.query);
  if (!known.some(({ id }) => id === key.id)) {
    await tx.put('secret_keys', { id: key.id, proof: key.seal(proofText, 'secret_keys', key.id) });
  }
  if ((await writingKey(tx)) !== key.id) await tx.put('writing_key', { place: 1, id: key.id });
}

function ensureKeyFile(file: string | null, hasData: boolean, log: Log): void {
  if (file === null) {
    throw new Error('BOT_SECRET_KEY is required with Postgres: 32 bytes in base64 (make one with `openssl rand -base64 32`)');
  }
  if (readIfThere(file) !== null) return;
  if (hasData) {
    throw new Error(`The secret key is missing: the store has encrypted data, but there is neither BOT_SECRET_KEY nor ${file}.`);
  }
  if (makeKeyFile(file)) {
    log.info('A secret key was made: keep a copy of this file, without it stored tokens cannot be read', { path: file });
  }
}
