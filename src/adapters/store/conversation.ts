/** One conversation, read whole: its records, and the participations counted from them. */
import type { CallRecord } from '../../core/call.js';
import type { AccountId } from '../../core/model.js';
import type { StoredConversation } from '../../ports.js';
import { numbered } from './call-numbers.js';
import type { Engine } from './engine.js';
import { participationOf } from './participation-rows.js';

export async function conversationNumbered(
  engine: Engine,
  account: AccountId,
  number: number,
): Promise<StoredConversation | null> {
  const conversation = await numbered(engine, account, number);
  if (conversation === null) return null;
  const records = await engine.query<{ record: string }>(
    'SELECT record FROM calls WHERE account = $1 AND conversation = $2 AND deleted = 0 ORDER BY started_at, id',
    [account, conversation],
  );
  if (records.length === 0) return null;
  const rows = await engine.find('participations', { account, conversation });
  return {
    records: records.map(({ record }) => JSON.parse(record) as CallRecord),
    participations: rows.map(participationOf),
  };
}
