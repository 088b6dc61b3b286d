/** Where the company log may not be read: the own logs of the people somebody asked about. */

import type { CallSyncState } from '../core/callSync.js';
import type { Directory } from '../core/directory.js';
import { Outage } from '../core/errors.js';
import type { ExtensionId, Instant } from '../core/model.js';
import { type CallSyncing, furthestBack, readPages } from './readPages.js';

/** A call is shown once it has ended, under the time at which it began; and its result may be set right later. */
const overlap = 86_400_000;
/** Permissions are given later too. */
const unreadableFor = 3_600_000;

/**
 * False always: the next question, or the next beat, makes it run again.
 *
 * By windows of readUserCallLog, since syncUserCallLog would cost the same request per person and give less: 250 records at most where a page
 * holds a thousand, thirty days back where this goes as far as calls are kept, and a refused token each time more than 250 records changed.
 * What it alone tells are corrections; those of the last day are found by reading that again, in the same request.
 */
export async function readPeople(state: CallSyncState, directory: Directory, syncing: CallSyncing): Promise<boolean> {
  const { store, clock, log } = syncing;
  let current = state;
  let refused: Outage | undefined;
  const done = new Set<ExtensionId>();
  // Asked anew each time: whom somebody asks about meanwhile comes before those whose newest calls are read again.
  const next = () => syncing.wanted().find((person) => !done.has(person));
  for (let person = next(); person !== undefined; person = next()) {
    done.add(person);
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
