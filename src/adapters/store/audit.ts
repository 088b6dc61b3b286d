/** Who asked about whom, as rows that are added, read, and removed by nothing but their age. */
import { createHash } from 'node:crypto';
import type { AuditEntry, AuditQuestion } from '../../core/audit.js';
import type { ChatType } from '../../core/chat.js';
import { type AccountId, chatId, type ExtensionId, extensionId } from '../../core/model.js';
import type { AuditStore } from '../../ports.js';
import type { Engine } from './engine.js';
import type { Row } from './models.js';
import { pruneByTime } from './retention.js';

const names = [
  'id',
  'question',
  'how',
  'at',
  'asker',
  'chat',
  'chat_type',
  'command',
  'number',
  'period',
  'period_from',
  'period_to',
  'given',
  'refusal',
] as const satisfies readonly (keyof Row<'audit_entries'>)[];

export function createAuditStore(engine: Engine, account: AccountId): AuditStore {
  return {
    async append(entry) {
      const id = idOf(entry);
      const row = rowOf(entry, id);
      await engine.write(async (tx) => {
        await tx.query(
          `INSERT INTO audit_entries (account, ${names.join(', ')})
           VALUES ($1, ${names.map((_, index) => `$${index + 2}`).join(', ')}) ON CONFLICT (account, id) DO NOTHING`,
          [account, ...names.map((name) => row[name])],
        );
        await tx.query(
          `INSERT INTO audit_subjects (account, entry, extension, at)
           SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), value, CAST($3 AS BIGINT) FROM ${engine.dialect.values(4)} AS subject
           WHERE true ON CONFLICT (account, entry, extension) DO NOTHING`,
          [account, id, entry.at, engine.dialect.list([...new Set(entry.subjects)])],
        );
      });
    },

    async list(question, offset, limit) {
      const rows = await engine.query<Row<'audit_entries'>>(
        `SELECT ${names.join(', ')} FROM audit_entries AS e WHERE ${asked(engine)} ORDER BY at DESC, id LIMIT $7 OFFSET $8`,
        [...bindOf(engine, account, question), limit, offset],
      );
      const subjects = await subjectsOf(rows.map(({ id }) => id));
      return rows.map((row) => entryOf(row, subjects.get(row.id) ?? []));
    },

    async count(question) {
      const [row] = await engine.query<{ n: number }>(
        `SELECT COUNT(*) AS n FROM audit_entries AS e WHERE ${asked(engine)}`,
        bindOf(engine, account, question),
      );
      return row?.n ?? 0;
    },

    // Few at once: each may be about ten thousand people.
    prune: (before) =>
      pruneByTime(engine, account, before, { tables: ['audit_entries', 'audit_subjects'], column: 'at', rowsAtOnce: 20 }),
  };

  async function subjectsOf(entries: readonly string[]): Promise<ReadonlyMap<string, readonly ExtensionId[]>> {
    const rows = await engine.query<{ entry: string; extension: string }>(
      `SELECT entry, extension FROM audit_subjects
       WHERE account = $1 AND entry IN (SELECT value FROM ${engine.dialect.values(2)} AS asked) ORDER BY extension`,
      [account, engine.dialect.list(entries)],
    );
    const found = new Map<string, ExtensionId[]>();
    for (const { entry, extension } of rows) found.set(entry, [...(found.get(entry) ?? []), extensionId(extension)]);
    return found;
  }
}

/** Parameters 1–6 of every question. */
function bindOf({ dialect }: Engine, account: AccountId, { about, involving, span }: AuditQuestion): unknown[] {
  const [from, to] = [span?.from ?? 0, span?.to ?? Number.MAX_SAFE_INTEGER];
  return [account, from, to, about ?? '', involving ? 1 : 0, dialect.list(involving ?? [])];
}

const asked = ({ dialect }: Engine) => {
  const people = `(SELECT value FROM ${dialect.values(6)} AS person)`;
  return `e.account = $1 AND e.at >= $2 AND e.at < $3
    AND ($4 = '' OR (e.asker <> $4 AND e.id IN (SELECT entry FROM audit_subjects WHERE account = $1 AND extension = $4)))
    AND ($5 = 0 OR e.asker IN ${people}
      OR e.id IN (SELECT entry FROM audit_subjects WHERE account = $1 AND extension IN ${people}))`;
};

/** The same question with another outcome is another entry: what was given the second time must not stay unknown. */
function idOf({ question, command, given, refusal, subjects, number }: AuditEntry): string {
  const told = JSON.stringify([question, command, given, refusal ?? '', number ?? '', ...[...subjects].sort()]);
  return createHash('sha256').update(told).digest('base64url').slice(0, 24);
}

function rowOf(entry: AuditEntry, id: string): Omit<Row<'audit_entries'>, 'account'> {
  const { question, how, at, asker, chat, chatType, command, given } = entry;
  return {
    id,
    question,
    how,
    at,
    asker,
    chat,
    chat_type: chatType,
    command,
    number: entry.number ?? null,
    period: entry.period?.label ?? null,
    period_from: entry.period?.span.from ?? null,
    period_to: entry.period?.span.to ?? null,
    given,
    refusal: entry.refusal ?? null,
  };
}

function entryOf(row: Row<'audit_entries'>, subjects: readonly ExtensionId[]): AuditEntry {
  const { question, at, command, number, period, period_from: from, period_to: to, refusal } = row;
  return {
    question,
    how: row.how as AuditEntry['how'],
    at,
    asker: extensionId(row.asker),
    chat: chatId(row.chat),
    chatType: row.chat_type as ChatType,
    command,
    subjects,
    given: row.given as AuditEntry['given'],
    ...(number !== null && { number }),
    ...(period !== null && from !== null && to !== null && { period: { label: period, span: { from, to } } }),
    ...(refusal !== null && { refusal }),
  };
}
