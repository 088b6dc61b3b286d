/** Notes in memory whose posts come in counted rooms, and hands them to the store every few seconds: chatter costs no look into it. */
import { areCounted, isWritten, type WrittenPost } from '../core/activity.js';
import type { Post } from '../core/chat.js';
import type { Directory } from '../core/directory.js';
import { Outage } from '../core/errors.js';
import { type AccountId, type ChatId, type Instant, type PersonId, postId } from '../core/model.js';
import type { AccountStore, Clock, Leases, Log, Messenger, Work } from '../ports.js';
import { type PersonsAsked, personsOf } from './authorising/room.js';

/** Reads the posts of counted rooms. */
export const countPostsJob = 'count-posts';
/** What a death loses is read again; so long a figure lags behind. */
const flushEvery = 5_000;
/** Which rooms are counted may be decided in another process. */
const roomsReadEvery = 30_000;
/** Beyond this the store has not taken anything for long, and the posts are read again when it does. */
const mostNoted = 20_000;

export interface PostCounter {
  /** A post event. Anything but people's posts in counted rooms leaves no trace. */
  note(account: AccountId, self: PersonId, post: Post, postType: string): void;
  /** Somebody turned counting on or off. */
  changed(account: AccountId, chat: ChatId, isCounted: boolean): Promise<void>;
  /** Does what is due. To be called every second or so; never rejects. */
  tick(now: Instant): Promise<void>;
  /** Hands over what was noted. Never rejects. */
  flush(): Promise<void>;
}

export interface CounterPorts {
  readonly account: (id: AccountId) => Pick<AccountStore, 'activity' | 'directory' | 'chats'>;
  /** The accounts with a bot. */
  readonly bots: () => readonly { readonly account: AccountId; readonly messenger: Messenger }[];
  /** Asking the platform is for the process that works for the account. */
  readonly leases: Pick<Leases, 'holds'>;
  readonly work: Pick<Work, 'enqueue'>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createPostCounter({ account: storeOf, bots, leases, work, clock, log }: CounterPorts): PostCounter {
  const rooms = new Map<AccountId, Set<ChatId>>();
  const noted = new Map<AccountId, Map<string, WrittenPost>>();
  /** Accounts of which posts were let go. */
  const lost = new Set<AccountId>();
  /** Counts what was decided in this process. */
  let changes = 0;
  let roomsReadAt = Number.NEGATIVE_INFINITY;
  let flushedAt = Number.NEGATIVE_INFINITY;
  let working: Promise<void> | null = null;

  const quietly = (task: Promise<void>, what: string) =>
    task.catch((error: unknown) => log.warn(`${what} failed; it will be tried again`, { reason: String(error) }));

  const readRooms = async () => {
    for (const { account } of bots()) {
      const [before, version] = [rooms.get(account), changes];
      const found = (await storeOf(account).activity.rooms()).map(({ chat }) => chat);
      // Decided while it was being read: read again.
      if (version !== changes) roomsReadAt = Number.NEGATIVE_INFINITY;
      else rooms.set(account, new Set(found));
      // Turned on by another process, and until now nobody listened here.
      if (before && found.some((chat) => !before.has(chat))) lost.add(account);
    }
  };

  const flushOne = async (account: AccountId, posts: Map<string, WrittenPost>) => {
    const { activity } = storeOf(account);
    const handed = [...posts];
    const counted = handed.flatMap(([, post]) => (rooms.get(account)?.has(post.chat) === false ? [] : [post]));
    const { ours, untold } = counted.length === 0 ? { ours: [], untold: false } : await oursAmong(counted, account);
    await activity.count(ours);
    for (const [key] of handed) posts.delete(key);
    if (untold) lost.add(account);
    if (!lost.has(account)) return;
    await activity.doubt();
    lost.delete(account);
  };

  const flushAll = async () => {
    for (const account of new Set([...noted.keys(), ...lost])) {
      const posts = noted.get(account) ?? new Map();
      if (posts.size > 0 || lost.has(account)) await quietly(flushOne(account, posts), 'counting posts');
    }
  };

  const oursAmong = async (posts: readonly WrittenPost[], account: AccountId) => {
    const store = storeOf(account);
    const directory = await store.directory.read();
    const messenger = bots().find((bot) => bot.account === account)?.messenger;
    if (!directory || !messenger) return { ours: [], untold: true };
    return colleaguesPosts(posts, clock.now(), {
      directory,
      chats: store.chats,
      messenger: leases.holds(account) ? messenger : idle,
    });
  };

  const once = (task: () => Promise<void>) => {
    working ??= task().finally(() => {
      working = null;
    });
    return working;
  };

  return {
    note(account, self, post, postType) {
      if (!isWritten(postType) || post.creator === self || rooms.get(account)?.has(post.chat) === false) return;
      const posts = noted.get(account) ?? new Map<string, WrittenPost>();
      noted.set(account, posts);
      if (posts.size >= mostNoted) {
        lost.add(account);
        return;
      }
      posts.set(`${post.chat} ${post.id}`, {
        id: postId(post.id),
        chat: post.chat,
        creator: post.creator,
        createdAt: post.createdAt,
      });
    },
    async changed(account, chat, isCounted) {
      changes += 1;
      const known = rooms.get(account);
      if (isCounted) known?.add(chat);
      else known?.delete(chat);
      if (isCounted) await work.enqueue(countPostsJob, account, clock.now());
    },
    async tick(now) {
      if (Math.abs(now - roomsReadAt) >= roomsReadEvery) {
        roomsReadAt = now;
        await quietly(readRooms(), 'reading which rooms are counted');
      }
      if (Math.abs(now - flushedAt) < flushEvery) return;
      flushedAt = now;
      await once(flushAll);
    },
    async flush() {
      await working;
      await once(flushAll);
    },
  };
}

const idle = {
  persons: () => Promise.reject(new Outage('another process works for this account')),
};

/**
 * The posts of colleagues among these; `untold` where of some writers nobody tells now whose people they are. Rejects as the store does.
 */
export async function colleaguesPosts(
  posts: readonly WrittenPost[],
  now: Instant,
  { directory, ...asked }: PersonsAsked & { readonly directory: Directory },
): Promise<{ readonly ours: readonly WrittenPost[]; readonly untold: boolean }> {
  const creators = [...new Set(posts.map(({ creator }) => creator))];
  let untold = false;
  const persons = await personsOf(creators, now, asked).catch((fault: unknown) => {
    if (!(fault instanceof Outage)) throw fault;
    untold = true;
    return asked.chats.persons(creators);
  });
  return { ours: posts.filter(({ creator }) => areCounted(creator, persons.get(creator), directory)), untold };
}
