/** The tables as sequelize models. Every table of an account has the column `account`: by it `erase` finds what to delete. */
import { DataTypes, type Model, type ModelAttributes, type ModelStatic, type Sequelize } from 'sequelize';

const text = { type: DataTypes.TEXT, allowNull: false } as const;
const textOrNull = { type: DataTypes.TEXT, allowNull: true } as const;
const whole = { type: DataTypes.BIGINT, allowNull: false } as const;
const wholeOrNull = { type: DataTypes.BIGINT, allowNull: true } as const;
const key = { ...text, primaryKey: true } as const;

const tables = {
  bots: { account: key, id: key, token: text, installed_at: whole },
  connections: { account: key, person: text, tokens: text, connected_at: whole, refreshed_at: whole, lost_at: wholeOrNull },
  used_links: { account: key, id: key, ends_at: whole },
  account_secrets: { account: key, name: key, value: text },
  secrets: { name: key, value: text },
  secret_keys: { id: key, proof: text },
  writing_key: { place: { ...whole, primaryKey: true }, id: text },
  deliveries: {
    uuid: key,
    account: text,
    kind: text,
    chat: text,
    post: textOrNull,
    body: textOrNull,
    received_at: whole,
    state: text,
    posting_chat: textOrNull,
    posting_since: wholeOrNull,
    answered_at: wholeOrNull,
    reply_post: textOrNull,
    earlier_post: textOrNull,
  },
  posted_answers: { account: key, chat: key, delivery: key, post: textOrNull, posted_at: whole },
  directories: { account: key, version: text, synced_at: whole, members: text },
  extensions: {
    account: key,
    id: key,
    kind: text,
    type: text,
    status: text,
    name: text,
    extension_number: textOrNull,
    email: textOrNull,
    department: textOrNull,
    site: textOrNull,
    site_name: textOrNull,
    unlisted: whole,
    numbers: text,
  },
  calls: {
    account: key,
    id: key,
    conversation: text,
    started_at: whole,
    modified_at: wholeOrNull,
    deleted: whole,
    read_at: whole,
    record: text,
  },
  participations: {
    account: key,
    conversation: key,
    extension: key,
    direction: text,
    part: text,
    rule: text,
    state: text,
    started_at: whole,
    talk_ms: whole,
    duration_ms: whole,
    counterpart_extension: textOrNull,
    counterpart_number: textOrNull,
    counterpart_name: textOrNull,
    internal: whole,
    queue: textOrNull,
    left_voicemail: whole,
    wait_ms: wholeOrNull,
  },
  // In the order in which numbering locks them: to be erased in another, the counter could go without the numbers it gave last.
  last_call_numbers: { account: key, number: whole },
  call_numbers: { account: key, number: { ...whole, primaryKey: true }, conversation: text },
  recounts: { account: key, rules: text, target: textOrNull, position: text, done: whole, total: whole, mixed: whole },
  call_syncs: { account: key, state: text },
  hearings: { account: key, heard_at: whole },
  chats: { account: key, id: key, chat: text },
  persons: { account: key, id: key, name: text, email: textOrNull, company: textOrNull, read_at: wholeOrNull },
  rooms: { account: key, chat: key, shows: text, decided_by: text, decided_at: whole },
  digests: {
    account: key,
    id: { ...whole, primaryKey: true },
    chat: text,
    owner: text,
    cron: text,
    schedule: text,
    zone: text,
    say: text,
    paused: whole,
    next_at: whole,
    source: text,
  },
  locales: { account: key, extension: key, zone: text, language: text, hour12: whole, read_at: whole },
  hidden_people: { account: key, extension: key, hidden_at: whole },
  audit_entries: {
    account: key,
    id: key,
    question: text,
    how: text,
    at: whole,
    asker: text,
    chat: text,
    chat_type: text,
    command: text,
    number: textOrNull,
    period: textOrNull,
    period_from: wholeOrNull,
    period_to: wholeOrNull,
    given: text,
    refusal: textOrNull,
  },
  audit_subjects: { account: key, entry: key, extension: key, at: whole },
  counted_rooms: {
    account: key,
    chat: key,
    turned_on_by: text,
    turned_on_at: whole,
    since: whole,
    known_from: wholeOrNull,
    is_read: whole,
    through: wholeOrNull,
    settled: whole,
    doubts: whole,
    doubts_read: whole,
    checked_at: whole,
    reading: textOrNull,
  },
  counted_posts: { account: key, chat: key, post: key, created_at: whole },
  post_counts: { account: key, chat: key, person: key, quarter: { ...whole, primaryKey: true }, posts: whole },
  leases: { account: key, owner: text, until: whole },
  changes: { subject: key, version: whole },
  jobs: {
    name: key,
    account: key,
    run_at: wholeOrNull,
    period_ms: wholeOrNull,
    lease_until: wholeOrNull,
    owner: textOrNull,
    attempts: whole,
  },
} as const;

export type TableName = keyof typeof tables;

type Cell<C> = C extends { type: typeof DataTypes.BIGINT } ? number : string;
type Nullable<C> = C extends { allowNull: true } ? Cell<C> | null : Cell<C>;

/** A row as both engines give it. */
export type Row<T extends TableName> = { -readonly [C in keyof (typeof tables)[T]]: Nullable<(typeof tables)[T][C]> };

export const tableNames = Object.keys(tables) as TableName[];

export const accountTables = tableNames.filter((name) => 'account' in tables[name]);

/** What was read with a company's consent, and the consent itself. */
export const connectedTables: readonly TableName[] = [
  'directories',
  'extensions',
  'calls',
  'participations',
  'call_numbers',
  'recounts',
  'call_syncs',
  'locales',
  'connections',
];

export function defineModels(sequelize: Sequelize): Record<TableName, ModelStatic<Model>> {
  const define = (name: TableName) =>
    sequelize.define(name, copyOf(tables[name]), { timestamps: false, freezeTableName: true, tableName: name });
  return Object.fromEntries(tableNames.map((name) => [name, define(name)])) as Record<TableName, ModelStatic<Model>>;
}

/** sequelize writes into the attributes it is given, and several stores may be open in one process. */
function copyOf(columns: object): ModelAttributes {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, { ...column }]));
}
