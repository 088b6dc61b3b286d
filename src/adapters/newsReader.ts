/** Reads anew what another process wrote: soon after it was written, and at once where an event carries a token nobody knows. */
import type { Clock } from '../ports.js';

export interface NewsReader {
  /** To be called on every tick. */
  look(): Promise<void>;
  /** False where it was looked a moment ago, so that nobody can have the store read at will. */
  onMiss(): Promise<boolean>;
}

const lookEveryMs = 1_000;
const betweenMissesMs = 250;

/** @param isNews whether something was written since it was asked last; a reading that fails is made up for by the next look */
export function createNewsReader(isNews: () => Promise<boolean>, clock: Clock, read: () => Promise<void>): NewsReader {
  let unread = false;
  let running: Promise<boolean> | undefined;

  const look = async () => {
    unread = (await isNews()) || unread;
    if (!unread) return false;
    await read();
    unread = false;
    return true;
  };

  /** One look at a time; the clock may be set back. */
  const every = (ms: number) => {
    let lookedAt = Number.NEGATIVE_INFINITY;
    return async (): Promise<boolean> => {
      if (running === undefined && Math.abs(clock.now() - lookedAt) >= ms) {
        lookedAt = clock.now();
        running = look().finally(() => {
          running = undefined;
        });
      }
      return running ?? false;
    };
  };
  const onTick = every(lookEveryMs);
  const onMiss = every(betweenMissesMs);

  return {
    look: async () => {
      await onTick();
    },
    // Whoever sent it is a stranger as long as the store does not say otherwise.
    onMiss: () => onMiss().catch(() => false),
  };
}
