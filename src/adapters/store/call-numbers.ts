/** Short numbers for calls, given when a call is first listed and never to another one. */
import { type AccountId, type ConversationKey, conversationKey } from '../../core/model.js';
import { type ColumnType, toJson } from './dialect.js';
import type { Engine, Query } from './engine.js';

/** Four digits, so that nobody takes one for a page. */
const before = 1000;

const columns = { conversation: 'text', number: 'int8' } as const satisfies Readonly<Record<string, ColumnType>>;

type Numbers = ReadonlyMap<ConversationKey, number>;

/** Those of these conversations, newest first; one that has none gets the next. */
export async function numbersOf(engine: Engine, account: AccountId, conversations: readonly ConversationKey[]): Promise<Numbers> {
  const known = await read(engine, engine.query, account, conversations);
  if (conversations.every((key) => known.has(key))) return known;
  return engine.write(async (tx) => {
    await tx.lock(`call numbers ${account}`);
    const current = await read(engine, tx.query, account, conversations);
    const [last] = await tx.query<{ number: number }>('SELECT number FROM last_call_numbers WHERE account = $1', [account]);
    const first = (last?.number ?? before) + 1;
    const added = [...new Set(conversations)]
      .filter((key) => !current.has(key))
      .reverse()
      .map((conversation, index) => ({ conversation, number: first + index }));
    if (added.length === 0) return current;
    await tx.query(
      `INSERT INTO call_numbers (account, conversation, number)
       SELECT CAST($1 AS TEXT), conversation, number FROM ${engine.dialect.rows(2, columns)} AS given`,
      [account, engine.dialect.encode(columns, added)],
    );
    await tx.put('last_call_numbers', { account, number: first + added.length - 1 });
    return new Map([...current, ...added.map(({ conversation, number }): [ConversationKey, number] => [conversation, number])]);
  });
}

async function read(
  engine: Engine,
  query: Query,
  account: AccountId,
  conversations: readonly ConversationKey[],
): Promise<Numbers> {
  const rows = await query<{ conversation: string; number: number }>(
    `SELECT conversation, number FROM call_numbers
     WHERE account = $1 AND conversation IN (SELECT value FROM ${engine.dialect.values(2)} AS asked)`,
    [account, toJson(conversations)],
  );
  return new Map(rows.map((row) => [conversationKey(row.conversation), row.number]));
}

/** The conversation with this number, null where there is none. */
export async function numbered(engine: Engine, account: AccountId, number: number): Promise<ConversationKey | null> {
  const [row] = await engine.find('call_numbers', { account, number });
  return row ? conversationKey(row.conversation) : null;
}
