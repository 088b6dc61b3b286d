/** Where the company log may not be read: the own logs of the people somebody asked about. */

import type { CallSyncState } from '../core/callSync.js';
import type { Directory } from '../core/directory.js';
import { Outage } from '../core/errors.js';
import type { ExtensionId, Instant } from '../core/model.js';
import { type CallSyncing, furthestBack, readPages } from './readPages.js';

const overlap = 10 * 60_000;
/** Permissions are given later too. */
const unreadableFor = 3_600_000;

/**
 * False always: the next question, or the next beat, makes it run again.
 *
 * By windows of readUserCallLog: syncUserCallLog gives 250 records at most where a page holds a thousand, reaches back thirty days, and
 * takes a request per person as well.
 */
export async function readPeople(state: CallSyncState, directory: Directory, syncing: CallSyncing): Promise<boolean> {
  const { store, clock, log } = syncing;
  let current = state;
  let refused: Outage | undefined;
  for (const person of syncing.wanted()) {
    const now = clock.now();
    if (isRefused(current.unreadable?.[person], now)) continue;
    const known = current.people?.[person];
    const target = furthestBack(now, syncing);
    try {
      await readPages({ from: known ? known.to - overlap : target, to: now }, directory, now, syncing, person);
      const { trouble: _, ...calm } = without(person, current);
      current = { ...calm, people: { ...current.people, [person]: { from: known?.from ?? target, to: now } } };
    } catch (fault) {
      if (!(fault instanceof Outage) || (fault.status !== 403 && fault.status !== 404)) throw fault;
      // The service user may see some people only: the others are still to be read.
      refused ??= fault;
      log.warn('RingCentral refuses the calls of a person', { extension: person, reason: fault.reason });
      current = { ...current, unreadable: { ...current.unreadable, [person]: now } };
    }
    await store.state.saveCallSync(current);
  }
  // Nobody's at all: that is trouble the operator must hear of.
  if (refused && Object.keys(current.people ?? {}).length === 0) throw refused;
  return false;
}

/** The clock may be set back. */
const isRefused = (since: Instant | undefined, now: Instant) => since !== undefined && Math.abs(now - since) < unreadableFor;

function without(person: ExtensionId, state: CallSyncState): CallSyncState {
  const { [person]: _, ...unreadable } = state.unreadable ?? {};
  return { ...state, unreadable };
}
