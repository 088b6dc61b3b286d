/** How a bot proves to somebody who has its secret key that an address leads to it: it answers a challenge. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface SelfProof {
  /** A random name of the process, new at every start. */
  readonly process: string;
  readonly proof: string;
}

/** Undefined for anything that is no challenge. */
export type SelfProver = (nonce: string) => SelfProof | undefined;

/** What the key of the proofs is derived for: it serves nothing else, so that answering strangers gives nothing away. */
export const proofPurpose = 'healthz';

export const newNonce = () => randomBytes(32).toString('base64url');
const nonceForm = /^[\w-]{43}$/;

/** @param key asked for at every challenge, for it changes with the secret key */
export function createSelfProver(key: () => Buffer): SelfProver {
  const process = randomBytes(12).toString('base64url');
  return (nonce) => (nonceForm.test(nonce) ? { process, proof: sign(key(), nonce, process).toString('base64url') } : undefined);
}

export function provesItself(key: Buffer, nonce: string, answer: SelfProof): boolean {
  const given = Buffer.from(answer.proof, 'base64url');
  const expected = sign(key, nonce, answer.process);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const sign = (key: Buffer, nonce: string, process: string) => createHmac('sha256', key).update(`${nonce} ${process}`).digest();
