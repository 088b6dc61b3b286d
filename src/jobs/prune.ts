/** Takes away what has grown older than it may be kept: calls, who asked about whom, what was read of people, answered deliveries. */
import { keptFrom, type Retention } from '../core/retention.js';
import type { AccountStore, Clock, Inbox, Log } from '../ports.js';
import { withdrawableFor } from './withdraw.js';

export const pruneJob = 'prune';
/** So much longer than promised something is there at most. */
export const pruneBeat = 3_600_000;

/** How long it is remembered that a delivery was answered; the platform repeats itself within minutes, if at all. */
const inboxKept = 7 * 24 * 3_600_000;

export interface Keeping {
  readonly calls: Retention;
  readonly audit: Retention;
}

export interface Pruning {
  readonly store: Pick<AccountStore, 'calls' | 'audit' | 'profiles' | 'posted' | 'activity'>;
  readonly inbox: Pick<Inbox, 'prune'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly keep: Keeping;
}

/** A death in between costs nothing: the next run goes on where this one ended. */
export async function prune({ store, inbox, clock, log, keep }: Pruning): Promise<void> {
  const now = clock.now();
  await inbox.prune(now - inboxKept);
  await store.audit.prune(keptFrom(keep.audit, now));
  await store.posted.prune(now - withdrawableFor);
  const before = keptFrom(keep.calls, now);
  await store.profiles.prune(before, now);
  await store.activity.prune(before);
  let records = 0;
  for (let gone = await store.calls.prune(before); gone > 0; gone = await store.calls.prune(before)) records += gone;
  if (records > 0) log.info('old calls were forgotten', { records, before: new Date(before).toISOString() });
}
