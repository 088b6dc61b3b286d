/** Call records into the store, and with them, in the same transaction, the participations of every conversation they touch. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallRecord } from '../../core/call.js';
import type { Directory } from '../../core/directory.js';
import type { AccountId, ConversationKey, Instant } from '../../core/model.js';
import type { Participation } from '../../core/participation.js';
import { type ColumnType, toJson } from './dialect.js';
import type { Engine, Writing } from './engine.js';
import type { Row } from './models.js';
import { participationColumns, participationRow } from './participation-rows.js';

/** How records become conversations and participations: `core/association`. */
export interface Association {
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
export async function upsertCalls(
  engine: Engine,
  account: AccountId,
  records: readonly CallRecord[],
  directory: Directory,
  at: Instant,
  association: Association,
): Promise<void> {
  for (let start = 0; start < records.length; start += chunkSize) {
    const chunk = newestVersions(records.slice(start, start + chunkSize));
    await engine.write((tx) => upsertChunk(engine, tx, account, chunk, directory, at, association));
    await nextTurn();
  }
}

function newestVersions(records: readonly CallRecord[]): CallRecord[] {
  const newest = new Map<string, CallRecord>();
  for (const record of records) {
    if (!isOlder(record, newest.get(record.id)?.lastModifiedTime)) newest.set(record.id, record);
  }
  return [...newest.values()];
}

async function upsertChunk(
  engine: Engine,
  tx: Writing,
  account: AccountId,
  chunk: readonly CallRecord[],
  directory: Directory,
  at: Instant,
  association: Association,
): Promise<void> {
  const { dialect } = engine;
  // Two processes that each add a record of one conversation would else compute its participations without the other's.
  await tx.lock(`calls ${account}`);
  const stored = await tx.query<Stored>(
    `SELECT id, conversation, modified_at FROM calls
     WHERE account = $1 AND id IN (SELECT value FROM ${dialect.values(2)} AS asked)`,
    [account, toJson(chunk.map(({ id }) => id))],
  );
  const before = new Map(stored.map((row) => [row.id, row]));
  const accepted = chunk.filter((record) => !isOlder(record, before.get(record.id)?.modified_at));
  if (accepted.length === 0) return;

  const touched = new Set<string>();
  const rows: Row<'calls'>[] = [];
  for (const record of accepted) {
    const conversation = association.conversationKeyOf(record);
    touched.add(conversation);
    const former = before.get(record.id)?.conversation;
    if (former !== undefined) touched.add(former);
    rows.push({
      account,
      id: record.id,
      conversation,
      started_at: record.startTime,
      modified_at: record.lastModifiedTime ?? null,
      deleted: record.deleted ? 1 : 0,
      read_at: at,
      record: JSON.stringify(record),
    });
  }
  await tx.query(
    `INSERT INTO calls (${callNames}) SELECT ${callNames} FROM ${dialect.rows(1, callColumns)} AS given WHERE true
     ON CONFLICT (account, id) DO UPDATE SET ${callValues}`,
    [toJson(rows)],
  );
  await recompute(engine, tx, account, [...touched], accepted, directory, association);
}

/** Replaces the participations of these conversations by what all their records imply. `known` need not be read again. */
async function recompute(
  engine: Engine,
  tx: Writing,
  account: AccountId,
  conversations: readonly string[],
  known: readonly CallRecord[],
  directory: Directory,
  association: Association,
): Promise<void> {
  const { dialect } = engine;
  const keys = toJson(conversations);
  const others = await tx.query<{ record: string }>(
    `SELECT record FROM calls
     WHERE account = $1 AND conversation IN (SELECT value FROM ${dialect.values(2)} AS asked) AND deleted = 0
       AND id NOT IN (SELECT value FROM ${dialect.values(3)} AS known)`,
    [account, keys, toJson(known.map(({ id }) => id))],
  );
  const byConversation = new Map<string, CallRecord[]>(conversations.map((key) => [key, []]));
  for (const record of [...others.map((row) => JSON.parse(row.record) as CallRecord), ...known]) {
    if (!record.deleted) byConversation.get(association.conversationKeyOf(record))?.push(record);
  }
  const implied: Row<'participations'>[] = [];
  for (const records of byConversation.values()) {
    if (records.length === 0) continue;
    records.sort((a, b) => a.startTime - b.startTime || (a.id < b.id ? -1 : 1));
    for (const participation of association.associate(records, directory)) implied.push(participationRow(account, participation));
  }
  await tx.query(
    `DELETE FROM participations WHERE account = $1 AND conversation IN (SELECT value FROM ${dialect.values(2)} AS asked)`,
    [account, keys],
  );
  await tx.query(
    `INSERT INTO participations (${participationNames})
     SELECT ${participationNames} FROM ${dialect.rows(1, participationColumns)} AS given`,
    [toJson(implied)],
  );
}
