/** The machine's clocks: the one place that reads them. */
import type { Clock } from '../ports.js';

export const machineClock: Clock = { now: () => Date.now() };

/** Milliseconds since some moment in the past: never set, and going on while the process is stopped. */
export const monotonic = (): number => performance.now();
