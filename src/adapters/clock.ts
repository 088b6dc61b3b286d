/** The machine's clock: the one place that reads it. */
import type { Clock } from '../ports.js';

export const machineClock: Clock = { now: () => Date.now() };
