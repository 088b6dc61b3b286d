/** Counts of posts per chat, person and quarter of an hour, in rooms that turned counting on. No text ever comes here. */
import type { CountedRoom, PostCount, PostReading, WrittenPost } from '../core/activity.js';
import type { ChatId, Instant, PersonId, Span } from '../core/model.js';

export interface ActivityStore {
  rooms(): Promise<readonly CountedRoom[]>;
  room(chat: ChatId): Promise<CountedRoom | null>;
  /** From now on its posts are counted; a room that is counted already stays as it is. */
  turnOn(chat: ChatId, by: PersonId, at: Instant, since: Instant): Promise<CountedRoom>;
  /** Deletes what was counted there. False where counting was off. */
  turnOff(chat: ChatId): Promise<boolean>;
  /** In one transaction: each post once, however often it is told; those of rooms that are not counted are left out. How many were new. */
  count(posts: readonly WrittenPost[]): Promise<number>;
  /**
   * One page of a reading, in one transaction with how far it came. `room` is the room as it was when the reading went on: one that was
   * turned off meanwhile stays off. `knownFrom` is the oldest post of the page. Without `next` the reading has ended at its limit.
   */
  countPage(
    room: CountedRoom,
    posts: readonly WrittenPost[],
    progress: { readonly knownFrom: Instant | null; readonly reading: Omit<PostReading, 'pageToken'>; readonly next?: string },
  ): Promise<void>;
  /** The reading on its way begins anew with its newest post. */
  restart(chat: ChatId): Promise<void>;
  /** The posts cannot be read now: as if they had been, until they are due again. */
  passOver(room: CountedRoom, at: Instant): Promise<void>;
  /** Posts may have been missed in any room: they are to be read again. */
  doubt(): Promise<void>;
  /** The quarters that begin in the span, of these people in these chats. */
  counts(chats: readonly ChatId[], people: readonly PersonId[], span: Span): Promise<readonly PostCount[]>;
  /** Forgets what was written before this instant. */
  prune(before: Instant): Promise<void>;
}
