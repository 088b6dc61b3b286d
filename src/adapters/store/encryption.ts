/** Values at rest: AES-256-GCM, bound to the table and row they stand in, so that none can be moved to another row. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** One secret key. */
export interface SecretKey {
  /** Tells keys apart without telling the key; stands in every sealed value. */
  readonly id: string;
  /** `v1.<key id>.<nonce>.<cipher text and tag>`. */
  seal(text: string, table: string, row: string): string;
  /** @throws UnknownKey where it was sealed with another key; an Error where for another row, or where it was tampered with */
  open(sealed: string, table: string, row: string): string;
  /** A key of 32 bytes for one other purpose, from which neither the secret key nor that of another purpose can be computed. */
  derive(purpose: string): Buffer;
}

/** Sealed with a key that this process has not got: nothing is wrong with the value. */
export class UnknownKey extends Error {
  constructor(table: string) {
    super(`A value in ${table} was not encrypted with the secret key in use`);
    this.name = 'UnknownKey';
  }
}

const nonceBytes = 12;
const tagBytes = 16;

/** @throws where the key is not 32 bytes in base64 */
export function createSecretKey(secretKey: string): SecretKey {
  const key = Buffer.from(secretKey.trim(), 'base64');
  if (key.length !== 32) throw new Error('The secret key must be 32 bytes in base64 (make one with `openssl rand -base64 32`)');
  const id = createHash('sha256').update('switchboard key id').update(key).digest('hex').slice(0, 8);
  const boundTo = (table: string, row: string) => Buffer.from(JSON.stringify([table, row]));

  return {
    id,
    derive: (purpose) => Buffer.from(hkdfSync('sha256', key, '', `switchboard ${purpose}`, 32)),
    seal(text, table, row) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(table, row));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', id, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open(sealed, table, row) {
      const [version, sealedWith, nonce = '', rest = ''] = sealed.split('.');
      if (version !== 'v1' || sealedWith !== id) throw new UnknownKey(table);
      const bytes = Buffer.from(rest, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: tagBytes });
      decipher.setAAD(boundTo(table, row)).setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
    },
  };
}

/** Of a sealed value, or of the beginning of one; undefined where it is none. */
export const keyIdOf = (sealed: string): string | undefined => /^v1\.([0-9a-f]{8})\./.exec(sealed)?.[1];
