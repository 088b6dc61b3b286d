/** What was acknowledged is answered exactly once: whatever the platform said, and wherever the process died. */
import { describe, expect, test } from 'vitest';
import { createLanes } from '../../src/bot/lanes.js';
import { postTimeLimit, type Step, send } from '../../src/bot/send.js';
import { Outage } from '../../src/core/errors.js';
import {
  type AccountId,
  accountId,
  type ChatId,
  chatId,
  type Instant,
  type PostId,
  personId,
  postId,
} from '../../src/core/model.js';
import type { Inbox, InboxItem, Messenger } from '../../src/ports.js';

const room = chatId('room');
const direct = chatId('direct');

/** A chat platform and an inbox in a few lines; `next` says what becomes of the coming posts. */
function world() {
  let at: Instant = 1_000_000;
  const stands: { id: PostId; chat: ChatId; text: string; createdAt: Instant }[] = [];
  const next: ('ok' | 'lost' | 'accepted, then silence' | 'refused')[] = [];
  const notes: {
    posting?: { chat: ChatId; since?: Instant; earlier?: PostId };
    answered?: PostId | undefined;
    callData?: boolean;
  } = {};
  const heldPosts = new Set<PostId>();
  const messenger = {
    async post(chat: ChatId, text: string, how?: { beforeSending?: () => Promise<void> }) {
      await how?.beforeSending?.();
      const fate = next.shift() ?? 'ok';
      if (fate === 'refused') throw new Outage('createGlipPostNew: 429', { status: 429 });
      const post = { id: postId(`p${stands.length + 1}`), chat, text, createdAt: at };
      if (fate !== 'lost') stands.unshift(post);
      if (fate !== 'ok') throw new Outage('createGlipPostNew: no answer', { uncertain: true });
      return post.id;
    },
    self: personId('bot'),
    recentPosts: async (chat: ChatId) =>
      stands
        .filter((post) => post.chat === chat)
        .map((post) => ({ type: 'TextMessage', post: { ...post, creator: personId('bot'), mentions: [] } })),
  } as unknown as Messenger;
  const inbox = {
    async posting(_: string, chat: ChatId, since: Instant | null, earlier?: PostId, callData = false) {
      const before = earlier ?? notes.posting?.earlier;
      notes.posting = { chat, ...(since !== null && { since }), ...(before && { earlier: before }) };
      notes.callData = callData;
      if (earlier) heldPosts.add(earlier);
    },
    async answered(_: string, __: Instant, post?: PostId) {
      notes.answered = post;
    },
    held: async (_: AccountId, posts: readonly PostId[]) => new Set(posts.filter((post) => heldPosts.has(post))),
  } as unknown as Inbox;
  const item = (): InboxItem => ({
    uuid: 'u',
    account: accountId('1'),
    kind: 'post',
    chat: room,
    body: '{}',
    receivedAt: at,
    state: notes.posting ? 'posting' : 'received',
    ...(notes.posting && { posting: notes.posting }),
  });
  const lanes = createLanes();
  const placed: ChatId[] = [];
  return {
    stands,
    next,
    notes,
    heldPosts,
    /** As the worker does it, or a new process after a death: the item as it stands in the inbox now. */
    attempt: (steps: readonly Step[]) =>
      send(item(), steps, {
        inbox,
        messenger,
        clock: { now: () => at },
        lanes,
        placed: async (_, { chat }) => void placed.push(chat),
      }),
    placed,
    later: (ms: number) => {
      at += ms;
    },
  };
}

const answer: readonly Step[] = [{ chat: room, text: 'the answer' }];
const elsewhere: readonly Step[] = [
  { chat: direct, text: 'the answer' },
  { chat: room, text: 'answered you directly' },
];

describe('one post', () => {
  test('posted once, and noted', async () => {
    const { attempt, stands, notes } = world();
    await attempt(answer);
    expect(stands.map(({ text }) => text)).toEqual(['the answer']);
    expect(notes.answered).toBe('p1');
  });

  test('certainly refused: tried again at once, without waiting for a ghost', async () => {
    const { attempt, next, stands } = world();
    next.push('refused');
    await expect(attempt(answer)).rejects.toThrow('429');
    await attempt(answer);
    expect(stands).toHaveLength(1);
  });

  test('accepted, and then no answer: the post that stands is taken for it', async () => {
    const { attempt, next, stands, notes, later } = world();
    next.push('accepted, then silence');
    await expect(attempt(answer)).rejects.toThrow('no answer');
    later(postTimeLimit);
    await attempt(answer);
    expect(stands).toHaveLength(1);
    expect(notes.answered).toBe('p1');
  });

  test('lost: posted again, but not before the first could no longer appear', async () => {
    const { attempt, next, stands, later } = world();
    next.push('lost');
    await expect(attempt(answer)).rejects.toThrow('no answer');
    later(2_000);
    await expect(attempt(answer)).rejects.toMatchObject({ retryAt: 1_000_000 + postTimeLimit });
    later(postTimeLimit);
    await attempt(answer);
    expect(stands).toHaveLength(1);
  });

  test('a post that answers something else is not taken for it', async () => {
    const { attempt, next, stands, heldPosts, later } = world();
    next.push('lost');
    await expect(attempt(answer)).rejects.toThrow('no answer');
    stands.unshift({ id: postId('other'), chat: room, text: 'for somebody else', createdAt: 1_001_000 });
    heldPosts.add(postId('other'));
    later(postTimeLimit);
    await attempt(answer);
    expect(stands.map(({ text }) => text)).toEqual(['the answer', 'for somebody else']);
  });
});

describe('an answer in the direct chat with a line in the room', () => {
  test('dies between the two: the direct chat is not answered again', async () => {
    const { attempt, next, stands, later, heldPosts } = world();
    next.push('ok', 'lost');
    await expect(attempt(elsewhere)).rejects.toThrow('no answer');
    later(postTimeLimit);
    await attempt(elsewhere);
    expect(stands.map(({ chat, text }) => `${chat}: ${text}`)).toEqual(['room: answered you directly', 'direct: the answer']);
    expect([...heldPosts]).toEqual(['p1']);
  });
});

describe('an answer with call data for the room', () => {
  const withData: readonly Step[] = [{ chat: room, text: 'the answer', callData: { readAt: 1 } }];

  test('is noted as such before it leaves, and told of once it stands', async () => {
    const { attempt, next, notes, placed, later } = world();
    next.push('lost');
    await expect(attempt(withData)).rejects.toThrow('no answer');
    expect([notes.callData, placed]).toEqual([true, []]);
    later(postTimeLimit);
    await attempt(withData);
    expect(placed).toEqual([room]);
  });

  test('was lost, and meanwhile a guest joined: all of it goes to the direct chat, not only the line that says so', async () => {
    const { attempt, next, notes, stands, later } = world();
    next.push('lost');
    await expect(attempt(withData)).rejects.toThrow('no answer');
    later(postTimeLimit);
    await attempt(elsewhere);
    expect(stands.map(({ chat, text }) => `${chat}: ${text}`)).toEqual(['room: answered you directly', 'direct: the answer']);
    expect(notes.callData).toBe(false);
  });

  test('arrived unheard, and meanwhile a guest joined: it is the answer, and nothing is said twice', async () => {
    const { attempt, next, notes, stands, later } = world();
    next.push('accepted, then silence');
    await expect(attempt(withData)).rejects.toThrow('no answer');
    await expect(attempt(elsewhere)).rejects.toThrow('may still appear');
    later(postTimeLimit);
    await attempt(elsewhere);
    expect(stands).toHaveLength(1);
    expect(notes).toMatchObject({ answered: 'p1', callData: true });
  });
});
