/** Takes the bot's call data back in rooms that somebody from outside has joined: each of its posts there becomes one line. */
import { isFresh, personsOf, readChat } from '../bot/authorising/room.js';
import type { Chat } from '../core/chat.js';
import type { Directory } from '../core/directory.js';
import { Outage } from '../core/errors.js';
import { isGuest, looksLikeOurs } from '../core/identity.js';
import type { AccountId, ChatId, Instant } from '../core/model.js';
import type { AccountStore, Clock, Inbox, Log, Messenger } from '../ports.js';
import { withdrawFrom } from './withdrawPosts.js';

export const withdrawBeat = 60_000;
/** Nothing is edited that is older. */
export const withdrawableFor = 400 * 24 * 3_600_000;
/** A post is read above all in its first hour: so long its room is read again every five minutes, should an event get lost. */
const watchedFor = 3_600_000;
/** Light requests of one beat for rooms nobody told of; a token has fifty a minute, and people wait for the others. */
const mostReadings = 20;
/** An event this young is a reason to hurry. */
const urgentFor = 5 * 60_000;

interface Reading {
  readonly readAt: Instant;
  readonly directory: Directory | null;
}

export interface Withdrawing {
  readonly account: AccountId;
  readonly messenger: Messenger | null;
  readonly store: AccountStore;
  /** The readings in which nobody from outside was found, so that each is judged once; kept between the runs. */
  readonly clean: Map<ChatId, Reading>;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
}

/** One run; true where something is still in doubt, or waits to be read, and the job should run again soon. */
export async function withdraw({ account, messenger, store, clean, inbox, clock, log }: Withdrawing): Promise<boolean> {
  const rooms = await store.posted.rooms();
  const directory = rooms.length === 0 ? null : await store.directory.read();
  for (const id of clean.keys()) if (!rooms.some(({ chat }) => chat === id)) clean.delete(id);
  if (!messenger || rooms.length === 0) return false;
  const latest = new Map(rooms.map((room) => [room.chat, room.latest]));
  // What the bot was taken out of is not known any more, and nothing there is its to change.
  const known = (await store.chats.known()).filter(({ id }) => latest.has(id));
  const { chats, more } = await readAgain(known);
  let doubtful = false;
  let fault: unknown;
  for (const chat of chats) {
    try {
      const judged = clean.get(chat.id);
      if (judged?.readAt === chat.readAt && judged.directory === directory) continue;
      const outsiders = await outsidersIn(chat, clock.now(), { account, directory, chats: store.chats, messenger });
      if (outsiders === 'none') clean.set(chat.id, { readAt: chat.readAt, directory });
      if (outsiders !== 'some') continue;
      const { withdrawn, pending } = await withdrawFrom(chat.id, { account, messenger, posted: store.posted, inbox, clock, log });
      log.info('call data was taken back, because somebody from outside joined', { posts: withdrawn, pending });
      doubtful ||= pending > 0;
    } catch (failed) {
      // One room that cannot be mended now keeps no other from it.
      fault ??= failed;
    }
  }
  if (fault !== undefined) throw fault;
  return doubtful || more;

  /** The last change first; of those nobody told of, the longest unread. */
  async function readAgain(all: readonly Chat[]): Promise<{ chats: readonly Chat[]; more: boolean }> {
    const now = clock.now();
    const [due, settled] = [all.filter((chat) => isDue(chat, now)), all.filter((chat) => !isDue(chat, now))];
    due.sort((one, other) => one.readAt - other.readAt);
    const urgent = due.filter((chat) => isTold(chat) && now + chat.readAt < urgentFor);
    const chosen = due.slice(0, Math.max(urgent.length, mostReadings));
    const read: Chat[] = [];
    for (const [index, chat] of chosen.entries()) {
      const fresh = await reading(chat, now, index < urgent.length ? 'people' : 'background');
      if (fresh) read.push(fresh);
    }
    return { chats: [...read, ...settled], more: due.length > chosen.length };
  }

  function isDue(chat: Chat, now: Instant): boolean {
    return isTold(chat) || (!isFresh(chat.readAt, now) && now - (latest.get(chat.id) ?? 0) < watchedFor);
  }

  async function reading(chat: Chat, now: Instant, priority: 'people' | 'background'): Promise<Chat | null> {
    if (!messenger) return null;
    try {
      return await readChat(now, chat.id, store.chats, messenger, priority);
    } catch (failed) {
      if (!(failed instanceof Outage) || (failed.status !== 403 && failed.status !== 404)) throw failed;
      await store.chats.forgetChat(chat.id);
      return null;
    }
  }
}

/** What an event told of it is not a reading (`toldAt`). */
const isTold = ({ readAt }: Chat) => readAt < 0;

/**
 * Whether somebody is in it who is surely not of the company. Who may not be told from a new colleague, or from one whose company the platform
 * does not name right now, keeps answers out, but takes nothing back: what is taken back is gone.
 */
async function outsidersIn(
  chat: Chat,
  now: Instant,
  asked: {
    readonly account: AccountId;
    /** Null where nothing is read any more: then nobody's digits are known to be no colleague's. */
    readonly directory: Directory | null;
    readonly chats: AccountStore['chats'];
    readonly messenger: Messenger;
  },
): Promise<'some' | 'none' | 'unknown'> {
  const { account, directory } = asked;
  const members = (chat.members ?? []).filter((id) => id !== asked.messenger.self);
  if (members.some(isGuest)) return 'some';
  const persons = await personsOf(members, now, asked);
  const companies = new Map(members.map((id) => [id, persons.get(id)?.companyId]));
  const stranger = members.some((id) => {
    const company = companies.get(id);
    if (company !== undefined) return company !== account;
    return directory !== null && !looksLikeOurs(id, directory);
  });
  if (stranger) return 'some';
  return [...companies.values()].includes(undefined) ? 'unknown' : 'none';
}
