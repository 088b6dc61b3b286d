/** One window of the past: read whole, then noted, so that a death in between costs one window and loses nothing. */

import type { CallSyncState, Pace } from '../core/callSync.js';
import type { Directory } from '../core/directory.js';
import { percentRead, progress } from '../core/rendering/coverage.js';
import { type CallSyncing, readPages } from './readPages.js';

const day = 86_400_000;
/** Windows touch, so that a record on the border is in one of them at least. */
const overlap = 5 * 60_000;
const firstWindowDays = 1;
const longestWindowDays = 30;
const shortestWindowDays = 1 / 24;
/** What one request may bring is 1,000 records: windows are made so long that most of that is used. */
const aimedAt = 800;
const mostPerRequest = 1_000;
/** What a window still counts for when the next one is read. */
const fading = 0.8;

export async function backfillWindow(state: CallSyncState, directory: Directory, syncing: CallSyncing): Promise<CallSyncState> {
  const { store, clock, log } = syncing;
  const { coveredFrom, target } = state;
  if (coveredFrom === undefined || target === undefined) return state;
  const days = state.windowDays ?? firstWindowDays;
  const from = Math.max(target, coveredFrom - days * day);
  const begun = clock.now();
  const { records } = await readPages({ from, to: coveredFrom + overlap }, directory, clock.now(), syncing);
  const fitting = (days * aimedAt) / Math.max(1, records);
  const windowDays = Math.min(longestWindowDays, Math.max(shortestWindowDays, days / 4, Math.min(days * 4, fitting)));
  const requests = Math.max(1, Math.ceil(records / mostPerRequest));
  const pace = paceAfter(state, { ms: Math.max(0, clock.now() - begun), days: (coveredFrom - from) / day, requests });
  const next: CallSyncState = { ...state, coveredFrom: from, windowDays, pace };
  await store.state.saveCallSync(next);
  log.info('past calls read', {
    from: new Date(from).toISOString(),
    records,
    percent: percentRead(next),
    progress: progress(next),
  });
  return next;
}

/** The time between windows, in which the bot may have been dead, is no part of it; waiting at a limit is. */
function paceAfter({ pace }: CallSyncState, { ms, days, requests }: Required<Omit<Pace, 'inAllMs'>>): Pace {
  return {
    ms: (pace?.ms ?? 0) * fading + ms,
    days: (pace?.days ?? 0) * fading + days,
    requests: (pace?.requests ?? 0) * fading + requests,
    inAllMs: (pace?.inAllMs ?? 0) + ms,
  };
}
