/** Credentials that outlive the process, encrypted at rest: tokens of installed bots, consents of readers, and small secrets by name. */
import type { AccountId, Instant, PersonId } from '../core/model.js';

/** An installed bot. */
export interface BotRow {
  /** The bot's own extension id. */
  readonly id: string;
  readonly account: AccountId;
  /** JSON of what the install delivered, with `access_token`. */
  readonly token: string;
  readonly installedAt: Instant;
}

export interface Bots {
  find(account: AccountId, id: string): Promise<BotRow | null>;
  /** In the order in which they were installed. */
  all(): Promise<readonly BotRow[]>;
  /** Installing again replaces the token. */
  save(row: BotRow): Promise<void>;
  remove(account: AccountId, id: string): Promise<void>;
}

/** What a consent gave: the refresh token is good for one use, and for seven days. */
export interface ConsentTokens {
  readonly refreshToken: string;
  readonly accessToken: string;
  readonly accessEndsAt: Instant;
  /** The application's permissions, as the platform wrote them: separated by blanks. */
  readonly scope: string;
}

/** By whose consent an account is read. */
export interface Consent {
  readonly account: AccountId;
  readonly person: PersonId;
  readonly tokens: ConsentTokens;
  readonly connectedAt: Instant;
  readonly refreshedAt: Instant;
  /** When the platform took it back; null while it is good. */
  readonly lostAt: Instant | null;
}

export interface Consents {
  find(account: AccountId): Promise<Consent | null>;
  all(): Promise<readonly Consent[]>;
  /** Connecting again replaces the consent. */
  save(consent: Consent): Promise<void>;
  /** False where this consent does not stand any more: disconnected, or replaced by a newer one. */
  renew(consent: Pick<Consent, 'account' | 'connectedAt'>, tokens: ConsentTokens, at: Instant): Promise<boolean>;
  lose(consent: Pick<Consent, 'account' | 'connectedAt'>, at: Instant): Promise<void>;
  /** True for the first who uses the link. Forgets the ones that have ended. */
  useLink(account: AccountId, id: string, endsAt: Instant, now: Instant): Promise<boolean>;
  wasUsed(account: AccountId, id: string): Promise<boolean>;
}

/** Small secrets: those of one account, or those of the whole installation. */
export interface SecretStore {
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}
