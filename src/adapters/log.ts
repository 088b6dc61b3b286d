/** The log: JSON lines on standard output, without secrets whatever is put into the fields. */
import { type DestinationStream, pino } from 'pino';
import type { Settings } from '../config.js';
import { Outage } from '../core/errors.js';
import type { Log } from '../ports.js';

const secretName = /token|secret|authorization|password|assertion|cookie|jwt|credential|apikey/i;
const secretText = /\b(Bearer|Basic)\s+[\w.~+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const deepest = 6;

/** @param destination Where lines go instead of standard output. */
export function createLog(level: Settings['logLevel'], destination?: DestinationStream): Log {
  const formatters = { level: (label: string) => ({ level: label }) };
  const logger = pino(
    { level, base: null, formatters, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination(1),
  );
  const write =
    (severity: 'debug' | 'info' | 'warn' | 'error'): Log['info'] =>
    (message, fields) => {
      if (!logger.isLevelEnabled(severity)) return;
      logger[severity](clean(fields ?? {}, 0) as object, message);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.replace(secretText, '[redacted]');
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deep]';
  if (value instanceof Outage) return { name: value.name, reason: value.reason, status: value.status, code: value.code };
  // An error's own properties may be whole requests with their headers: only what every error has is told.
  if (value instanceof Error) return clean({ name: value.name, message: value.message, stack: value.stack }, depth + 1);
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, secretName.test(name) ? '[redacted]' : clean(part, depth + 1)]),
  );
}
