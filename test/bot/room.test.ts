/** What is known of a chat is believed for five minutes, and not when the chat has changed since, or while it was being read. */
import { describe, expect, test } from 'vitest';
import { receive } from '../../src/bot/receive.js';
import { chatAsOf } from '../../src/bot/room.js';
import type { Chat, ChatType } from '../../src/core/chat.js';
import { accountId, type ChatId, chatId, type PersonId, personId } from '../../src/core/model.js';
import type { ChatStore, Inbox, Messenger } from '../../src/ports.js';

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
