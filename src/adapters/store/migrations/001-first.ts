/** The first tables. Ids are text, for they exceed 2^53; times and durations are whole milliseconds. */
import type { Migration } from './migration.js';

const tables = (clustered: string) => [
  'CREATE TABLE bots (id TEXT PRIMARY KEY, account TEXT NOT NULL, token TEXT NOT NULL, installed_at BIGINT NOT NULL)',
  'CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL)',
  'CREATE TABLE secret_keys (id TEXT PRIMARY KEY, proof TEXT NOT NULL)',
  `CREATE TABLE deliveries (
    uuid TEXT PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, chat TEXT NOT NULL, post TEXT, body TEXT,
    received_at BIGINT NOT NULL, state TEXT NOT NULL, posting_chat TEXT, posting_since BIGINT, answered_at BIGINT, reply_post TEXT,
    earlier_post TEXT)`,
  'CREATE UNIQUE INDEX deliveries_by_post ON deliveries (account, chat, post)',
  'CREATE UNIQUE INDEX deliveries_by_reply ON deliveries (reply_post)',
  'CREATE INDEX deliveries_by_earlier ON deliveries (earlier_post)',
  'CREATE INDEX deliveries_by_state ON deliveries (state, received_at)',
  'CREATE TABLE directories (account TEXT PRIMARY KEY, version TEXT NOT NULL, synced_at BIGINT NOT NULL, members TEXT NOT NULL)',
  `CREATE TABLE extensions (
    account TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, name TEXT NOT NULL,
    extension_number TEXT, email TEXT, department TEXT, numbers TEXT NOT NULL, PRIMARY KEY (account, id))`,
  `CREATE TABLE calls (
    account TEXT NOT NULL, id TEXT NOT NULL, conversation TEXT NOT NULL, started_at BIGINT NOT NULL, modified_at BIGINT,
    deleted BIGINT NOT NULL, read_at BIGINT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (account, id))`,
  'CREATE INDEX calls_by_conversation ON calls (account, conversation)',
  `CREATE TABLE participations (
    account TEXT NOT NULL, conversation TEXT NOT NULL, extension TEXT NOT NULL, direction TEXT NOT NULL, part TEXT NOT NULL,
    rule TEXT NOT NULL, state TEXT NOT NULL, started_at BIGINT NOT NULL, talk_ms BIGINT NOT NULL, duration_ms BIGINT NOT NULL,
    counterpart_extension TEXT, counterpart_number TEXT, counterpart_name TEXT, internal BIGINT NOT NULL, queue TEXT,
    left_voicemail BIGINT NOT NULL, PRIMARY KEY (account, conversation, extension)) ${clustered}`,
  `CREATE INDEX participations_by_extension ON participations (
    account, extension, started_at, conversation, state, part, direction, internal, talk_ms, queue, counterpart_extension,
    counterpart_number)`,
  'CREATE TABLE call_syncs (account TEXT PRIMARY KEY, state TEXT NOT NULL)',
  'CREATE TABLE chats (account TEXT NOT NULL, id TEXT NOT NULL, chat TEXT NOT NULL, PRIMARY KEY (account, id))',
  `CREATE TABLE persons (
    account TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, email TEXT, company TEXT, PRIMARY KEY (account, id))`,
  `CREATE TABLE rooms (
    account TEXT NOT NULL, chat TEXT NOT NULL, details BIGINT NOT NULL, decided_by TEXT NOT NULL, decided_at BIGINT NOT NULL,
    PRIMARY KEY (account, chat))`,
  `CREATE TABLE locales (
    account TEXT NOT NULL, extension TEXT NOT NULL, zone TEXT NOT NULL, language TEXT NOT NULL, hour12 BIGINT NOT NULL,
    read_at BIGINT NOT NULL, PRIMARY KEY (account, extension))`,
  `CREATE TABLE jobs (
    name TEXT NOT NULL, account TEXT NOT NULL, run_at BIGINT, period_ms BIGINT, lease_until BIGINT, owner TEXT,
    attempts BIGINT NOT NULL, PRIMARY KEY (name, account))`,
  'CREATE INDEX jobs_by_time ON jobs (run_at)',
];

export const first: Migration = {
  name: '001-first',
  async up(query, { clustered }) {
    for (const table of tables(clustered)) await query(table);
  },
};
