/** Reads the posts of counted rooms: their past when counting was turned on, and whatever was missed since. Each post counts once. */
import { colleaguesPosts } from '../bot/postCounter.js';
import { type CountedRoom, isWritten, type PostReading, type WrittenPost } from '../core/activity.js';
import { Outage } from '../core/errors.js';
import { type Instant, postId } from '../core/model.js';
import type { AccountStore, Clock, Log, Messenger } from '../ports.js';

export const countPostsBeat = 60_000;

/** A single event may get lost without a word: each room is looked at so often. */
const lookEvery = 3_600_000;
/** What was posted in the same moments as the newest post that was read may stand in the list only later. */
const overlap = 10 * 60_000;
/** One Medium request each, behind whatever people wait for; then the other jobs have their turn. */
const pagesPerRun = 20;

export interface CountingPosts {
  readonly messenger: Messenger | null;
  readonly store: Pick<AccountStore, 'activity' | 'directory' | 'chats'>;
  /** The process has just begun: what was noted and not yet counted when the last one ended is to be read again. */
  readonly started: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** One run; true where more is waiting and the job should run again at once. A death between two pages costs nothing but the next one. */
export async function countPosts({ messenger, store, started, clock, log }: CountingPosts): Promise<boolean> {
  const { activity } = store;
  if (started) await activity.doubt();
  const directory = await store.directory.read();
  if (!messenger || !directory) return false;
  const due = (await activity.rooms()).filter((room) => isDue(room, clock.now()));
  let pages = 0;
  for (const each of due) {
    for (let room: CountedRoom | null = each; room && isDue(room, clock.now()); room = await activity.room(each.chat)) {
      if (pages === pagesPerRun) return true;
      pages += 1;
      await readOn(room);
    }
  }
  if (pages > 0) log.info('posts were counted', { rooms: due.length, pages });
  return false;

  async function readOn(room: CountedRoom): Promise<void> {
    const { reading } = room;
    const startedAt = reading?.startedAt ?? clock.now();
    let page: Awaited<ReturnType<Messenger['postsPage']>>;
    try {
      page = await (messenger as Messenger).postsPage(room.chat, reading?.pageToken);
    } catch (fault) {
      if (!(fault instanceof Outage)) throw fault;
      if (fault.status === 403 || fault.status === 404) return activity.passOver(room, clock.now());
      // A page's token is good for a while, which nobody says how long is.
      if (reading === undefined || fault.status < 400 || fault.status >= 500 || [401, 408, 429].includes(fault.status))
        throw fault;
      return activity.restart(room.chat);
    }
    const times = page.posts.map(({ post }) => post.createdAt).filter((at) => at > 0);
    const oldest = times.length === 0 ? null : Math.min(...times);
    const newest = reading ? reading.newest : times.length === 0 ? null : Math.max(...times);
    const next = oldest === null || oldest < limitOf(room) ? undefined : page.next;
    const self = (messenger as Messenger).self;
    const written = page.posts.flatMap(({ post, type }): readonly WrittenPost[] =>
      isWritten(type) && post.creator !== self && post.createdAt > 0
        ? [{ id: postId(post.id), chat: room.chat, creator: post.creator, createdAt: post.createdAt }]
        : [],
    );
    const { ours, untold } = await colleaguesPosts(written, clock.now(), {
      directory: directory as NonNullable<typeof directory>,
      chats: store.chats,
      messenger: messenger as Messenger,
    });
    if (untold) throw new Outage('whose people some writers are was not told', { status: 503 });
    const progress: Omit<PostReading, 'pageToken'> = { startedAt, doubts: reading?.doubts ?? room.doubts, newest };
    await activity.countPage(room, ours, { knownFrom: oldest, reading: progress, ...(next !== undefined && { next }) });
  }
}

/** In doubt, not looked at for long, or looked at later than now, since the clock was set back. */
const isDue = ({ reading, doubts, doubtsRead, checkedAt }: CountedRoom, now: Instant): boolean =>
  reading !== undefined || doubts !== doubtsRead || now - checkedAt >= lookEvery || checkedAt > now;

/** A reading ends with a post older than this. */
const limitOf = ({ isRead, since, settled, through }: CountedRoom): Instant =>
  isRead && through !== null ? Math.max(settled, through - overlap) : since;
