/**
 * Many companies: the consents by which their readers read, the links that were used up, secrets per account, and bots and posts told apart
 * by account as well. Subscriptions are made anew at the next start, since their tokens stood under no account.
 */
import type { Migration } from './migration.js';

export const connections: Migration = {
  name: '006-connections',
  async up(query) {
    await query(`CREATE TABLE connections (
      account TEXT PRIMARY KEY, person TEXT NOT NULL, tokens TEXT NOT NULL, connected_at BIGINT NOT NULL,
      refreshed_at BIGINT NOT NULL, lost_at BIGINT)`);
    await query(`CREATE TABLE used_links (
      account TEXT NOT NULL, id TEXT NOT NULL, ends_at BIGINT NOT NULL, PRIMARY KEY (account, id))`);
    await query(`CREATE TABLE account_secrets (
      account TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (account, name))`);
    await query(`DELETE FROM secrets WHERE name IN ('webhook-bot', 'webhook-reader')`);
    await query(`CREATE TABLE installed_bots (
      account TEXT NOT NULL, id TEXT NOT NULL, token TEXT NOT NULL, installed_at BIGINT NOT NULL, PRIMARY KEY (account, id))`);
    await query(
      'INSERT INTO installed_bots (account, id, token, installed_at) SELECT account, id, token, installed_at FROM bots',
    );
    await query('DROP TABLE bots');
    await query('ALTER TABLE installed_bots RENAME TO bots');
    await query('DROP INDEX deliveries_by_reply');
    await query('CREATE UNIQUE INDEX deliveries_by_reply ON deliveries (account, reply_post)');
    await query('DROP INDEX deliveries_by_earlier');
    await query('CREATE INDEX deliveries_by_earlier ON deliveries (account, earlier_post)');
  },
};
