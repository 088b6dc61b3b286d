/** Brings people, queues and numbers into the store: daily, and when the platform tells of a change. */
import type { AccountStore, Clock, Log, Reader } from '../ports.js';

export const syncPeopleJob = 'sync-people';
export const syncPeopleBeat = 24 * 3_600_000;
/** Changes come in bursts: one reading serves them all. */
export const peopleChangeDelay = 5_000;

export async function syncPeople({
  reader,
  store,
  clock,
  log,
}: {
  reader: Reader;
  store: AccountStore;
  clock: Clock;
  log: Log;
}): Promise<void> {
  const at = clock.now();
  const snapshot = await reader.directory();
  await store.directory.replace(snapshot, at);
  log.info('people read', { extensions: snapshot.extensions.length, queues: snapshot.members.size });
}
