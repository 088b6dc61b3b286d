/** How far the reading of calls has come, and by which way: kept in the store, told in every answer. */
import type { Instant, Span } from './model.js';

/** How long the last windows took, how many days of the past they held and in how many requests; older ones count less and less. */
export interface Pace {
  readonly ms: number;
  readonly days: number;
  readonly requests?: number;
  /** How long all of them took. */
  readonly inAllMs?: number;
}

export interface CallSyncState {
  readonly token?: string;
  /** Everything that ended before this instant, minus the platform's own lag, is in the store. */
  readonly through?: Instant;
  /** The backfill works from now into the past: calls since `coveredFrom` are known. */
  readonly coveredFrom?: Instant;
  readonly target?: Instant;
  readonly startedAt?: Instant;
  /** Which way of reading is in use: the sync; windows of the log where that is refused; one person's log where the company's is. */
  readonly way?: 'extract-sync' | 'windows' | 'people';
  /** Since when that way is in use; after a while the better ones are tried again. */
  readonly wayAt?: Instant;
  /** Last time the whole last day was read again; only where windows are in use. */
  readonly dayReadAt?: Instant;
  /** Length of the next window of the backfill, days. */
  readonly windowDays?: number;
  readonly pace?: Pace;
  /** What is known of single people, where calls are read person by person. */
  readonly people?: Readonly<Record<string, Span>>;
  /** Since when RingCentral refuses the calls of single people. */
  readonly unreadable?: Readonly<Record<string, Instant>>;
  /** Last trouble in words, cleared by the next success. */
  readonly trouble?: string;
}
