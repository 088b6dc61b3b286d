/** Which process works for which account and until when, and how often what several processes keep in mind was written. */
import type { Migration } from './migration.js';

export const leases: Migration = {
  name: '011-leases',
  async up(query) {
    await query('CREATE TABLE leases (account TEXT PRIMARY KEY, owner TEXT NOT NULL, until BIGINT NOT NULL)');
    await query('CREATE TABLE changes (subject TEXT PRIMARY KEY, version BIGINT NOT NULL)');
  },
};
