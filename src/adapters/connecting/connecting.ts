/** How a company connects its reader and lets go of it: links, the consent that comes back, and the end. */
import type { AccountId, PersonId } from '../../core/model.js';
import type { Clock, Connecting, Log } from '../../ports.js';
import type { Consent, Consents, ConsentTokens } from '../credentials.js';
import type { Offered, Worth } from './exchange.js';
import type { Invitation, Links } from './links.js';

export interface ConnectingOptions {
  readonly links: Links;
  /** The platform's consent page; the bot's own public address. Absent where something is not configured, which `lacks` says. */
  readonly place?: { readonly server: string; readonly publicUrl: string; readonly clientId: string } | undefined;
  readonly lacks: string | null;
  readonly consents: Consents;
  readonly exchange: (offered: Offered) => Promise<Worth>;
  /** Ends a consent with the platform; never rejects. */
  readonly end: (tokens: ConsentTokens) => Promise<void>;
  readonly isOperators: (account: AccountId) => boolean;
  /** The account has a bot: without one nobody could have asked for the link. */
  readonly isInstalled: (account: AccountId) => boolean;
  readonly companyName: (account: AccountId) => Promise<string>;
  /** The consent stands in the store: reads by it from now on. */
  readonly connected: (consent: Consent) => Promise<void>;
  /** Reads no more by it and deletes what was read. How many records there were. */
  readonly disconnect: (account: AccountId) => Promise<{ readonly calls: number; readonly people: number }>;
  readonly clock: Clock;
  readonly log: Log;
}

export type LinkSays =
  | { readonly kind: 'open'; readonly authorize: string; readonly company: string }
  | { readonly kind: 'not a link' | 'used' };

export type ConsentSays =
  | { readonly kind: 'connected'; readonly company: string; readonly name: string }
  | { readonly kind: 'lacking'; readonly what: readonly string[] }
  | { readonly kind: 'not a link' | 'used' | 'declined' | 'somebody else' | 'not installed' };

export interface LiveConnecting extends Connecting {
  /** Looking at a link changes nothing: chats look at links by themselves. */
  look(link: string): Promise<LinkSays>;
  /** The way back from the platform's consent page. Rejects with Outage where the platform does not answer. */
  accept(query: { readonly state: string; readonly code?: string | undefined }): Promise<ConsentSays>;
}

export const connectPath = '/connect';
export const callbackPath = '/connect/callback';

export function createConnecting(options: ConnectingOptions): LiveConnecting {
  const { links, place, consents, clock, log } = options;
  const redirectUri = `${place?.publicUrl}${callbackPath}`;

  const authorizeUrl = (invitation: Invitation): string => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: place?.clientId ?? '',
      redirect_uri: redirectUri,
      state: links.stateOf(invitation),
      code_challenge: links.proofOf(invitation).challenge,
      code_challenge_method: 'S256',
    });
    return `${place?.server}/restapi/oauth/authorize?${query}`;
  };

  const worthOf = async (invitation: Invitation, code: string): Promise<Worth> => {
    const { account, person } = invitation;
    return options.exchange({ code, redirectUri, verifier: links.proofOf(invitation).verifier, account, person });
  };

  const keep = async ({ account, person }: Invitation, tokens: ConsentTokens): Promise<void> => {
    const before = await consents.find(account);
    const at = clock.now();
    const consent: Consent = {
      account,
      person,
      tokens,
      // Two consents of one account are told apart by it.
      connectedAt: Math.max(at, (before?.connectedAt ?? 0) + 1),
      refreshedAt: at,
      lostAt: null,
    };
    await consents.save(consent);
    await options.connected(consent);
    log.info('a company connected its reader', { account, person });
    if (before && before.lostAt === null) await options.end(before.tokens);
  };

  return {
    lacks: options.lacks,
    linkFor: (account: AccountId, person: PersonId) =>
      `${place?.publicUrl}${connectPath}?link=${links.make(account, person, clock.now())}`,
    disconnect: options.disconnect,
    async look(link) {
      const invitation = place ? links.read(link, clock.now()) : null;
      if (!invitation) return { kind: 'not a link' };
      if (await consents.wasUsed(invitation.account, invitation.id)) return { kind: 'used' };
      return { kind: 'open', authorize: authorizeUrl(invitation), company: await options.companyName(invitation.account) };
    },
    async accept({ state, code }) {
      const invitation = place ? links.readState(state, clock.now()) : null;
      if (!invitation) return { kind: 'not a link' };
      const { account, id, endsAt } = invitation;
      if (code === undefined) return { kind: 'declined' };
      // Used up before anything is asked: of two who come with it at once, one is too late.
      if (!(await consents.useLink(account, id, endsAt, clock.now()))) return { kind: 'used' };
      if (!options.isInstalled(account) || options.isOperators(account)) return { kind: 'not installed' };
      const worth = await worthOf(invitation, code);
      if (worth.kind !== 'good') {
        log.warn('a consent was refused', { account, reason: worth.kind });
        return worth;
      }
      if (!options.isInstalled(account)) {
        await options.end(worth.tokens);
        return { kind: 'not installed' };
      }
      await keep(invitation, worth.tokens);
      return { kind: 'connected', company: await options.companyName(account), name: worth.name };
    },
  };
}
