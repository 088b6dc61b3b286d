/** Writes the audit table for the operator, out of a store that a bot may be using. */
import { pipeline } from 'node:stream/promises';
import type { Clock, Log } from '../ports.js';
import { auditTable, spanOf } from './auditTable.js';
import type { AuditOptions } from './commandLine.js';
import { inspectStore } from './store/inspect.js';

export interface AuditWriting extends AuditOptions {
  readonly zone: string;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Rejects with StoreError, or with a sentence for the operator. */
export async function writeAudit(
  { from, to, account, zone, databaseUrl, clock, log }: AuditWriting,
  output: NodeJS.WritableStream,
): Promise<void> {
  const span = spanOf(from, to, zone, clock.now());
  const store = await inspectStore(databaseUrl, log);
  if (store === null) throw new Error('There is no database yet.');
  await pipeline(auditTable(store.audit, span, account), output, { end: false });
  await store.close();
}
