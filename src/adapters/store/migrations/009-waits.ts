/** How long callers waited at queues, and the calls with one number in the order of their time. */
import type { Migration } from './migration.js';

export const waits: Migration = {
  name: '009-waits',
  async up(query) {
    await query('ALTER TABLE participations ADD COLUMN wait_ms BIGINT');
    await query('DROP INDEX participations_by_number');
    await query(`CREATE INDEX participations_by_number ON participations (account, counterpart_number, started_at, extension)
      WHERE counterpart_number IS NOT NULL`);
  },
};
