/** Who asked about whom: entries are added and read. Nothing here changes one or takes one away, but for their age. */
import type { AuditEntry, AuditQuestion } from '../core/audit.js';
import type { Instant } from '../core/model.js';

export interface AuditStore {
  /** The same question with the same outcome is one entry, however often it is added. */
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(question: AuditQuestion, offset: number, limit: number): Promise<readonly AuditEntry[]>;
  count(question: AuditQuestion): Promise<number>;
  /** Forgets what was asked before this instant. */
  prune(before: Instant): Promise<void>;
}
