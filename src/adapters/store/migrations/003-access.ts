/** What access is decided by: sites and unlisted extensions, what rooms show, and calls by number. */
import type { Migration } from './migration.js';

export const access: Migration = {
  name: '003-access',
  async up(query) {
    await query('ALTER TABLE extensions ADD COLUMN site TEXT');
    await query('ALTER TABLE extensions ADD COLUMN site_name TEXT');
    await query('ALTER TABLE extensions ADD COLUMN unlisted BIGINT NOT NULL DEFAULT 0');
    await query(`ALTER TABLE rooms ADD COLUMN shows TEXT NOT NULL DEFAULT 'totals'`);
    await query(`UPDATE rooms SET shows = 'details' WHERE details = 1`);
    await query('ALTER TABLE rooms DROP COLUMN details');
    await query(`CREATE INDEX participations_by_number ON participations (account, counterpart_number, extension)
      WHERE counterpart_number IS NOT NULL`);
  },
};
