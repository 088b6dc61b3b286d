/** Finds questions whose events never came: in all known chats after a silence, and on a beat where somebody asked lately. */

import { receive } from '../bot/receive.js';
import { toldAt } from '../core/chat.js';
import { Outage } from '../core/errors.js';
import type { AccountId, ChatId, Instant } from '../core/model.js';
import type { AccountStore, Clock, Inbox, Log, Messenger } from '../ports.js';

export const readBackJob = 'read-back';
export const readBackBeat = 30_000;
/** A beat may come late; a silence longer than this is one. */
const silence = 3 * readBackBeat;
/** Whoever asked before that does not wait any more. */
const furthestBack = 3_600_000;
/** How long a subscription may have been dead when that is noticed. */
export const deafBefore = 30 * 60_000;
/** One Medium request each: more chats than this would keep people waiting for their answers. */
const mostChats = 100;

export const lookAgainJob = 'look-again';
/** A question found by then is still answered; each stands in two looks. */
export const lookAgainBeat = 5 * 60_000;
/** Who asked within this time may well ask again. */
const lately = 3_600_000;
/** A tenth of what the platform takes in five minutes. */
const mostLooks = 20;

export interface LookingAgain {
  readonly account: AccountId;
  readonly messenger: Messenger | null;
  readonly store: AccountStore;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
}

export interface ReadingBack extends LookingAgain {
  /** The process has just begun: however short it was away, nobody told it what was asked meanwhile. */
  readonly started: boolean;
  /** Rooms with call data in them are to be looked at. */
  readonly recheck: () => Promise<void>;
}

/** How many questions were found. A death in the middle reads all of it again, and claims nothing twice. */
export async function readBack({ started, recheck, ...looking }: ReadingBack): Promise<number> {
  const { messenger, store, clock, log } = looking;
  const now = clock.now();
  const heardAt = await store.state.heardAt();
  let found = 0;
  if (messenger && heardAt !== null && (started || now - heardAt > silence)) {
    await doubtRooms(store);
    await recheck();
    const since = Math.max(heardAt - readBackBeat, now - furthestBack);
    const chats = (await store.chats.known()).filter(({ type }) => type === 'Direct' || type === 'Team' || type === 'Group');
    if (chats.length > mostChats)
      log.warn('only some chats are read for what was missed', { chats: chats.length, read: mostChats });
    for (const { id } of chats.slice(0, mostChats)) found += await missedIn(id, since, messenger, looking);
    log.info('chats were read for what was missed', { chats: chats.length, since: new Date(since).toISOString(), found });
  }
  // Set back meanwhile, where a dead subscription was found: what it kept from us is still to be read.
  if ((await store.state.heardAt()) === heardAt) await store.state.saveHeardAt(now);
  return found;
}

/** Somebody may have joined meanwhile: rooms in which call data stands are read again, after those that an event told of. */
async function doubtRooms({ posted, chats }: AccountStore): Promise<void> {
  for (const { chat: id } of await posted.rooms()) {
    const chat = await chats.chat(id);
    if (chat && chat.readAt > 0) await chats.saveChat({ ...chat, readAt: toldAt(1) });
  }
}

/**
 * How many questions were found. The platform promises no delivery and tells of none that was lost (developer guide, webhooks), and to
 * whoever asked, a lost one is silence.
 */
export async function lookAgain(looking: LookingAgain): Promise<number> {
  const { account, messenger, inbox, clock, log } = looking;
  if (!messenger) return 0;
  const now = clock.now();
  const chats = await inbox.askedIn(account, now - lately, mostLooks);
  let found = 0;
  for (const chat of chats) found += await missedIn(chat, now - 2 * lookAgainBeat, messenger, looking);
  if (found > 0) log.warn('questions were found of which no event came', { found });
  return found;
}

async function missedIn(
  chat: ChatId,
  since: Instant,
  messenger: Messenger,
  { account, store, inbox }: LookingAgain,
): Promise<number> {
  let claimed = 0;
  try {
    for (const { post, type } of await messenger.recentPosts(chat, 'background')) {
      if (post.createdAt < since) continue;
      const event = { kind: 'post added', uuid: `read back ${post.id}`, owner: messenger.self, post, postType: type } as const;
      const receiving = { account, self: messenger.self, inbox, chats: store.chats, types: new Map(), now: post.createdAt };
      if (await receive(event, receiving)) claimed += 1;
    }
  } catch (fault) {
    // The bot may have been taken out of a chat while it heard nothing.
    if (!(fault instanceof Outage) || (fault.status !== 403 && fault.status !== 404)) throw fault;
  }
  return claimed;
}
