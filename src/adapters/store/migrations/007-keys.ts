/** Which of the secret keys the store is written with: one row, that every writer of encrypted values looks at. */
import type { Migration } from './migration.js';

export const keys: Migration = {
  name: '007-keys',
  async up(query) {
    await query('CREATE TABLE writing_key (place BIGINT PRIMARY KEY, id TEXT NOT NULL)');
    await query('INSERT INTO writing_key (place, id) SELECT 1, MIN(id) FROM secret_keys HAVING COUNT(*) > 0');
  },
};
