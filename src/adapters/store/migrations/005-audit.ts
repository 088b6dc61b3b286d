/** Who asked about whom, which the database itself refuses to change; who hides; and what is needed to find what has grown old. */
import type { Migration } from './migration.js';

const tables = [
  `CREATE TABLE audit_entries (
    account TEXT NOT NULL, id TEXT NOT NULL, question TEXT NOT NULL, how TEXT NOT NULL, at BIGINT NOT NULL, asker TEXT NOT NULL,
    chat TEXT NOT NULL, chat_type TEXT NOT NULL, command TEXT NOT NULL, number TEXT, period TEXT, period_from BIGINT,
    period_to BIGINT, given TEXT NOT NULL, refusal TEXT, PRIMARY KEY (account, id))`,
  'CREATE INDEX audit_entries_by_time ON audit_entries (account, at)',
  `CREATE TABLE audit_subjects (
    account TEXT NOT NULL, entry TEXT NOT NULL, extension TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (account, entry, extension))`,
  'CREATE INDEX audit_subjects_by_extension ON audit_subjects (account, extension, entry)',
  'CREATE INDEX audit_subjects_by_time ON audit_subjects (account, at)',
  `CREATE TABLE hidden_people (
    account TEXT NOT NULL, extension TEXT NOT NULL, hidden_at BIGINT NOT NULL, PRIMARY KEY (account, extension))`,
  'ALTER TABLE persons ADD COLUMN read_at BIGINT',
  'CREATE INDEX calls_by_start ON calls (account, started_at)',
];

const triggers = {
  sqlite: (table: string) => [
    `CREATE TRIGGER ${table}_stand BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END`,
  ],
  postgres: (table: string) => [
    `CREATE TRIGGER ${table}_stand BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION audit_stands()`,
  ],
};

export const audit: Migration = {
  name: '005-audit',
  async up(query, { name }) {
    for (const table of tables) await query(table);
    if (name === 'postgres') {
      await query(`CREATE FUNCTION audit_stands() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''the audit is append-only''; END'`);
    }
    for (const table of ['audit_entries', 'audit_subjects']) for (const trigger of triggers[name](table)) await query(trigger);
  },
};
