/** Whose coming makes the bot take call data back, with the company's directory and after it was deleted. */
import { expect, test } from 'vitest';
import type { Chat, Person } from '../../src/core/chat.js';
import { type Directory, directoryOf } from '../../src/core/directory.js';
import { accountId, chatId, extensionId, personId, postId } from '../../src/core/model.js';
import { withdraw } from '../../src/jobs/withdraw.js';
import type { AccountStore, Inbox, Messenger, PostedAnswer } from '../../src/ports.js';

const now = Date.UTC(2026, 10, 20, 12);
const account = accountId('37');
const room = chatId('room');
const [bot, alice, newcomer] = [personId('900'), personId('101'), personId('102')];
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const colleague = (id: string) =>
  ({ id: extensionId(id), kind: 'person', type: 'User', status: 'Enabled', name: 'Alice', numbers: [] }) as const;
const directory = directoryOf(account, [colleague('101')]);

/** A room in which a post with call data stands, which `joined` has just come into. */
async function afterJoining(joined: string, told: Partial<Person>, known: Directory | null) {
  const edited: string[] = [];
  const standing: PostedAnswer[] = [{ delivery: 'd', post: postId('p'), postedAt: now - 60_000, onItsWay: false }];
  const members = [bot, alice, personId(joined)];
  const chat: Chat = { id: room, type: 'Team', archived: false, members, readAt: now };
  const persons = new Map<string, Person>([
    ['101', { id: alice, name: 'Alice', companyId: account }],
    [joined, { id: personId(joined), name: 'New', ...told }],
  ]);
  const store = {
    directory: { read: async () => known },
    posted: {
      rooms: async () => [{ chat: room, latest: now - 60_000 }],
      inRoom: async () => [...standing],
      withdrawn: async () => void standing.pop(),
    },
    chats: {
      known: async () => [chat],
      chat: async () => chat,
      saveChat: async () => undefined,
      persons: async () => new Map(),
      savePersons: async () => undefined,
    },
  } as unknown as AccountStore;
  const messenger = {
    self: bot,
    chat: async () => chat,
    persons: async (ids: readonly string[]) => ids.flatMap((id) => persons.get(id) ?? []),
    edit: async (_: string, post: string) => void edited.push(post),
  } as unknown as Messenger;
  await withdraw({ account, messenger, store, clean: new Map(), inbox: {} as Inbox, clock: { now: () => now }, log: quiet });
  return edited;
}

test.each<[string, string, Partial<Person>, Directory | null, boolean]>([
  ['a guest', 'glip-7', {}, directory, true],
  ['somebody of another company', newcomer, { companyId: accountId('99') }, directory, true],
  ['another company’s person with the digits of ours', '101', { companyId: accountId('99') }, directory, true],
  ['a colleague', '101', { companyId: account }, directory, false],
  ['a new colleague who is not in the directory yet', newcomer, { companyId: account }, directory, false],
  ['somebody untold with the digits of ours', '101', {}, directory, false],
  ['somebody untold with unknown digits', newcomer, {}, directory, true],
  ['a guest, after disconnecting', 'glip-7', {}, null, true],
  ['somebody of another company, after disconnecting', newcomer, { companyId: accountId('99') }, null, true],
  ['a colleague, after disconnecting', newcomer, { companyId: account }, null, false],
  ['somebody untold, after disconnecting', newcomer, {}, null, false],
])('%s', async (_, joined, told, known, taken) => {
  expect(await afterJoining(joined, told, known)).toEqual(taken ? ['p'] : []);
});
