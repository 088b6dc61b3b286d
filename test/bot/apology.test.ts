/** A fault of ours that lasts: whoever asked is told once, with a reference that stands in the log, and never in place of an answer. */
import { expect, test } from 'vitest';
import { apologyFor } from '../../src/bot/apology.js';
import { createInboxWorker } from '../../src/bot/inbox.js';
import type { Kept } from '../../src/bot/receive.js';
import type { Step } from '../../src/bot/send.js';
import type { Chat, Post } from '../../src/core/chat.js';
import { Outage } from '../../src/core/errors.js';
import { accountId, type ChatId, chatId, type Instant, type PostId, personId, postId } from '../../src/core/model.js';
import type { Inbox, InboxItem, Messenger, Metrics } from '../../src/ports.js';

const room = chatId('room');
const self = personId('900');
const second = 1_000;
const question: Post = {
  id: '1',
  chat: room,
  creator: personId('101'),
  text: '![:Person](900) calls',
  mentions: [],
  createdAt: 0,
};
const told =
  'Something went wrong on my side, and I could not answer. If it happens again, tell the operator this reference: r1.';

/** One thing in the inbox, a chat, and everything that can fail on the way. */
function world(kept: Partial<Kept> = { post: question }, type: Chat['type'] = 'Team') {
  let at: Instant = 1_000_000;
  let references = 0;
  const failing: { answer?: Error; post?: Error; noting?: Error; ending?: Error } = { answer: new TypeError('ours') };
  const stands: { id: PostId; text: string; thread?: string; createdAt: Instant }[] = [];
  const lines: { message: string; fields: Record<string, unknown> }[] = [];
  const note = (message: string, fields: Record<string, unknown> = {}) => void lines.push({ message, fields });
  let item: InboxItem | null = {
    uuid: 'u',
    account: accountId('1'),
    kind: 'post',
    chat: room,
    body: JSON.stringify({ owner: self, ...kept }),
    receivedAt: at,
    state: 'received',
  };
  const throwing = (fault: Error | undefined) => {
    if (fault) throw fault;
  };
  const inbox = {
    open: async () => (item ? [item] : []),
    async posting(_: string, chat: ChatId, since: Instant | null) {
      throwing(failing.noting);
      if (item) item = { ...item, state: 'posting', posting: { chat, ...(since !== null && { since }) } };
    },
    async answered() {
      throwing(failing.ending);
      item = null;
    },
    held: async () => new Set<PostId>(),
  } as unknown as Inbox;
  const messenger = {
    self,
    async post(_: ChatId, text: string, how?: { thread?: string; beforeSending?: () => Promise<void> }) {
      await how?.beforeSending?.();
      throwing(failing.post);
      const post = { id: postId(`p${stands.length}`), text, createdAt: at, ...(how?.thread && { thread: how.thread }) };
      stands.unshift(post);
      return post.id;
    },
    recentPosts: async () => stands.map((post) => ({ type: 'TextMessage', post: { ...post, creator: self } })),
  } as unknown as Messenger;
  const chats = { chat: async () => ({ type }) as Chat };
  const worker = createInboxWorker({
    holds: () => true,
    inbox,
    clock: { now: () => at },
    log: { debug() {}, info() {}, warn: note, error: note },
    metrics: { postFailed() {} } as unknown as Metrics,
    messengerFor: () => messenger,
    async stepsFor(): Promise<readonly Step[]> {
      throwing(failing.answer);
      return [{ chat: room, text: 'the answer' }];
    },
    apologyFor: (of, body, reference) => apologyFor(of, body, reference, chats),
    reference: () => `r${++references}`,
  });
  return {
    failing,
    stands,
    open: () => item !== null,
    texts: () => stands.map(({ text }) => text),
    /** What the log says with this reference. */
    withReference: () => lines.filter(({ fields }) => fields.reference === 'r1').map(({ message }) => message),
    async minutes(count: number) {
      for (const end = at + count * 60 * second; at < end; at += second) {
        const next = worker.nextAt();
        if (at === 1_000_000 || (next !== undefined && next <= at)) await worker.wake();
        await worker.drain();
      }
    },
  };
}

test('nothing is said for five minutes, in which the fault may mend itself; then once, with the reference of the log', async () => {
  const { minutes, texts, withReference, open } = world();
  await minutes(4);
  expect(texts()).toEqual([]);
  await minutes(10);
  expect(texts()).toEqual([told]);
  expect(withReference()).toEqual(['an answer was given up']);
  expect(open()).toBe(false);
});

test('a fault that mends itself in time costs no apology', async () => {
  const { minutes, texts, failing } = world();
  await minutes(3);
  delete failing.answer;
  await minutes(10);
  expect(texts()).toEqual(['the answer']);
});

test('the apology stands in the thread of the question', async () => {
  const { minutes, stands } = world({ post: { ...question, thread: 't' } });
  await minutes(10);
  expect(stands.map(({ thread }) => thread)).toEqual(['t']);
});

test('a digest that cannot be made is missed aloud, a notice and a greeting in silence', async () => {
  const digest = world({ digest: { id: 3, due: 0 } });
  await digest.minutes(10);
  expect(digest.texts()).toEqual([told.replace('answer', 'send digest 3')]);
  const greeting = world({});
  await greeting.minutes(10);
  expect([greeting.texts(), greeting.withReference(), greeting.open()]).toEqual([[], ['an answer was given up'], false]);
});

test('what may not have been for the bot gets no apology, unless the chat is direct', async () => {
  const overheard = { post: { ...question, text: 'lunch?' } };
  const inTeam = world(overheard);
  await inTeam.minutes(10);
  expect([inTeam.texts(), inTeam.open()]).toEqual([[], false]);
  const direct = world(overheard, 'Direct');
  await direct.minutes(10);
  expect(direct.texts()).toEqual([told]);
});

test('where the answer stands and only its end could not be noted, nothing is added', async () => {
  const { minutes, texts, failing, open } = world();
  delete failing.answer;
  failing.ending = new Error('the disk is full');
  await minutes(8);
  delete failing.ending;
  await minutes(4);
  expect([texts(), open()]).toEqual([['the answer'], false]);
});

test('a disk that stays full for long: the apology comes when it can be noted', async () => {
  const { minutes, texts, failing } = world();
  failing.noting = new Error('the disk is full');
  failing.ending = failing.noting;
  await minutes(20);
  expect(texts()).toEqual([]);
  delete failing.noting;
  delete failing.ending;
  await minutes(4);
  expect(texts()).toEqual([told]);
});

test('an apology waits for a platform that is down, and one that cannot be posted at all is in the log', async () => {
  const down = world();
  down.failing.post = new Outage('createGlipPostNew: 503', { status: 503 });
  await down.minutes(15);
  delete down.failing.post;
  await down.minutes(4);
  expect(down.texts()).toEqual([told]);

  const broken = world();
  broken.failing.post = new TypeError('ours, too');
  await broken.minutes(10);
  expect(broken.texts()).toEqual([]);
  expect(broken.withReference()).toEqual(['an answer was given up', 'an apology could not be posted']);
  expect(broken.open()).toBe(false);
});
