/** After a time in which no event was heard, reads the posts of the known chats for questions that nobody answered. */

import { receive } from '../bot/receive.js';
import { Outage } from '../core/errors.js';
import type { AccountId, Instant } from '../core/model.js';
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

export interface ReadingBack {
  readonly account: AccountId;
  readonly messenger: Messenger | null;
  /** The process has just begun: however short it was away, nobody told it what was asked meanwhile. */
  readonly started: boolean;
  readonly store: AccountStore;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
}

/** How many questions were found. A death in the middle reads all of it again, and claims nothing twice. */
export async function readBack({ account, messenger, started, store, inbox, clock, log }: ReadingBack): Promise<number> {
  const now = clock.now();
  const heardAt = await store.state.heardAt();
  let found = 0;
  if (messenger && heardAt !== null && (started || now - heardAt > silence)) {
    const since = Math.max(heardAt - readBackBeat, now - furthestBack);
    const chats = (await store.chats.known()).filter(({ type }) => type === 'Direct' || type === 'Team' || type === 'Group');
    if (chats.length > mostChats)
      log.warn('only some chats are read for what was missed', { chats: chats.length, read: mostChats });
    for (const { id } of chats.slice(0, mostChats)) found += await missedIn(id, since);
    log.info('chats were read for what was missed', { chats: chats.length, since: new Date(since).toISOString(), found });
  }
  // Set back meanwhile, where a dead subscription was found: what it kept from us is still to be read.
  if ((await store.state.heardAt()) === heardAt) await store.state.saveHeardAt(now);
  return found;

  async function missedIn(chat: Parameters<Messenger['recentPosts']>[0], since: Instant): Promise<number> {
    if (!messenger) return 0;
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
}
