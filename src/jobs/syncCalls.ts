/** Brings calls from RingCentral into the store: what is new on a steady beat, and the past in windows, newest first. */

import type { CallSyncState } from '../core/callSync.js';
import type { Directory } from '../core/directory.js';
import { Outage } from '../core/errors.js';
import type { Instant } from '../core/model.js';
import { isBackfilling } from '../core/rendering/coverage.js';
import { keptFrom } from '../core/retention.js';
import type { Reader } from '../ports.js';
import { backfillWindow } from './backfill.js';
import { type CallSyncing, furthestBack, readPages } from './readPages.js';
import { readPeople } from './readPeople.js';

export const syncCallsJob = 'sync-calls';
/** One Heavy request a minute of the ten that are allowed. */
export const syncCallsBeat = 60_000;
/** Records appear 15 to 30 seconds after a call's end. */
export const recordLag = 35_000;

const hour = 3_600_000;
const day = 24 * hour;
/** What the first reading, and every reading after a lost token, overlaps with what is known. */
const overlap = hour;
/** A call is shown once it has ended, under the time at which it began. */
const windowOverlap = hour;
const windowsPerRun = 5;
const roundsPerRun = 50;
/** Permissions are given later too: a worse way is left again after this. */
const wayFor = hour;

/** One run; true where more is waiting and the job should run again at once. */
export async function syncCalls(syncing: CallSyncing): Promise<boolean> {
  const { store, clock } = syncing;
  const directory = await store.directory.read();
  if (!directory) return false;
  const state = await store.state.callSync();
  const stale = state.way !== undefined && state.way !== 'extract-sync' && clock.now() - (state.wayAt ?? 0) > wayFor;
  const first: CallSyncState = stale ? { ...state, way: 'extract-sync', wayAt: clock.now() } : state;
  try {
    return await readOn(first, directory, syncing);
  } catch (fault) {
    if (fault instanceof Outage) await store.state.saveCallSync({ ...(await store.state.callSync()), trouble: fault.reason });
    throw fault;
  }
}

async function readOn(state: CallSyncState, directory: Directory, syncing: CallSyncing): Promise<boolean> {
  const { store, clock, log } = syncing;
  try {
    if (state.way === 'people') return await readPeople(state, directory, syncing);
    const synced =
      state.way === 'windows' ? await readWindow(state, directory, syncing) : await readChanges(state, directory, syncing);
    let current = notBefore(keptFrom(syncing.keep, clock.now()), synced.state);
    if (current !== synced.state) await store.state.saveCallSync(current);
    for (let count = 0; count < windowsPerRun && isBackfilling(current); count++) {
      current = await backfillWindow(current, directory, syncing);
    }
    return synced.more || isBackfilling(current);
  } catch (fault) {
    const next = worseWay(state.way ?? 'extract-sync', fault);
    if (!next) throw fault;
    log.warn('RingCentral refuses this way of reading calls; trying the next', {
      way: state.way ?? 'extract-sync',
      next,
      reason: (fault as Outage).reason,
    });
    const { token: _, ...rest } = await store.state.callSync();
    const changed: CallSyncState = { ...rest, way: next, wayAt: clock.now() };
    await store.state.saveCallSync(changed);
    return readOn(changed, directory, syncing);
  }
}

/** Where less is kept than the backfill was begun for, it ends sooner. */
const notBefore = (kept: Instant, state: CallSyncState): CallSyncState =>
  state.target !== undefined && state.target < kept ? { ...state, target: kept } : state;

/** extract-sync refused → windows of the company log; the company log refused → one person's at a time. */
function worseWay(way: 'extract-sync' | 'windows' | 'people', fault: unknown): 'windows' | 'people' | null {
  if (!(fault instanceof Outage) || (fault.status !== 403 && fault.status !== 404)) return null;
  return way === 'extract-sync' ? 'windows' : way === 'windows' ? 'people' : null;
}

interface Synced {
  readonly state: CallSyncState;
  readonly more: boolean;
}

/** The token is taken before the backfill begins, so that nothing can fall between the two. */
async function readChanges(state: CallSyncState, directory: Directory, syncing: CallSyncing): Promise<Synced> {
  const { reader, store, clock } = syncing;
  let current = state;
  for (let round = 0; round < roundsPerRun; round++) {
    const askedAt = clock.now();
    const from = current.token !== undefined ? { token: current.token } : { since: (current.through ?? askedAt) - overlap };
    let changes: Awaited<ReturnType<Reader['syncCalls']>>;
    try {
      changes = await reader.syncCalls(from);
    } catch (fault) {
      if (!('token' in from) || !isBadToken(fault)) throw fault;
      syncing.log.info('the call sync token is no longer good; reading anew from before it', { reason: fault.reason });
      const { token: _, ...rest } = current;
      current = rest;
      continue;
    }
    const kept = keptFrom(syncing.keep, askedAt);
    // A correction of what is already forgotten would bring a part of it back.
    const records = changes.records.filter(({ startTime }) => startTime >= kept);
    await store.calls.upsert(records, directory, askedAt);
    current = succeeded({ ...current, token: changes.token }, changes.more ? undefined : askedAt, askedAt, syncing);
    await store.state.saveCallSync(current);
    if (!changes.more) return { state: current, more: false };
  }
  return { state: current, more: true };
}

/** Whatever the platform says against a token, a new full reading is the way out; but not against who is asking, or how often. */
const isBadToken = (fault: unknown): fault is Outage =>
  fault instanceof Outage && fault.status >= 400 && fault.status < 500 && ![401, 403, 404, 429].includes(fault.status);

/** Without the sync, what changes later, and calls that lasted, are only found by reading again: an hour each time, a whole day once a day. */
async function readWindow(state: CallSyncState, directory: Directory, syncing: CallSyncing): Promise<Synced> {
  const { store, clock } = syncing;
  const to = clock.now();
  const wholeDay = state.dayReadAt === undefined || to - state.dayReadAt > day;
  const from = Math.min((state.through ?? to - overlap) - windowOverlap, wholeDay ? to - day : to);
  await readPages({ from, to }, directory, to, syncing);
  const current = succeeded({ ...state, ...(wholeDay && { dayReadAt: to }) }, to, to, syncing);
  await store.state.saveCallSync(current);
  return { state: current, more: false };
}

function succeeded(state: CallSyncState, through: Instant | undefined, now: Instant, syncing: CallSyncing): CallSyncState {
  const { trouble: _, ...calm } = state;
  const begun: CallSyncState =
    calm.coveredFrom === undefined
      ? { ...calm, startedAt: now, coveredFrom: now - overlap, target: furthestBack(now, syncing) }
      : calm;
  return { way: 'extract-sync', ...begun, ...(through !== undefined && { through }) };
}
