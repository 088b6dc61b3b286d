/** How many rows each account has in each table: what stands of it, and that nothing does any more. */
import { type AccountId, accountId } from '../../core/model.js';
import type { Engine } from './engine.js';
import { accountTables } from './models.js';

/** Tables without rows are left out, and accounts with none. */
export async function census({ query }: Pick<Engine, 'query'>): Promise<Map<AccountId, Record<string, number>>> {
  const found = new Map<AccountId, Record<string, number>>();
  for (const table of accountTables) {
    const rows = await query<{ account: string; n: number }>(`SELECT account, COUNT(*) AS n FROM ${table} GROUP BY account`);
    for (const { account, n } of rows) found.set(accountId(account), { ...found.get(accountId(account)), [table]: n });
  }
  return found;
}
