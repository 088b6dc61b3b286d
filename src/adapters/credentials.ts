/** Credentials that outlive the process, encrypted at rest: the tokens of installed bots, and small secrets by name. */
import type { AccountId, Instant } from '../core/model.js';

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
  find(id: string): Promise<BotRow | null>;
  /** In the order in which they were installed. */
  all(): Promise<readonly BotRow[]>;
  /** Installing again replaces the token. */
  save(row: BotRow): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Verification tokens and ids of subscriptions, and whose account the reader reads. */
export interface SecretStore {
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}
