/** Where the company log may not be read: the own logs of the people somebody asked about. */

import type { CallSyncState } from '../core/callSync.js';
import type { Directory } from '../core/directory.js';
import { type CallSyncing, furthestBack, readPages } from './readPages.js';

const overlap = 10 * 60_000;

/** False always: the next question, or the next beat, makes it run again. */
export async function readPeople(state: CallSyncState, directory: Directory, syncing: CallSyncing): Promise<boolean> {
  const { store, clock } = syncing;
  let current = state;
  for (const person of syncing.wanted()) {
    const now = clock.now();
    const known = current.people?.[person];
    const target = furthestBack(now, syncing);
    await readPages({ from: known ? known.to - overlap : target, to: now }, directory, now, syncing, person);
    const { trouble: _, ...calm } = current;
    current = { ...calm, people: { ...current.people, [person]: { from: known?.from ?? target, to: now } } };
    await store.state.saveCallSync(current);
  }
  return false;
}
