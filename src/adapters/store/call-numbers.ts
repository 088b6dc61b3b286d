/** Short numbers for calls, given when a call is first listed and never to another one. */
import { type AccountId, type ConversationKey, conversationKey } from '../../core/model.js';
import type { ColumnType } from './dialect.js';
import type { Engine } from './engine.js';

/** Four digits, so that nobody takes one for a page. */
const before = 1000;

const columns = { conversation: 'text', number: 'int8' } as const satisfies Readonly<Record<string, ColumnType>>;

type NumberRow = { readonly conversation: string; readonly number: number };

/** Those of these conversations, newest first: one that has none gets the next. Asked for where a list showed that some have none. */
export async function numbersOf(
  engine: Engine,
  account: AccountId,
  conversations: readonly ConversationKey[],
): Promise<ReadonlyMap<ConversationKey, number>> {
  const wanting = [...new Set(conversations)].reverse();
  const count = wanting.length;
  if (count === 0) return new Map();
  return engine.write(async (tx) => {
    // Whoever else numbers calls of this account waits here. The numbers of calls that had theirs already go to nobody.
    const [counter] = await tx.query<{ last: number }>(
      `INSERT INTO last_call_numbers (account, number) VALUES ($1, $2)
       ON CONFLICT (account) DO UPDATE SET number = last_call_numbers.number + $3 RETURNING number - $3 AS last`,
      [account, before + count, count],
    );
    const first = (counter?.last ?? before) + 1;
    const rows = wanting.map((conversation, index) => ({ conversation, number: first + index }));
    const added = await tx.query<NumberRow>(
      `INSERT INTO call_numbers (account, conversation, number)
       SELECT CAST($1 AS TEXT), conversation, number FROM ${engine.dialect.rows(2, columns)} AS given WHERE true
       ON CONFLICT (account, conversation) DO NOTHING RETURNING conversation, number`,
      [account, engine.dialect.encode(columns, rows)],
    );
    const all =
      added.length === count
        ? added
        : await tx.query<NumberRow>(
            `SELECT conversation, number FROM call_numbers
             WHERE account = $1 AND conversation IN (SELECT value FROM ${engine.dialect.values(2)} AS asked)`,
            [account, engine.dialect.list(wanting)],
          );
    return new Map(all.map((row) => [conversationKey(row.conversation), row.number]));
  });
}

/** The conversation with this number, null where there is none. */
export async function numbered(engine: Engine, account: AccountId, number: number): Promise<ConversationKey | null> {
  const [row] = await engine.find('call_numbers', { account, number });
  return row ? conversationKey(row.conversation) : null;
}
