/** Call records into the store, and with them, in the same transaction, the participations of every conversation they touch. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallRecord } from '../../core/call.js';
import type { Directory } from '../../core/directory.js';
import type { AccountId, ConversationKey, Instant } from '../../core/model.js';
import type { Participation } from '../../core/participation.js';
import { noteRules } from './counted-by.js';
import type { ColumnType } from './dialect.js';
import type { Engine, Writing } from './engine.js';
import type { Row } from './models.js';
import { participationColumns, participationRow } from './participation-rows.js';

/** How records become conversations and participations: `core/association`. */
export interface Association {
  /** Other rules, another version. */
  readonly version: string;
  conversationKeyOf(record: CallRecord): ConversationKey;
  associate(records: readonly CallRecord[], directory: Directory): readonly Participation[];
}

/** So many records per transaction: enough to be fast, few enough that neither readers nor the event loop wait for long. */
const chunkSize = 1_000;

const callColumns: Readonly<Record<keyof Row<'calls'>, ColumnType>> = {
  account: 'text',
  id: 'text',
  conversation: 'text',
  started_at: 'int8',
  modified_at: 'int8',
  deleted: 'int8',
  read_at: 'int8',
  record: 'text',
};
const callNames = Object.keys(callColumns).join(', ');
const callValues = Object.keys(callColumns)
  .filter((name) => name !== 'account' && name !== 'id')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');
const participationNames = Object.keys(participationColumns).join(', ');

interface Stored {
  readonly id: string;
  readonly conversation: string;
  readonly modified_at: number | null;
}

const isOlder = (record: CallRecord, than: number | null | undefined) =>
  record.lastModifiedTime !== undefined && typeof than === 'number' && record.lastModifiedTime < than;

/** Upserts by record id; a version older than the stored one is passed over, a deleted record stays as a mark that it is gone. */
export async function upsertCalls(target: Target, records: readonly CallRecord[]): Promise<void> {
  let next = prepare(target, records, 0);
  while (next !== null) {
    const chunk: Chunk = next;
    await target.engine.write((tx) =>
      writeChunk(target, tx, chunk, () => {
        next = prepare(target, records, chunk.end);
      }),
    );
    await nextTurn();
  }
}

export interface Target {
  readonly engine: Engine;
  readonly account: AccountId;
  readonly directory: Directory;
  readonly at: Instant;
  readonly association: Association;
}

interface Chunk {
  readonly records: readonly CallRecord[];
  /** The records as rows, for the database. */
  readonly rows: string;
  /** Where in the given records the next chunk begins. */
  readonly end: number;
}

function prepare({ engine, account, at, association }: Target, records: readonly CallRecord[], start: number): Chunk | null {
  if (start >= records.length) return null;
  const end = start + chunkSize;
  const newest = new Map<string, CallRecord>();
  for (const record of records.slice(start, end)) {
    if (!isOlder(record, newest.get(record.id)?.lastModifiedTime)) newest.set(record.id, record);
  }
  const chunk = [...newest.values()];
  const rows = chunk.map((record) => callRow(account, record, association.conversationKeyOf(record), at));
  return { records: chunk, rows: engine.dialect.encode(callColumns, rows), end };
}

/** `meanwhile` is called while the database is busy with the last and longest statement. */
async function writeChunk(target: Target, tx: Writing, chunk: Chunk, meanwhile: () => void): Promise<void> {
  const { engine, account, association } = target;
  const { dialect } = engine;
  // Two processes that each add a record of one conversation would else compute its participations without the other's.
  await tx.lock(`calls ${account}`);
  await noteRules(tx.query, account, association.version);
  const stored = await tx.query<Stored>(
    `SELECT id, conversation, modified_at FROM calls
     WHERE account = $1 AND id IN (SELECT value FROM ${dialect.values(2)} AS asked)`,
    [account, dialect.list(chunk.records.map(({ id }) => id))],
  );
  const before = new Map(stored.map((row) => [row.id, row]));
  const accepted = chunk.records.filter((record) => !isOlder(record, before.get(record.id)?.modified_at));
  const formerly = accepted.flatMap(({ id }) => before.get(id)?.conversation ?? []);
  const conversations = [...new Set<string>([...accepted.map(association.conversationKeyOf), ...formerly])];
  const keys = dialect.list(conversations);
  const others = await tx.query<{ record: string }>(
    `SELECT record FROM calls
     WHERE account = $1 AND conversation IN (SELECT value FROM ${dialect.values(2)} AS asked) AND deleted = 0
       AND id NOT IN (SELECT value FROM ${dialect.values(3)} AS accepted)`,
    [account, keys, dialect.list(accepted.map(({ id }) => id))],
  );
  await tx.query(
    `DELETE FROM participations WHERE account = $1 AND conversation IN (SELECT value FROM ${dialect.values(2)} AS asked)`,
    [account, keys],
  );
  const records = [...others.map((row) => JSON.parse(row.record) as CallRecord), ...accepted];
  const implied = await during(
    tx.query(
      `INSERT INTO calls (${callNames}) SELECT ${callNames} FROM ${dialect.rows(1, callColumns)} AS given WHERE true
       ON CONFLICT (account, id) DO UPDATE SET ${callValues}
       WHERE calls.modified_at IS NULL OR excluded.modified_at IS NULL OR excluded.modified_at >= calls.modified_at`,
      [chunk.rows],
    ),
    () => dialect.encode(participationColumns, participationRows(target, conversations, records)),
  );
  await during(insertParticipations(tx, implied), meanwhile);
}

const insertParticipations = (tx: Writing, rows: string) =>
  tx.query(
    `INSERT INTO participations (${participationNames})
     SELECT ${participationNames} FROM ${tx.dialect.rows(1, participationColumns)} AS given`,
    [rows],
  );

export async function writeParticipations(tx: Writing, rows: readonly Row<'participations'>[]): Promise<void> {
  await insertParticipations(tx, tx.dialect.encode(participationColumns, rows));
}

/** Computes while the database works on a statement. */
async function during<T>(statement: Promise<unknown>, compute: () => T): Promise<T> {
  // A fault in computing must not leave the statement's own fault unheard, which would end the process.
  statement.catch(() => undefined);
  // sequelize hands the statement over some promises later.
  await nextTurn();
  const computed = compute();
  await statement;
  return computed;
}

function callRow(account: AccountId, record: CallRecord, conversation: ConversationKey, at: Instant): Row<'calls'> {
  return {
    account,
    id: record.id,
    conversation,
    started_at: record.startTime,
    modified_at: record.lastModifiedTime ?? null,
    deleted: record.deleted ? 1 : 0,
    read_at: at,
    record: JSON.stringify(record),
  };
}

/** What all `records` of these conversations imply; a conversation without records implies nothing. */
export function participationRows(
  { account, directory, association }: Pick<Target, 'account' | 'directory' | 'association'>,
  conversations: readonly string[],
  records: readonly CallRecord[],
): Row<'participations'>[] {
  const byConversation = new Map<string, CallRecord[]>(conversations.map((key) => [key, []]));
  for (const record of records) {
    if (!record.deleted) byConversation.get(association.conversationKeyOf(record))?.push(record);
  }
  const rows: Row<'participations'>[] = [];
  for (const ofOne of byConversation.values()) {
    if (ofOne.length === 0) continue;
    for (const participation of association.associate(ofOne, directory)) rows.push(participationRow(account, participation));
  }
  return rows;
}
