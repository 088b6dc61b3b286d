/** One window of the past: read whole, then noted, so that a death in between costs one window and loses nothing. */

import type { CallSyncState } from '../core/callSync.js';
import type { Directory } from '../core/directory.js';
import { percentRead } from '../core/rendering/coverage.js';
import { type CallSyncing, readPages } from './readPages.js';

const day = 86_400_000;
/** Windows touch, so that a record on the border is in one of them at least. */
const overlap = 5 * 60_000;
const firstWindowDays = 1;
const longestWindowDays = 30;
const shortestWindowDays = 1 / 24;
/** What one request may bring is 1,000 records: windows are made so long that most of that is used. */
const aimedAt = 800;

export async function backfillWindow(state: CallSyncState, directory: Directory, syncing: CallSyncing): Promise<CallSyncState> {
  const { store, clock, log } = syncing;
  const { coveredFrom, target } = state;
  if (coveredFrom === undefined || target === undefined) return state;
  const days = state.windowDays ?? firstWindowDays;
  const from = Math.max(target, coveredFrom - days * day);
  const { records } = await readPages({ from, to: coveredFrom + overlap }, directory, clock.now(), syncing);
  const fitting = (days * aimedAt) / Math.max(1, records);
  const windowDays = Math.min(longestWindowDays, Math.max(shortestWindowDays, days / 4, Math.min(days * 4, fitting)));
  const next: CallSyncState = { ...state, coveredFrom: from, windowDays };
  await store.state.saveCallSync(next);
  log.info('past calls read', { from: new Date(from).toISOString(), records, percent: percentRead(next) });
  return next;
}
