/** The bot's own pipeline over a store with real records, so that tables of tests hold what a person reads, word by word. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/adapters/store/open.js';
import { answer } from '../../../src/bot/answer.js';
import { createOffice } from '../../../src/bot/desks/office.js';
import type { RoomSetting } from '../../../src/core/access.js';
import type { CallRecord } from '../../../src/core/call.js';
import type { CallSyncState } from '../../../src/core/callSync.js';
import type { Chat, Locale, Post } from '../../../src/core/chat.js';
import { chatId, personId } from '../../../src/core/model.js';
import { type Rules, standardRules } from '../../../src/core/rules.js';
import type { AccountStore } from '../../../src/ports.js';
import { messengerOf, quietOffice, readerOf } from '../../bot/quiet.js';
import { company, idOf, inTeam, persons, self, snapshot, type Who } from './people.js';

/** A Wednesday evening. */
export const now = Date.UTC(2026, 10, 18, 20);
const london: Locale = { zone: 'Europe/London', language: 'en-GB', hour12: false };

/** Where and by whom a line is asked; by Alice in the team unless said otherwise. */
export interface Place {
  readonly by?: Who;
  readonly in?: 'team' | 'direct';
  readonly archived?: boolean;
  readonly shows?: RoomSetting;
  readonly locale?: Locale;
  readonly now?: number;
  readonly sync?: CallSyncState;
  readonly pageSize?: number;
  /** Numbers that stand in no room. */
  readonly never?: readonly string[];
  readonly rules?: Partial<Rules>;
}

export interface House {
  /** What is posted: in the team or the direct chat asked in; what is posted to the asker alone instead stands after `alone: `. */
  ask(line: string, place?: Place): Promise<string>;
  readonly store: AccountStore;
  close(): Promise<void>;
}

const team = chatId('5001');
const direct = chatId('5002');
const nothing = async () => {};
/** All is read, back to the beginning of the year. */
const read: CallSyncState = { through: now, coveredFrom: Date.UTC(2026, 0, 1), target: Date.UTC(2026, 0, 1) };

export async function openHouse(records: readonly CallRecord[], rules: Partial<Rules> = {}): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-commands-'));
  const log = { debug() {}, info() {}, warn() {}, error: (message: string, fields: unknown) => console.error(message, fields) };
  const store = await openStore({
    databaseUrl: `sqlite:${join(folder, 'switchboard.db')}`,
    secretKey: Buffer.alloc(32).toString('base64'),
    rules: { ...standardRules, ...rules },
    clock: { now: () => now },
    log,
  });
  const account = store.account(company);
  await account.directory.replace(snapshot, now);
  const directory = await account.directory.read();
  if (directory) await account.calls.upsert(records, directory, now);

  const ask = async (line: string, place: Place = {}): Promise<string> => {
    const { by = 'alice', in: where = 'team', locale = london, now: at = now } = place;
    const asker = personId(idOf(by));
    const room: Chat = {
      id: team,
      type: 'Team',
      archived: place.archived ?? false,
      name: 'Sales floor',
      members: [...inTeam.map((who) => personId(idOf(who))), self],
      readAt: at,
    };
    const alone: Chat = { id: direct, type: 'Direct', archived: false, members: [asker, self], readAt: at };
    const chat = where === 'direct' ? alone : room;
    const office = createOffice({
      ...quietOffice({
        account: () => ({ ...account, ...around([room, alone], place, at, account) }),
        clock: { now: () => at },
        fallback: locale,
      }),
      readerOf: () => readerOf(locale, async (who) => who === idOf('holly')),
      masking: { masked: 'rooms', never: place.never ?? [] },
      pageSize: place.pageSize ?? 10,
      rules: { ...standardRules, ...rules, ...place.rules },
    });
    const post: Post = {
      id: `p${line}`,
      chat: chat.id,
      creator: asker,
      text: where === 'direct' ? line : `![:Person](${self}) ${line}`,
      mentions: where === 'direct' ? [] : [{ id: self, type: 'Person' }],
      createdAt: at,
    };
    const messenger = messengerOf(self, {
      openDirect: async () => direct,
      persons: async (some) => persons.filter(({ id }) => some.includes(id)),
      chat: async (id) => (id === team ? room : alone),
    });
    const steps = await answer(post, at, at, office(company, messenger));
    return steps.map(({ chat: id, text }) => (id === chat.id ? text : `alone: ${text}`)).join('\n');
  };

  return {
    ask,
    store: account,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the chats and the sync say, without anybody having told the store. */
const around = (
  known: readonly Chat[],
  { shows, sync = read, locale = london }: Place,
  at: number,
  { chats, state, profiles }: AccountStore,
) => ({
  state: { ...state, callSync: async () => sync },
  profiles: { ...profiles, locale: async () => ({ locale, readAt: at }) },
  chats: {
    ...chats,
    chat: async (id: Chat['id']) => known.find((each) => each.id === id) ?? null,
    saveChat: nothing,
    known: async () => known,
    roomSetting: async () => shows ?? null,
  },
});
