/** What a command may know of posts: how many, whose and when; and how counting is turned on and off. */
import type { PostCount } from '../../core/activity.js';
import type { Extension } from '../../core/directory.js';
import type { ExtensionId, Instant, Span } from '../../core/model.js';

/** Posts as they are counted, in the chat a question was asked in; in a direct chat, in the rooms the asker shares with the subjects. */
export interface PostsDesk {
  /** Counts this chat's posts from now on, and back to the instant it resolves with. */
  turnOn(): Promise<Instant>;
  /** Deletes what was counted here; false where nothing was. */
  turnOff(): Promise<boolean>;
  told(subjects: readonly Extension[], span: Span): Promise<PostsTold>;
}

/** What an answer may tell of posts. */
export interface PostsTold {
  /** The names of the rooms they stand in, empty for one without; no room where nothing is counted. */
  readonly rooms: readonly string[];
  /** Of whom anything is counted there. */
  readonly of: ReadonlySet<ExtensionId>;
  /** Since when all are known; null before anything was read. */
  readonly knownFrom: Instant | null;
  /** The past is read. */
  readonly isRead: boolean;
  /** Some may have been missed, and are being read. */
  readonly inDoubt: boolean;
  readonly counts: ReadonlyMap<ExtensionId, readonly PostCount[]>;
}
