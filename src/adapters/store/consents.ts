/** By whose consent each account is read: the tokens encrypted and bound to their row, and which links were used up. */
import { type AccountId, accountId, personId } from '../../core/model.js';
import type { Consent, Consents, ConsentTokens } from '../credentials.js';
import { withCredentials } from './changes.js';
import type { Engine, Writing } from './engine.js';
import type { Row } from './models.js';
import type { Vault } from './vault.js';

export function createConsents(engine: Engine, vault: Vault): Consents {
  const sealed = async (tx: Writing, account: AccountId, tokens: ConsentTokens) =>
    (await vault.sealing(tx))(JSON.stringify(tokens), 'connections', account);
  const consentOf = (row: Row<'connections'>): Consent => ({
    account: accountId(row.account),
    person: personId(row.person),
    tokens: JSON.parse(vault.open(row.tokens, 'connections', row.account)) as ConsentTokens,
    connectedAt: row.connected_at,
    refreshedAt: row.refreshed_at,
    lostAt: row.lost_at,
  });
  return {
    async find(account) {
      const [row] = await engine.find('connections', { account });
      return row === undefined ? null : consentOf(row);
    },
    async all() {
      return (await engine.find('connections', {})).map(consentOf).sort((a, b) => a.connectedAt - b.connectedAt);
    },
    save: ({ account, person, tokens, connectedAt, refreshedAt, lostAt }) =>
      withCredentials(engine, async (tx) =>
        tx.put('connections', {
          account,
          person,
          tokens: await sealed(tx, account, tokens),
          connected_at: connectedAt,
          refreshed_at: refreshedAt,
          lost_at: lostAt,
        }),
      ),
    async renew({ account, connectedAt }, tokens, at) {
      const rows = await engine.write(async (tx) =>
        tx.query(
          'UPDATE connections SET tokens = $3, refreshed_at = $4 WHERE account = $1 AND connected_at = $2 RETURNING account',
          [account, connectedAt, await sealed(tx, account, tokens), at],
        ),
      );
      return rows.length === 1;
    },
    async lose({ account, connectedAt }, at) {
      await withCredentials(engine, async (tx) => {
        await tx.query('UPDATE connections SET lost_at = $3 WHERE account = $1 AND connected_at = $2 AND lost_at IS NULL', [
          account,
          connectedAt,
          at,
        ]);
      });
    },
    async useLink(account, id, endsAt, now) {
      const rows = await engine.write(async (tx) => {
        await tx.query('DELETE FROM used_links WHERE account = $1 AND ends_at < $2', [account, now]);
        return tx.query<{ id: string }>(
          'INSERT INTO used_links (account, id, ends_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id',
          [account, id, endsAt],
        );
      });
      return rows.length === 1;
    },
    async wasUsed(account, id) {
      return (await engine.find('used_links', { account, id })).length > 0;
    },
  };
}
