/** Compares secrets so that neither content nor length shows in the time it takes. */
import { hash, timingSafeEqual } from 'node:crypto';

export const isSameSecret = (given: string, secret: string): boolean => timingSafeEqual(sha256(given), sha256(secret));

const sha256 = (text: string) => hash('sha256', text, 'buffer');
