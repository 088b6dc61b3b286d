/** Everything one account has in the store, by subject. */
import type { RoomSetting } from '../core/access.js';
import type { CallRecord } from '../core/call.js';
import type { CallSyncState } from '../core/callSync.js';
import type { Chat, Locale, Person } from '../core/chat.js';
import type { Digest } from '../core/digest.js';
import type { Directory } from '../core/directory.js';
import type { ChatId, ConversationKey, ExtensionId, Instant, PersonId, PostId } from '../core/model.js';
import type { Participation } from '../core/participation.js';
import type { Caller, CallerQuestion, CallQuestion, CallTotals, ListedCall, Slot } from '../core/question.js';
import type { QueueQuestion, QueueSums } from '../core/queue.js';
import type { RecountProgress } from '../core/rules.js';
import type { ActivityStore } from './activity.js';
import type { AuditStore } from './audit.js';
import type { DirectorySnapshot } from './platform.js';

/** The extensions, numbers and queue members of the account. */
export interface DirectoryStore {
  /** Null before the first sync. */
  read(): Promise<Directory | null>;
  /** Makes the snapshot current; extensions no longer in it keep their last name, with status Deleted. */
  replace(snapshot: DirectorySnapshot, at: Instant): Promise<void>;
  syncedAt(): Promise<Instant | null>;
}

/** One conversation as it is stored, and what is counted of it. */
export interface StoredConversation {
  readonly records: readonly CallRecord[];
  readonly participations: readonly Participation[];
}

/** The call records and the participations computed from them, always in one transaction. */
export interface CallStore {
  /** Upserts by record id and recomputes every conversation a record belongs, or belonged, to. */
  upsert(records: readonly CallRecord[], directory: Directory, at: Instant): Promise<void>;
  totals(question: CallQuestion): Promise<CallTotals>;
  /** Conversations with a matching participation of a subject, newest first. */
  list(question: CallQuestion, offset: number, limit: number): Promise<readonly ListedCall[]>;
  /** When the conversations of a question began, each in one slot; those without any are left out. */
  slots(question: CallQuestion): Promise<readonly Slot[]>;
  /** The newest conversation of any of these with this counterpart (or with anyone), null where there is none. */
  last(
    subjects: readonly ExtensionId[],
    counterpart?: { extensionId?: ExtensionId; phoneNumber?: string },
  ): Promise<ListedCall | null>;
  /** Every extension that had a call with this one as the other party. */
  withExtension(extension: ExtensionId): Promise<readonly ExtensionId[]>;
  /** What became of the calls to a queue. */
  queue(question: QueueQuestion): Promise<QueueSums>;
  /** Every extension that had a part in a call with this number, E.164. */
  withNumber(phoneNumber: string): Promise<readonly ExtensionId[]>;
  /** Outside parties that came with a name, whoever called last first, at most so many. */
  callers(question: CallerQuestion, limit: number): Promise<readonly Caller[]>;
  /**
   * Short numbers by which these conversations, newest first, can be asked about: those that have none get them, and keep them. Each
   * conversation uses one up, so ask only about those that a list showed without.
   */
  numbers(conversations: readonly ConversationKey[]): Promise<ReadonlyMap<ConversationKey, number>>;
  /** The conversation with this short number; null where there is none, or nothing of it is left. */
  conversation(number: number): Promise<StoredConversation | null>;
  /** Computes some of the participations anew that rest on other rules; null where none are left. */
  recount(directory: Directory, at: Instant): Promise<RecountProgress | null>;
  /** How far that has come; null where all rest on the rules in force. */
  recounting(): Promise<RecountProgress | null>;
  /** Forgets some of the conversations that began before this instant, each of them whole; how many records went, 0 where none is left. */
  prune(before: Instant): Promise<number>;
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
  /** What somebody decided that the room shows; null where nobody did. */
  roomSetting(chat: ChatId): Promise<RoomSetting | null>;
  setRoomSetting(chat: ChatId, setting: RoomSetting, by: PersonId, at: Instant): Promise<void>;
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

/** A post of the bot that holds call data; `post` is absent where nobody knows whether it stands. */
export interface PostedAnswer {
  readonly delivery: string;
  readonly post?: PostId;
  readonly postedAt: Instant;
  /** Its delivery is still being answered, and will tell. */
  readonly onItsWay: boolean;
}

/** Where the bot's posts with call data stand, so that they can be taken back. Written through the inbox; their text is never kept. */
export interface PostedAnswers {
  /** The rooms there are any in, and when the latest was posted. */
  rooms(): Promise<readonly { readonly chat: ChatId; readonly latest: Instant }[]>;
  standsIn(chat: ChatId): Promise<boolean>;
  /** Newest first. */
  inRoom(chat: ChatId): Promise<readonly PostedAnswer[]>;
  /** It stands no more. */
  withdrawn(chat: ChatId, delivery: string): Promise<void>;
  /** Forgets what was posted before this instant. */
  prune(before: Instant): Promise<void>;
}

/** Answers of the platform about one extension that stay good for a while: locale for a day, permissions for minutes. */
export interface ProfileStore {
  locale(extension: ExtensionId): Promise<{ readonly locale: Locale; readonly readAt: Instant } | null>;
  saveLocale(extension: ExtensionId, locale: Locale, at: Instant): Promise<void>;
  /** Forgets what was read of people before this instant; `now` becomes the age of what has none yet. */
  prune(before: Instant, now: Instant): Promise<void>;
}

/** Who does not want to be seen by colleagues. */
export interface PrivacyStore {
  hidden(): Promise<ReadonlySet<ExtensionId>>;
  hide(extension: ExtensionId, at: Instant): Promise<void>;
  show(extension: ExtensionId): Promise<void>;
}

/** Everything one account has in the store. There is no way to ask the store anything without naming the account. */
export interface AccountStore {
  readonly directory: DirectoryStore;
  readonly calls: CallStore;
  readonly state: StateStore;
  readonly chats: ChatStore;
  readonly profiles: ProfileStore;
  readonly digests: DigestStore;
  readonly privacy: PrivacyStore;
  readonly audit: AuditStore;
  readonly posted: PostedAnswers;
  readonly activity: ActivityStore;
  /** The reader was disconnected: people, calls and the consent go, the bot and its chats stay. How many records there were. */
  forgetCalls(): Promise<{ readonly calls: number; readonly people: number }>;
  /** Everything of the account goes. */
  erase(): Promise<void>;
}
