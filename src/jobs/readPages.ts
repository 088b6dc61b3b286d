/** What reading calls needs, and the reading of one window of the log from its first page to its last. */
import type { Directory } from '../core/directory.js';
import { Outage } from '../core/errors.js';
import type { ExtensionId, Instant, Span } from '../core/model.js';
import { keptFrom, type Retention } from '../core/retention.js';
import type { AccountStore, Clock, Log, Reader } from '../ports.js';

export interface CallSyncing {
  readonly reader: Reader;
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly backfillDays: number;
  /** What is older is not read, since it would not be kept. */
  readonly keep: Retention;
  /** Whom somebody asked about, where calls are read person by person. */
  readonly wanted: () => readonly ExtensionId[];
}

const day = 86_400_000;

/** How far back calls are read. */
export const furthestBack = (now: Instant, { backfillDays, keep }: Pick<CallSyncing, 'backfillDays' | 'keep'>): Instant =>
  Math.max(now - backfillDays * day, keptFrom(keep, now));

const pagesPerWindow = 1000;

/** Reads a window to its last page into the store; how many records it held. */
export async function readPages(
  window: Span,
  directory: Directory,
  at: Instant,
  { reader, store }: Pick<CallSyncing, 'reader' | 'store'>,
  extension?: ExtensionId,
): Promise<{ readonly records: number }> {
  let records = 0;
  for (let page = 1; page <= pagesPerWindow; page++) {
    const read = await reader.callLog(window, page, extension);
    await store.calls.upsert(read.records, directory, at);
    records += read.records.length;
    if (!read.more) return { records };
  }
  throw new Outage('readCompanyCallLog: a window without end');
}
