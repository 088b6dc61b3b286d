/** Who is connected: the bots that are installed, the readers, and how a company connects its own. */
import type { AccountId, Instant, PersonId } from '../core/model.js';
import type { Messenger, Reader } from './platform.js';

/** How an account's people and calls come to be read. */
export type Connection =
  /** By the JWT of the operator's configuration. */
  | { readonly kind: 'operator' }
  /** By a person's consent; `lostAt` is when the platform took it back. */
  | { readonly kind: 'consent'; readonly by: PersonId; readonly at: Instant; readonly lostAt: Instant | null };

/** Who is connected now; bots and readers come and go. Everything is asked by account. */
export interface Connections {
  bots(): readonly { readonly account: AccountId; readonly messenger: Messenger }[];
  /** Those whose account is known and may be read. */
  readers(): readonly { readonly account: AccountId; readonly reader: Reader }[];
  /** Null where nobody has connected a reader, or the consent is gone. */
  readerOf(account: AccountId): Reader | null;
  /** Null where nobody has connected a reader yet. */
  connectionOf(account: AccountId): Connection | null;
  /** Until the bot is installed again nothing of this account may be read, nor kept. */
  wasUninstalled(account: AccountId): boolean;
  /** Has the reader's token replaced where it ends soon. */
  refresh(account: AccountId): Promise<void>;
}

/** How a company connects its own reader. */
export interface Connecting {
  /** What the configuration lacks for it, in words; null where nothing is missing. */
  readonly lacks: string | null;
  /** A link for this person alone, good for one consent within ten minutes. */
  linkFor(account: AccountId, person: PersonId): string;
  /** Ends the consent with the platform and deletes people and calls. How many records there were. */
  disconnect(account: AccountId): Promise<{ readonly calls: number; readonly people: number }>;
}
