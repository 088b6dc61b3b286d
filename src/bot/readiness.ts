/** Whether the bot can answer, what it lacks, and how fresh it is: for `/readyz`. */
import type { CallSyncState } from '../core/callSync.js';
import type { AccountId, Instant } from '../core/model.js';
import { isBackfilling, percentRead } from '../core/rendering/coverage.js';
import type { AccountStore, Connections, Readiness } from '../ports.js';

export interface ReadinessOptions {
  readonly connections: Connections;
  readonly account: (id: AccountId) => AccountStore;
  readonly storeReady: () => Promise<boolean>;
  /** What the configuration lacks, in words. */
  readonly missing: readonly string[];
  readonly readerConfigured: boolean;
}

export async function readiness({
  connections,
  account,
  storeReady,
  missing,
  readerConfigured,
}: ReadinessOptions): Promise<Readiness> {
  const reader = connections.reader();
  const store = reader && account(reader.account);
  const standing = await storeReady();
  const people = standing && store ? await store.directory.syncedAt() : null;
  const calls: CallSyncState = standing && store ? await store.state.callSync() : {};
  const reasons = [
    ...(standing ? [] : ['the store does not answer']),
    ...missing.map((part) => `missing: ${part}`),
    ...(readerConfigured && !reader ? ['the reader is not connected yet'] : []),
    ...(reader && people === null ? ['people have not been read yet'] : []),
    ...(connections.bots().length === 0 ? ['the bot is not installed yet'] : []),
    ...(reader && calls.through === undefined ? ['calls have not been read yet'] : []),
    ...(isBackfilling(calls) ? [`past calls are being read: ${percentRead(calls)} %`] : []),
    ...(calls.trouble === undefined ? [] : [`calls: ${calls.trouble}`]),
  ];
  return {
    ready: standing && people !== null,
    reasons,
    sync: { people: iso(people), calls: { through: iso(calls.through ?? null), backfilling: isBackfilling(calls) } },
  };
}

const iso = (instant: Instant | null) => (instant === null ? null : new Date(instant).toISOString());
