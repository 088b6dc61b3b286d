/** Counts of posts by their time, so that the old ones are found among all. */
import type { Migration } from './migration.js';

export const oldCounts: Migration = {
  name: '013-old-counts',
  async up(query) {
    await query('CREATE INDEX post_counts_by_time ON post_counts (account, quarter)');
  },
};
