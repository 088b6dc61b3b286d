/** Brings stored parts to the rules in force, a little at a time, so that nobody who asks meanwhile waits for it. */
import type { AccountStore, Clock, Log } from '../ports.js';

export const recountJob = 'recount';
/** A process with other rules may have written since. */
export const recountBeat = 10 * 60_000;
/** The next run comes after the answers and readings that wait. */
const stepsPerRun = 10;

export interface Recounting {
  readonly store: Pick<AccountStore, 'calls' | 'directory'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** One run; true where more is left. */
export async function recount({ store, clock, log }: Recounting): Promise<boolean> {
  const directory = await store.directory.read();
  if (!directory) return false;
  for (let step = 0; step < stepsPerRun; step++) {
    const progress = await store.calls.recount(directory, clock.now());
    if (progress === null) {
      if (step > 0) log.info('all calls are counted by the rules in force');
      return false;
    }
    if (step === 0) log.info('counting calls anew by changed rules', { ...progress });
  }
  return true;
}
