/** Counts of posts in rooms that turned counting on; of single posts only ids, and only until the time they were written in is settled. */
import type { Migration } from './migration.js';

const tables = (clustered: string) => [
  `CREATE TABLE counted_rooms (
    account TEXT NOT NULL, chat TEXT NOT NULL, turned_on_by TEXT NOT NULL, turned_on_at BIGINT NOT NULL, since BIGINT NOT NULL,
    known_from BIGINT, is_read BIGINT NOT NULL, through BIGINT, settled BIGINT NOT NULL, doubts BIGINT NOT NULL,
    doubts_read BIGINT NOT NULL, checked_at BIGINT NOT NULL, reading TEXT, PRIMARY KEY (account, chat))`,
  `CREATE TABLE counted_posts (
    account TEXT NOT NULL, chat TEXT NOT NULL, post TEXT NOT NULL, created_at BIGINT NOT NULL,
    PRIMARY KEY (account, chat, post)) ${clustered}`,
  'CREATE INDEX counted_posts_by_time ON counted_posts (account, chat, created_at)',
  `CREATE TABLE post_counts (
    account TEXT NOT NULL, chat TEXT NOT NULL, person TEXT NOT NULL, quarter BIGINT NOT NULL, posts BIGINT NOT NULL,
    PRIMARY KEY (account, chat, person, quarter)) ${clustered}`,
];

export const activity: Migration = {
  name: '010-activity',
  async up(query, { clustered }) {
    for (const table of tables(clustered)) await query(table);
  },
};
