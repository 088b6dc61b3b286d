/** A log nobody reads, but for faults: those end the measurement. */
import type { Log } from '../../src/ports.js';

export const silent: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (message, fields) => {
    throw new Error(`${message} ${JSON.stringify(fields)}`);
  },
};
