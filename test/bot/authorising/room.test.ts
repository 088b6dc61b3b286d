/** What is known of a chat is believed for five minutes, and not when the chat has changed since, or while it was being read. */
import { describe, expect, test } from 'vitest';
import { chatAsOf, personsOf, present } from '../../../src/bot/authorising/room.js';
import { receive } from '../../../src/bot/receive.js';
import type { Chat, ChatType, Person } from '../../../src/core/chat.js';
import { directoryOf } from '../../../src/core/directory.js';
import { accountId, type ChatId, chatId, extensionId, type PersonId, personId } from '../../../src/core/model.js';
import type { ChatStore, Inbox, Messenger } from '../../../src/ports.js';

const noon = Date.UTC(2026, 10, 20, 12);
const id = chatId('4400');
const [bot, alice, guest] = ['9', '101', 'glip-7'].map(personId) as [PersonId, PersonId, PersonId];

function desk() {
  const kept = new Map<ChatId, Chat>();
  const types = new Map<ChatId, ChatType>();
  const claimed: string[] = [];
  let members = [alice, bot];
  let reads = 0;
  let whileReading: () => Promise<unknown> = async () => undefined;
  const chats = {
    chat: async (chat: ChatId) => kept.get(chat) ?? null,
    saveChat: async (chat: Chat) => void kept.set(chat.id, chat),
    forgetChat: async (chat: ChatId) => void kept.delete(chat),
  } as unknown as ChatStore;
  const messenger = {
    async chat(): Promise<Chat> {
      reads += 1;
      const read: Chat = { id, type: 'Direct', archived: false, members, readAt: now };
      await whileReading();
      return read;
    },
  } as unknown as Messenger;
  const inbox = { claim: async ({ uuid }: { uuid: string }) => claimed.push(uuid) > 0 } as unknown as Inbox;
  let now = noon;
  const hear = (event: object) =>
    receive({ uuid: `u${claimed.length}`, owner: bot, ...event } as never, {
      account: accountId('1'),
      self: bot,
      inbox,
      chats,
      types,
      now,
    });
  return {
    asOf: (at: number) => {
      now = at;
      return chatAsOf(at, id, chats, messenger);
    },
    hear,
    join: (...people: PersonId[]) => {
      members = people;
    },
    whileReading: (what: () => Promise<unknown>) => {
      whileReading = what;
    },
    reads: () => reads,
    claimed,
  };
}

const changed = (type: ChatType, members?: PersonId[]) => ({
  kind: 'chat changed',
  chat: { id, type, archived: false, ...(members && { members }), readAt: noon },
});

describe('the members of a chat', () => {
  test('are read again after five minutes, after a change, and after the clock was set back', async () => {
    const { asOf, hear, reads } = desk();
    for (const [at, expected] of [
      [noon, 1],
      [noon + 200_000, 1],
      [noon + 400_000, 2],
      [noon - 3_600_000, 3],
    ] as const) {
      await asOf(at);
      expect(reads()).toBe(expected);
    }
    await hear(changed('Direct', [alice, bot]));
    await asOf(noon - 3_500_000);
    expect(reads()).toBe(4);
  });

  test('who came in while they were being read is seen at the next question', async () => {
    const { asOf, hear, join, whileReading } = desk();
    whileReading(async () => {
      join(alice, guest, bot);
      await hear(changed('Direct', [alice, guest, bot]));
      whileReading(async () => undefined);
    });
    await asOf(noon);
    expect((await asOf(noon + 1000)).members).toContain(guest);
  });
});

test('an event that does not say what kind of chat it is costs no question in a direct chat', async () => {
  const { asOf, hear, claimed } = desk();
  await asOf(noon);
  await hear(changed('Other'));
  const post = { id: 'p', chat: id, creator: alice, text: 'calls', mentions: [], createdAt: noon };
  expect(await hear({ kind: 'post added', postType: 'TextMessage', post })).toBe(true);
  expect(claimed).toHaveLength(1);
});

describe('whose people they are', () => {
  const directory = directoryOf(accountId('1'), [
    { id: extensionId('101'), kind: 'person', type: 'User', status: 'Enabled', name: 'Alice', numbers: [] },
  ]);

  function office(tells: Person[]) {
    const kept = new Map<PersonId, Person>();
    let reads = 0;
    const asked = {
      chats: {
        persons: async (ids: PersonId[]) => new Map(ids.flatMap((one) => (kept.has(one) ? [[one, kept.get(one)]] : []) as never)),
        savePersons: async (persons: Person[]) => {
          for (const person of persons) kept.set(person.id, person);
        },
        roomSetting: async () => null,
      } as unknown as ChatStore,
      messenger: {
        self: bot,
        persons: async () => {
          reads += 1;
          return tells;
        },
      } as unknown as Messenger,
    };
    return { asked, reads: () => reads };
  }

  test('is asked once where it is told, and again after a while where it is not', async () => {
    const told: Person = { id: alice, name: 'Alice', companyId: accountId('1') };
    for (const [tells, expected] of [
      [[told], 1],
      [[], 2],
      [[{ id: alice, name: 'Alice' }], 2],
    ] as const) {
      const { asked, reads } = office([...tells]);
      for (const at of [noon, noon + 1000, noon + 299_000, noon + 301_000, noon + 302_000]) await personsOf([alice], at, asked);
      expect(reads()).toBe(expected);
    }
  });

  test('a room with somebody nobody tells of counts as one with somebody from outside, until it is told', async () => {
    const chat: Chat = { id, type: 'Team', archived: false, members: [alice, bot], readAt: noon };
    const tells: Person[] = [];
    const { asked } = office(tells);
    const at = (now: number) => present(chat, alice, now, { directory, colleagues: 'totals', ...asked });
    expect((await at(noon)).room).toMatchObject({ outsiders: true, colleagues: new Set() });
    tells.push({ id: alice, name: 'Alice', companyId: accountId('1') });
    expect((await at(noon + 301_000)).room).toMatchObject({ outsiders: false, colleagues: new Set(['101']) });
  });
});
