/** Chats and people of one account as they were last read, and what rooms were set to show. */
import { type RoomSetting, roomSettings } from '../../core/access.js';
import type { Chat, Person } from '../../core/chat.js';
import { type AccountId, accountId, type PersonId, personId } from '../../core/model.js';
import type { ChatStore } from '../../ports.js';
import { type ColumnType, toJson } from './dialect.js';
import type { Engine } from './engine.js';
import type { Row } from './models.js';

type PersonRow = Row<'persons'>;

const columns: Readonly<Record<keyof PersonRow, ColumnType>> = {
  account: 'text',
  id: 'text',
  name: 'text',
  email: 'text',
  company: 'text',
  read_at: 'int8',
};

export function createChatStore(engine: Engine, account: AccountId): ChatStore {
  return {
    async chat(id) {
      const [row] = await engine.query<{ chat: string }>('SELECT chat FROM chats WHERE account = $1 AND id = $2', [account, id]);
      return row === undefined ? null : (JSON.parse(row.chat) as Chat);
    },
    saveChat: (chat) => engine.write((tx) => tx.put('chats', { account, id: chat.id, chat: toJson(chat) })),
    forgetChat: (id) =>
      engine.write(async (tx) => {
        await tx.remove('chats', { account, id });
      }),

    async known() {
      const rows = await engine.find('chats', { account });
      return rows.map((row) => JSON.parse(row.chat) as Chat);
    },

    async persons(ids) {
      const rows = await engine.query<Row<'persons'>>(
        `SELECT id, name, email, company, read_at FROM persons
         WHERE account = $1 AND id IN (SELECT value FROM ${engine.dialect.values(2)} AS asked)`,
        [account, engine.dialect.list(ids)],
      );
      return new Map<PersonId, Person>(rows.map((row) => [personId(row.id), personOf(row)]));
    },
    async savePersons(persons) {
      const rows = [...new Map(persons.map((person) => [person.id, rowOf(account, person)])).values()];
      if (rows.length === 0) return;
      await engine.write((tx) =>
        tx.query(
          `INSERT INTO persons (account, id, name, email, company, read_at)
           SELECT account, id, name, email, company, read_at FROM ${engine.dialect.rows(1, columns)} AS given WHERE true ORDER BY id
           ON CONFLICT (account, id) DO UPDATE SET
             name = excluded.name, email = excluded.email, company = excluded.company, read_at = excluded.read_at`,
          [engine.dialect.encode(columns, rows)],
        ),
      );
    },

    async roomSetting(chat) {
      const [room] = await engine.find('rooms', { account, chat });
      return room === undefined ? null : settingOf(room);
    },
    setRoomSetting: (chat, shows, by, at) =>
      engine.write((tx) => tx.put('rooms', { account, chat, shows, decided_by: by, decided_at: at })),
  };
}

/** A word nobody here knows is a decision all the same: the narrowest. */
const settingOf = ({ shows }: Row<'rooms'>): RoomSetting => roomSettings.find((known) => known === shows) ?? 'private';

function rowOf(account: AccountId, person: Person): Row<'persons'> {
  const { id, name, email, companyId, readAt } = person;
  return { account, id, name, email: email ?? null, company: companyId ?? null, read_at: readAt ?? null };
}

function personOf(row: PersonRow): Person {
  return {
    id: personId(row.id),
    name: row.name,
    ...(row.email !== null && { email: row.email }),
    ...(row.company !== null && { companyId: accountId(row.company) }),
    ...(row.read_at !== null && { readAt: row.read_at }),
  };
}
