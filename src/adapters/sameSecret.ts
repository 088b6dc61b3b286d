/** Compares secrets so that neither content nor length shows in the time it takes. */
import { hash, timingSafeEqual } from 'node:crypto';

export const isSameSecret = (given: string, secret: string): boolean => comparedWith(given)(secret);

/** For comparing one with many: hashes it once. */
export function comparedWith(given: string): (secret: string) => boolean {
  const digest = sha256(given);
  return (secret) => timingSafeEqual(digest, sha256(secret));
}

const sha256 = (text: string) => hash('sha256', text, 'buffer');
