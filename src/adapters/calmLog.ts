/** A log in which a fault that comes again and again stays readable: told at once, and from then on once a minute, with how often. */
import type { Instant } from '../core/model.js';
import type { Clock, Log } from '../ports.js';

type Fields = Record<string, unknown>;

interface Told {
  readonly severity: 'warn' | 'error';
  readonly message: string;
  readonly until: Instant;
  readonly leftOut: number;
  /** Of the last one that was left out. */
  readonly fields: Fields;
  readonly lastAt: Instant;
}

const rhythmMs = 60_000;
/** More different faults than this at a time are all written. */
const most = 500;
/** What differs from one time to the next while the fault is the same. */
const passing: ReadonlySet<string> = new Set(['attempts', 'retryAt']);

/**
 * Warnings and errors are the same where message and fields are, but for counts and times. A line with a `reference` is always written:
 * somebody was told to look for it. How often a fault was left out is told by the first line of any kind after its minute.
 */
export function calmLog(log: Log, clock: Clock): Log {
  const told = new Map<string, Told>();

  const tellLeftOut = (now: Instant) => {
    for (const [key, fault] of told) {
      const { severity, message, until, leftOut, fields, lastAt } = fault;
      // Much further ahead than a minute: the clock was set back.
      if (now < until && until - now <= rhythmMs) continue;
      told.delete(key);
      if (leftOut === 0) continue;
      log[severity](message, { ...fields, leftOut, lastAt: new Date(lastAt).toISOString() });
      // Where it still goes on, the line just written opens the next minute.
      if (now - lastAt < rhythmMs)
        told.set(key, { severity, message, until: now + rhythmMs, leftOut: 0, fields: {}, lastAt: now });
    }
  };

  const rarely =
    (severity: Told['severity']) =>
    (message: string, fields: Fields = {}) => {
      const now = clock.now();
      tellLeftOut(now);
      if (fields.reference !== undefined) return log[severity](message, fields);
      const key = `${severity} ${message} ${look(fields)}`;
      const fault = told.get(key);
      if (fault) {
        told.set(key, { ...fault, leftOut: fault.leftOut + 1, fields, lastAt: now });
        return;
      }
      if (told.size < most) told.set(key, { severity, message, until: now + rhythmMs, leftOut: 0, fields: {}, lastAt: now });
      log[severity](message, fields);
    };

  const always = (severity: 'debug' | 'info') => (message: string, fields?: Fields) => {
    tellLeftOut(clock.now());
    log[severity](message, fields);
  };

  return { debug: always('debug'), info: always('info'), warn: rarely('warn'), error: rarely('error') };
}

/** What is the same as long as the fault is; fields that go in circles tell nothing. */
function look(fields: Fields): string {
  try {
    return JSON.stringify(fields, (name, value: unknown) => {
      if (passing.has(name)) return undefined;
      return value instanceof Error ? `${value.name}: ${value.message}` : value;
    });
  } catch {
    return '';
  }
}
