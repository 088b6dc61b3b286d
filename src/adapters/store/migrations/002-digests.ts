/** Scheduled command lines, whose `say` is encrypted since it may name people, and when the bot was last known to hear events. */
import type { Migration } from './migration.js';

export const digests: Migration = {
  name: '002-digests',
  async up(query) {
    await query(`CREATE TABLE digests (
      account TEXT NOT NULL, id BIGINT NOT NULL, chat TEXT NOT NULL, owner TEXT NOT NULL, cron TEXT NOT NULL, schedule TEXT NOT NULL,
      zone TEXT NOT NULL, say TEXT NOT NULL, paused BIGINT NOT NULL, next_at BIGINT NOT NULL, source TEXT NOT NULL,
      PRIMARY KEY (account, id))`);
    await query('CREATE TABLE hearings (account TEXT PRIMARY KEY, heard_at BIGINT NOT NULL)');
  },
};
