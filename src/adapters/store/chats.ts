/** Chats and people of one account as they were last read, and which rooms show details. */
import type { Chat, Person } from '../../core/chat.js';
import { type AccountId, accountId, type PersonId, personId } from '../../core/model.js';
import type { ChatStore } from '../../ports.js';
import { type ColumnType, toJson } from './dialect.js';
import type { Engine } from './engine.js';
import type { Row } from './models.js';

type PersonRow = Omit<Row<'persons'>, 'read_at'>;

const columns: Readonly<Record<keyof PersonRow, ColumnType>> = {
  account: 'text',
  id: 'text',
  name: 'text',
  email: 'text',
  company: 'text',
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
      const rows = await engine.query<PersonRow>(
        `SELECT id, name, email, company FROM persons
         WHERE account = $1 AND id IN (SELECT value FROM ${engine.dialect.values(2)} AS asked)`,
        [account, toJson(ids)],
      );
      return new Map<PersonId, Person>(rows.map((row) => [personId(row.id), personOf(row)]));
    },
    async savePersons(persons) {
      const rows = [...new Map(persons.map((person) => [person.id, rowOf(account, person)])).values()];
      if (rows.length === 0) return;
      await engine.write((tx) =>
        tx.query(
          `INSERT INTO persons (account, id, name, email, company)
           SELECT account, id, name, email, company FROM ${engine.dialect.rows(1, columns)} AS given WHERE true ORDER BY id
           ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, email = excluded.email, company = excluded.company,
             read_at = NULL`,
          [engine.dialect.encode(columns, rows)],
        ),
      );
    },

    async roomDetails(chat) {
      const [room] = await engine.find('rooms', { account, chat });
      return room?.details === 1;
    },
    setRoomDetails: (chat, open, by, at) =>
      engine.write((tx) => tx.put('rooms', { account, chat, details: open ? 1 : 0, decided_by: by, decided_at: at })),
  };
}

function rowOf(account: AccountId, person: Person): PersonRow {
  return { account, id: person.id, name: person.name, email: person.email ?? null, company: person.companyId ?? null };
}

function personOf(row: PersonRow): Person {
  return {
    id: personId(row.id),
    name: row.name,
    ...(row.email !== null && { email: row.email }),
    ...(row.company !== null && { companyId: accountId(row.company) }),
  };
}
