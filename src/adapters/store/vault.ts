/** The secret keys a process holds: it reads with all of them, and writes with the one that the store names. */
import { createSecretKey, keyIdOf, type SecretKey, UnknownKey } from './encryption.js';
import type { Writing } from './engine.js';
import type { SealedTable } from './sealed.js';

/** Encrypts a value for its row. */
export type Seal = (text: string, table: SealedTable, row: string) => string;

export interface Vault {
  /** Newest first. */
  keys(): readonly SecretKey[];
  /** @throws UnknownKey where it was sealed with none of the keys; an Error where it cannot be opened with its own */
  open(sealed: string, table: SealedTable, row: string): string;
  /**
   * For writing inside this transaction, and not after it: the store changes its key only when nobody is in between, so that nothing is
   * written with a former key. Rejects where the store's key is none of ours.
   */
  sealing(tx: Writing): Promise<Seal>;
  /** A key of 32 bytes for one other purpose, from the newest key. */
  derive(purpose: string): Buffer;
}

/** Keys stand newest first, apart by commas or line breaks. Throws where one is not 32 bytes in base64. */
export function readKeys(text: string): readonly SecretKey[] {
  const keys = text.split(/[\s,]+/).filter(Boolean);
  return (keys.length === 0 ? [''] : keys).map(createSecretKey);
}

/** @param source tells the keys, again whenever one is missed: those in a file change while the process runs. Null: they are not there */
export function createVault(source: () => string | null): Vault {
  let text = source() ?? '';
  let keys = readKeys(text);
  const readAgain = () => {
    const now = source() ?? text;
    if (now !== text) [keys, text] = [readKeys(now), now];
  };
  const keyOf = (id: string | undefined): SecretKey | undefined => {
    const find = () => keys.find((key) => key.id === id);
    const known = find();
    if (known || id === undefined) return known;
    readAgain();
    return find();
  };
  return {
    keys: () => keys,
    open(sealed, table, row) {
      const key = keyOf(keyIdOf(sealed));
      if (!key) throw new UnknownKey(table);
      return key.open(sealed, table, row);
    },
    async sealing(tx) {
      const id = await writingKey(tx);
      const key = keyOf(id);
      if (!key)
        throw new Error(
          `The store is written with the secret key ${id}, which this process has not got: restart it with that key`,
        );
      return key.seal;
    },
    derive(purpose) {
      readAgain();
      return (keys[0] as SecretKey).derive(purpose);
    },
  };
}

/** The id of the key the store is written with; it stays so until the transaction ends. */
export async function writingKey(tx: Writing): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(`SELECT id FROM writing_key WHERE place = 1 ${tx.dialect.keepRow}`);
  return row?.id;
}
