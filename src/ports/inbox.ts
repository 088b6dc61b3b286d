/** Deliveries of the platform on their way to an answer. */
import type { AccountId, ChatId, Instant, PostId } from '../core/model.js';

/** A delivery that must not be lost: a command, or an event that makes a job run. */
export interface Delivery {
  /** Begins with the account, for other companies may give their events the same ids. */
  readonly uuid: string;
  readonly account: AccountId;
  readonly kind: 'post' | 'joined' | 'digest' | 'notice';
  readonly chat: ChatId;
  /** The post it tells of, where it tells of one: by it the same post under another uuid is recognised. */
  readonly post?: PostId;
  /** JSON of the parsed event body. Kept encrypted, erased once answered. */
  readonly body: string;
  readonly receivedAt: Instant;
}

export interface InboxItem extends Delivery {
  readonly state: 'received' | 'posting';
  /** Where the answer is being posted; `since` is absent where that post is known not to stand. `earlier` is the step before, done. */
  readonly posting?: { readonly chat: ChatId; readonly since?: Instant; readonly earlier?: PostId };
}

/** Deliveries on their way to an answer: received → posting → answered. */
export interface Inbox {
  /** Other processes may claim into it too. */
  readonly shared: boolean;
  /** False where this uuid, or another event of the same post, was claimed before. */
  claim(delivery: Delivery): Promise<boolean>;
  /** What is not answered yet, oldest first. */
  open(): Promise<readonly InboxItem[]>;
  /**
   * Before the POST: from here on the answer may stand in the chat; null after one that certainly failed. `earlier` is the post of the
   * step before, where an answer takes two. With `callData` the chat is remembered as one in which call data may stand, until the same
   * delivery is posted anew, or the post is withdrawn. Rejects with an Outage while another delivery's post may still appear in that chat,
   * and where another process works for the account.
   */
  posting(uuid: string, chat: ChatId, since: Instant | null, earlier?: PostId, callData?: boolean): Promise<void>;
  /** Done; erases the body. `post` is absent where nothing was to be said; then it rejects where another process works for the account. */
  answered(uuid: string, at: Instant, post?: PostId): Promise<void>;
  /** Of these posts, the ones that already answer some delivery. */
  held(account: AccountId, posts: readonly PostId[]): Promise<ReadonlySet<PostId>>;
  /** The chats in which something was asked since, at most so many, latest first. */
  askedIn(account: AccountId, since: Instant, most: number): Promise<readonly ChatId[]>;
  /** How many posts the account's bot sent since. */
  postedSince(account: AccountId, since: Instant): Promise<number>;
  /** Forgets what was answered before this instant. */
  prune(before: Instant): Promise<void>;
}
