/** What was asked while nobody listened is found once, also when a dead subscription comes to light while the chats are read. */
import { expect, test } from 'vitest';
import type { Chat } from '../../src/core/chat.js';
import { accountId, chatId, type Instant, personId } from '../../src/core/model.js';
import { deafBefore, lookAgain, readBack } from '../../src/jobs/readBack.js';
import type { AccountStore, Delivery, Inbox, Messenger } from '../../src/ports.js';

const noon = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

function world(silence = 5 * minute) {
  let now: Instant = noon;
  let heardAt: Instant | null = noon - silence;
  let lastAskedAt: Instant = noon - 30 * minute;
  let whileReading = () => {};
  const claimed = new Set<Delivery['post']>();
  const asked = (minutes: number) => ({
    type: 'TextMessage',
    post: {
      id: `p${minutes}`,
      chat: chatId('direct'),
      creator: personId('7'),
      text: 'calls',
      mentions: [],
      createdAt: noon - minutes * minute,
    },
  });
  const store = {
    state: {
      heardAt: async () => heardAt,
      async saveHeardAt(at: Instant) {
        heardAt = at;
      },
    },
    posted: { rooms: async () => [] },
    chats: {
      known: async () => [{ id: chatId('direct'), type: 'Direct' } as Chat],
      chat: async () => ({ id: chatId('direct'), type: 'Direct' }) as Chat,
    },
  } as unknown as AccountStore;
  const messenger = {
    self: personId('42'),
    async recentPosts() {
      whileReading();
      return [asked(1), asked(4), asked(20)];
    },
  } as unknown as Messenger;
  const inbox = {
    async claim({ post }: Delivery) {
      const isNew = !claimed.has(post);
      claimed.add(post);
      return isNew;
    },
    askedIn: async (_: unknown, since: Instant) => (lastAskedAt >= since ? [chatId('direct')] : []),
  } as unknown as Inbox;
  const looking = { account: accountId('1'), messenger, store, inbox, clock: { now: () => now }, log: quiet };
  return {
    run: (started = false) => readBack({ ...looking, started, recheck: async () => undefined }),
    look: () => lookAgain(looking),
    askedAt: (at: Instant) => {
      lastAskedAt = at;
    },
    heardAt: () => heardAt,
    setBack: () => {
      whileReading = () => {
        heardAt = noon - deafBefore;
        whileReading = () => {};
      };
    },
    later: (ms: number) => {
      now += ms;
    },
  };
}

test('posts since the last event are found, once', async () => {
  const { run, heardAt, later } = world();
  expect(await run()).toBe(2);
  expect(heardAt()).toBe(noon);
  later(minute / 2);
  expect(await run()).toBe(0);
});

test('a process that was away for seconds reads back all the same, and one that runs does not', async () => {
  const { run, later } = world();
  await run();
  later(minute / 2);
  expect(await run()).toBe(0);
  const away = world(45_000);
  expect(await away.run(true)).toBe(1);
  expect(await world(45_000).run()).toBe(0);
});

test('a subscription found dead during the reading makes for another, further back', async () => {
  const { run, setBack, later, heardAt } = world();
  setBack();
  expect(await run()).toBe(2);
  later(minute / 2);
  expect(await run()).toBe(1);
  expect(heardAt()).toBe(noon + minute / 2);
});

test('an event that never came is found where somebody asked lately, once, and never long after', async () => {
  const { look } = world();
  expect(await look()).toBe(2);
  expect(await look()).toBe(0);
});

test('where nobody has asked for an hour, nothing is read', async () => {
  const { look, askedAt } = world();
  askedAt(noon - 61 * minute);
  expect(await look()).toBe(0);
});
