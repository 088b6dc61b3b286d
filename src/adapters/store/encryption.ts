/** Values at rest: AES-256-GCM, bound to the table and row they stand in, so that none can be moved to another row. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

export interface Vault {
  /** Tells keys apart without telling the key; stands in every sealed value. */
  readonly keyId: string;
  /** `v1.<key id>.<nonce>.<cipher text and tag>`. */
  seal(text: string, table: string, row: string): string;
  /** Throws where the value was sealed with another key, for another row, or was tampered with. */
  open(sealed: string, table: string, row: string): string;
  /** A key of 32 bytes for one other purpose, from which neither the secret key nor that of another purpose can be computed. */
  derive(purpose: string): Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

/** @throws where the key is not 32 bytes in base64 */
export function createVault(secretKey: string): Vault {
  const key = Buffer.from(secretKey.trim(), 'base64');
  if (key.length !== 32) throw new Error('The secret key must be 32 bytes in base64 (make one with `openssl rand -base64 32`)');
  const keyId = createHash('sha256').update('switchboard key id').update(key).digest('hex').slice(0, 8);
  const boundTo = (table: string, row: string) => Buffer.from(JSON.stringify([table, row]));

  return {
    keyId,
    derive: (purpose) => Buffer.from(hkdfSync('sha256', key, '', `switchboard ${purpose}`, 32)),
    seal(text, table, row) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(table, row));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', keyId, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open(sealed, table, row) {
      const [version, id, nonce = '', rest = ''] = sealed.split('.');
      if (version !== 'v1' || id !== keyId) throw new Error(`A value in ${table} was not encrypted with the secret key in use`);
      const bytes = Buffer.from(rest, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: tagBytes });
      decipher.setAAD(boundTo(table, row)).setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
    },
  };
}
