/** Short numbers of the calls that were listed, and by which rules the participations of an account were computed. */
import type { Migration } from './migration.js';

export const numbers: Migration = {
  name: '008-numbers',
  async up(query) {
    await query(`CREATE TABLE call_numbers (
      account TEXT NOT NULL, number BIGINT NOT NULL, conversation TEXT NOT NULL, PRIMARY KEY (account, number))`);
    await query('CREATE UNIQUE INDEX call_numbers_by_conversation ON call_numbers (account, conversation)');
    await query('CREATE TABLE last_call_numbers (account TEXT PRIMARY KEY, number BIGINT NOT NULL)');
    await query(`CREATE TABLE recounts (
      account TEXT PRIMARY KEY, rules TEXT NOT NULL, target TEXT, position TEXT NOT NULL, done BIGINT NOT NULL, total BIGINT NOT NULL,
      mixed BIGINT NOT NULL)`);
  },
};
