/** Links by which one person may connect one account: signed, soon over, and good for one consent. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type AccountId, accountId, type Instant, type PersonId, personId } from '../../core/model.js';
import { parseJson } from '../ringcentral/wire.js';

/** What a link was made for. */
export interface Invitation {
  readonly account: AccountId;
  readonly person: PersonId;
  readonly endsAt: Instant;
  /** Tells it from every other; by it a used one is known. */
  readonly id: string;
}

export interface Links {
  /** The text that stands in the address. */
  make(account: AccountId, person: PersonId, now: Instant): string;
  /** Null for what was not made here, or has ended. */
  read(link: string, now: Instant): Invitation | null;
  /** What comes back from the consent page; made of the invitation, and no link. */
  stateOf(invitation: Invitation): string;
  readState(state: string, now: Instant): Invitation | null;
  /** The secret of the proof key (RFC 7636), which nobody else can make, and its S256 challenge. */
  proofOf(invitation: Invitation): { readonly verifier: string; readonly challenge: string };
}

/** What the key of the links is derived for. */
export const linksPurpose = 'connect';
const goodFor = 10 * 60_000;
const form = /^[\w-]{20,600}\.[\w-]{43}$/;
const payload = z.tuple([z.string(), z.string(), z.number(), z.string()]);

export function createLinks(key: Buffer): Links {
  const sign = (purpose: string, text: string) => createHmac('sha256', key).update(`${purpose} ${text}`).digest();
  const sealed = (purpose: string, { account, person, endsAt, id }: Invitation) => {
    const text = Buffer.from(JSON.stringify([account, person, endsAt, id])).toString('base64url');
    return `${text}.${sign(purpose, text).toString('base64url')}`;
  };
  const opened = (purpose: string, given: string, now: Instant): Invitation | null => {
    if (!form.test(given)) return null;
    const [text = '', signature = ''] = given.split('.');
    const told = Buffer.from(signature, 'base64url');
    const expected = sign(purpose, text);
    if (told.length !== expected.length || !timingSafeEqual(told, expected)) return null;
    const parsed = payload.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success) return null;
    const [account, person, endsAt, id] = parsed.data;
    return now < endsAt && endsAt <= now + goodFor ? { account: accountId(account), person: personId(person), endsAt, id } : null;
  };
  return {
    make: (account, person, now) =>
      sealed('link', { account, person, endsAt: now + goodFor, id: randomBytes(16).toString('base64url') }),
    read: (link, now) => opened('link', link, now),
    stateOf: (invitation) => sealed('state', invitation),
    readState: (state, now) => opened('state', state, now),
    proofOf({ account, id }) {
      const verifier = sign('proof', `${account} ${id}`).toString('base64url');
      return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
    },
  };
}
