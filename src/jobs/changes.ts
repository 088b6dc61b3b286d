/** What events of people and calls make run sooner. */
import type { PlatformEvent } from '../core/event.js';
import type { AccountId, Instant } from '../core/model.js';
import type { Clock, Connections, Work } from '../ports.js';
import { recordLag, syncCallsJob } from './syncCalls.js';
import { peopleChangeDelay, syncPeopleJob } from './syncPeople.js';

export function createChangeListener({
  clock,
  work,
  connections,
}: {
  readonly clock: Clock;
  readonly work: Pick<Work, 'enqueue'>;
  readonly connections: Connections;
}): (event: PlatformEvent, account: AccountId) => Promise<void> {
  const callsDueAt = new Map<AccountId, Instant>();
  return async (event, account) => {
    if (connections.readerOf(account) === null) return;
    if (event.kind === 'directory changed') await work.enqueue(syncPeopleJob, account, clock.now() + peopleChangeDelay);
    if (event.kind !== 'call moved' || !event.ended || (callsDueAt.get(account) ?? 0) >= clock.now()) return;
    // Every party of every call tells its end; what ends meanwhile is found by the steady beat.
    const dueAt = clock.now() + recordLag;
    callsDueAt.set(account, dueAt);
    await work.enqueue(syncCallsJob, account, dueAt);
  };
}
