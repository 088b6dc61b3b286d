/** The doors to the world, each a few functions. Everything but the clock and the log may reject with `Outage`. */
import type { AccountId, Instant } from './core/model.js';

export type * from './ports/activity.js';
export type * from './ports/audit.js';
export type * from './ports/connections.js';
export type * from './ports/inbox.js';
export type * from './ports/leases.js';
export type * from './ports/platform.js';
export type * from './ports/store.js';

export interface Clock {
  now(): Instant;
}

/** Structured log. Fields never hold tokens, post text or full phone numbers. */
export interface Log {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** Background work: rows with leases in the store. One row per name and account. */
export interface Work {
  /** Registers what a name does. The handler's lease is renewed while it runs. */
  work(name: string, handler: (account: AccountId) => Promise<void>): void;
  /** Due at `at`, or at the time already set where that is earlier. */
  enqueue(name: string, account: AccountId, at: Instant): Promise<void>;
  /** Keeps the name coming back `periodMs` after each run has ended. */
  every(name: string, account: AccountId, periodMs: number, firstAt: Instant): Promise<void>;
  /** Claims and runs what is due, of these accounts or of all; resolves when everything it started has ended. */
  run(now: Instant, accounts?: readonly AccountId[]): Promise<void>;
  /** Resolves when this process runs nothing of the account any more. */
  idle(account: AccountId): Promise<void>;
}

/** What `/metrics` counts. Labels are words of the house, never ids. */
export interface Metrics {
  /** A webhook request that was not taken, by reason. */
  webhookRefused(reason: string): void;
  /** An event that was taken, by kind. */
  delivered(kind: string): void;
  /** A command that was run, by name and outcome, and how long it took, ms. */
  commandRun(name: string, outcome: string, ms: number): void;
  /** A request to the platform, by rate group; status 0 where there was no answer. */
  platformRequest(group: string, status: number): void;
  /** A post that did not reach its chat, by reason. */
  postFailed(reason: string): void;
}

/** Whether the bot can answer, what it lacks, and how fresh it is: the body of `/readyz`. */
export interface Readiness {
  /** The store and the first reading of people stand. Trouble elsewhere does not take the webhook out of service. */
  readonly ready: boolean;
  readonly reasons: readonly string[];
  readonly sync: {
    /** ISO 8601, as `through`. */
    readonly people: string | null;
    readonly calls: { readonly through: string | null; readonly backfilling: boolean };
  };
}
