/** The doors to the world, each a few functions. Everything but the clock and the log may reject with `Outage`. */
import type { CallRecord } from './core/call.js';
import type { CallSyncState } from './core/callSync.js';
import type { Chat, Locale, Person, Post } from './core/chat.js';
import type { Digest } from './core/digest.js';
import type { Directory, Extension } from './core/directory.js';
import type { AccountId, ChatId, ExtensionId, Instant, PersonId, PostId, Span } from './core/model.js';
import type { CallQuestion, CallTotals, ListedCall } from './core/question.js';

export interface Clock {
  now(): Instant;
}

/** Structured log. Fields never hold tokens, post text or full phone numbers. */
export interface Log {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** Team Messaging, as the bot of one account. */
export interface Messenger {
  /** The bot's own id: posts by it are its own, mentions of it address it. */
  readonly self: PersonId;
  /**
   * createGlipPostNew. `thread` answers inside a thread; `beforeSending` is awaited when nothing but the sending is left.
   * Rejects with an uncertain `Outage` where the post may stand all the same.
   */
  post(
    chat: ChatId,
    text: string,
    how?: { readonly thread?: string; readonly beforeSending?: () => Promise<void> },
  ): Promise<PostId>;
  /** readGlipPostsNew, the newest page, newest first; `type` is the platform's word, e.g. TextMessage. */
  recentPosts(chat: ChatId, priority?: 'people' | 'background'): Promise<readonly ToldPost[]>;
  /** readGlipChatNew; rejects with an Outage of status 404 where the bot cannot see the chat. */
  chat(id: ChatId): Promise<Chat>;
  /** createGlipConversationNew: the direct chat with a person, opened where there was none. */
  openDirect(person: PersonId): Promise<ChatId>;
  /** readGlipPersonNew, in bulk where the platform allows; people it does not know are left out. */
  persons(ids: readonly PersonId[]): Promise<readonly Person[]>;
}

interface ToldPost {
  readonly post: Post;
  readonly type: string;
}

export interface DirectorySnapshot {
  readonly extensions: readonly Extension[];
  readonly members: ReadonlyMap<ExtensionId, readonly ExtensionId[]>;
}

interface SyncedCalls {
  readonly records: readonly CallRecord[];
  readonly token: string;
  /** More is waiting: ask again at once. */
  readonly more: boolean;
}

/** People and calls of one account, as the reader. */
export interface Reader {
  /** listDirectoryEntries, listExtensions, listAccountPhoneNumbers, listCallQueues and their members, joined. */
  directory(): Promise<DirectorySnapshot>;
  /** readExtension: how this extension reads time. */
  locale(extension: ExtensionId): Promise<Locale>;
  /** checkUserPermission: whether this extension's role holds a permission over the whole account. */
  holds(extension: ExtensionId, permission: string): Promise<boolean>;
  /** readCompanyCallLog, or readUserCallLog of one extension, Detailed: one page of a window; `page` counts from 1. */
  callLog(
    window: Span,
    page: number,
    extension?: ExtensionId,
  ): Promise<{ readonly records: readonly CallRecord[]; readonly more: boolean }>;
  /** extractSyncAccountCallLog, Detailed: FSync from an instant, or ISync from a token. */
  syncCalls(from: { readonly since: Instant } | { readonly token: string }): Promise<SyncedCalls>;
}

/** RingCentral's webhook subscriptions of both identities. */
export interface Subscriptions {
  /** Checks, creates and re-creates. `restored` names the identities whose subscription had to be made anew. */
  keep(): Promise<{ readonly restored: readonly ('bot' | 'reader')[] }>;
  state(): { readonly bot: string; readonly reader: string };
}

/** A delivery that must not be lost: a command, or an event that makes a job run. */
export interface Delivery {
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
  /** Where the answer is being posted; `since` is absent where that post is known not to stand. */
  readonly posting?: { readonly chat: ChatId; readonly since?: Instant };
}

/** Deliveries on their way to an answer: received → posting → answered. */
export interface Inbox {
  /** False where this uuid, or another event of the same post, was claimed before. */
  claim(delivery: Delivery): Promise<boolean>;
  /** What is not answered yet, oldest first. */
  open(): Promise<readonly InboxItem[]>;
  /**
   * Before the POST: from here on the answer may stand in the chat; null after one that certainly failed. `earlier` is the post of the
   * step before, where an answer takes two. Rejects with an Outage while another delivery's post may still appear in that chat.
   */
  posting(uuid: string, chat: ChatId, since: Instant | null, earlier?: PostId): Promise<void>;
  /** Done; erases the body. `post` is absent where nothing was to be said. */
  answered(uuid: string, at: Instant, post?: PostId): Promise<void>;
  /** Of these posts, the ones that already answer some delivery. */
  held(posts: readonly PostId[]): Promise<ReadonlySet<PostId>>;
  /** How many posts were sent since. */
  postedSince(since: Instant): Promise<number>;
  /** Forgets what was answered before this instant. */
  prune(before: Instant): Promise<void>;
}

/** The extensions, numbers and queue members of the account. */
export interface DirectoryStore {
  /** Null before the first sync. */
  read(): Promise<Directory | null>;
  /** Makes the snapshot current; extensions no longer in it keep their last name, with status Deleted. */
  replace(snapshot: DirectorySnapshot, at: Instant): Promise<void>;
  syncedAt(): Promise<Instant | null>;
}

/** The call records and the participations computed from them, always in one transaction. */
export interface CallStore {
  /** Upserts by record id and recomputes every conversation a record belongs, or belonged, to. */
  upsert(records: readonly CallRecord[], directory: Directory, at: Instant): Promise<void>;
  totals(question: CallQuestion): Promise<CallTotals>;
  /** Conversations with a matching participation of a subject, newest first. */
  list(question: CallQuestion, offset: number, limit: number): Promise<readonly ListedCall[]>;
  /** The newest conversation of `subject` with this counterpart (or with anyone), null where there is none. */
  last(subject: ExtensionId, counterpart?: { extensionId?: ExtensionId; phoneNumber?: string }): Promise<ListedCall | null>;
}

export interface StateStore {
  callSync(): Promise<CallSyncState>;
  saveCallSync(state: CallSyncState): Promise<void>;
  /** When the bot was last known to hear events; null before that. */
  heardAt(): Promise<Instant | null>;
  saveHeardAt(at: Instant): Promise<void>;
}

/** What is known about chats and people for a while, and what a room decided. */
export interface ChatStore {
  chat(id: ChatId): Promise<Chat | null>;
  saveChat(chat: Chat): Promise<void>;
  forgetChat(id: ChatId): Promise<void>;
  /** Every chat the bot knows itself to be in. */
  known(): Promise<readonly Chat[]>;
  persons(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Person>>;
  savePersons(persons: readonly Person[]): Promise<void>;
  roomDetails(chat: ChatId): Promise<boolean>;
  setRoomDetails(chat: ChatId, open: boolean, by: PersonId, at: Instant): Promise<void>;
}

/** The scheduled command lines of the account. */
export interface DigestStore {
  /** All of them, or those of one chat, by id. */
  list(chat?: ChatId): Promise<readonly Digest[]>;
  /** Keeps it and gives it the next id. */
  add(digest: Omit<Digest, 'id'>): Promise<Digest>;
  change(
    id: number,
    change: Partial<Pick<Digest, 'paused' | 'nextAt' | 'schedule' | 'cron' | 'zone' | 'say' | 'owner'>>,
  ): Promise<void>;
  remove(id: number): Promise<void>;
}

/** Answers of the platform about one extension that stay good for a while: locale for a day, permissions for minutes. */
export interface ProfileStore {
  locale(extension: ExtensionId): Promise<{ readonly locale: Locale; readonly readAt: Instant } | null>;
  saveLocale(extension: ExtensionId, locale: Locale, at: Instant): Promise<void>;
}

/** Everything one account has in the store. There is no way to ask the store anything without naming the account. */
export interface AccountStore {
  readonly directory: DirectoryStore;
  readonly calls: CallStore;
  readonly state: StateStore;
  readonly chats: ChatStore;
  readonly profiles: ProfileStore;
  readonly digests: DigestStore;
  /** The bot was removed: what it knew of chats, and what waited to be answered, goes. */
  forgetChats(): Promise<void>;
  /** Everything of the account goes. */
  erase(): Promise<void>;
}

/** Background work: rows with leases in the store. One row per name and account. */
export interface Work {
  /** Registers what a name does. The handler's lease is renewed while it runs. */
  work(name: string, handler: (account: AccountId) => Promise<void>): void;
  /** Due at `at`, or at the time already set where that is earlier. */
  enqueue(name: string, account: AccountId, at: Instant): Promise<void>;
  /** Keeps the name coming back `periodMs` after each run has ended. */
  every(name: string, account: AccountId, periodMs: number, firstAt: Instant): Promise<void>;
  /** Claims and runs what is due; resolves when everything it started has ended. */
  run(now: Instant): Promise<void>;
}

/** What `/metrics` counts. Labels are words of the house, never ids. */
export interface Metrics {
  /** A webhook request that was not taken, by reason. */
  webhookRefused(reason: string): void;
  /** An event that was taken, by kind. */
  delivered(kind: string): void;
  /** A command that was run, by name and outcome, and how long it took, ms. */
  commandRun(name: string, outcome: string, ms: number): void;
  /** A request to the platform, by rate group; status 0 where there was no answer. */
  platformRequest(group: string, status: number): void;
  /** A post that did not reach its chat, by reason. */
  postFailed(reason: string): void;
}

/** Who is connected now; either part may be missing, or come and go. */
export interface Connections {
  bots(): readonly { readonly account: AccountId; readonly messenger: Messenger }[];
  /** Null until the reader is configured and has told whose account it reads. */
  reader(): { readonly account: AccountId; readonly reader: Reader } | null;
}

/** Whether the bot can answer, what it lacks, and how fresh it is: the body of `/readyz`. */
export interface Readiness {
  /** The store and the first reading of people stand. Trouble elsewhere does not take the webhook out of service. */
  readonly ready: boolean;
  readonly reasons: readonly string[];
  readonly sync: {
    /** ISO 8601, as `through`. */
    readonly people: string | null;
    readonly calls: { readonly through: string | null; readonly backfilling: boolean };
  };
}
