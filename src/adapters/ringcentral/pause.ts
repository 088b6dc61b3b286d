/** How waiting is done: in short ticks that read the clock, since the clock may be moved while somebody waits. */
import type { Instant } from '../../core/model.js';
import type { Clock } from '../../ports.js';

/** Lets real time pass. */
export type Sleep = (ms: number) => Promise<void>;

export const sleepFor: Sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const tickMs = 50;

/** Resolves once the clock has reached `until`. */
export async function waitUntil(clock: Clock, until: Instant, sleep: Sleep = sleepFor): Promise<void> {
  for (let left = until - clock.now(); left > 0; left = until - clock.now()) await sleep(Math.min(tickMs, left));
}
