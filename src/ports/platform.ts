/** RingCentral as the house sees it: Team Messaging, people and calls, and subscriptions. Rejects with `Outage`. */
import type { CallRecord } from '../core/call.js';
import type { Chat, Locale, Person, Post } from '../core/chat.js';
import type { Extension } from '../core/directory.js';
import type { AccountId, ChatId, ExtensionId, Instant, PersonId, PostId, Span } from '../core/model.js';

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
  /** patchGlipPostNew: only one's own. Rejects with an Outage of status 404 where the post is gone, 403 where it may not be changed. */
  edit(chat: ChatId, post: PostId, text: string, priority?: 'people' | 'background'): Promise<void>;
  /** deleteGlipPostNew: only one's own. Rejects as `edit` does. */
  remove(chat: ChatId, post: PostId, priority?: 'people' | 'background'): Promise<void>;
  /** readGlipPostsNew, the newest page, newest first; `type` is the platform's word, e.g. TextMessage. */
  recentPosts(chat: ChatId, priority?: 'people' | 'background'): Promise<readonly ToldPost[]>;
  /**
   * readGlipPostsNew, one page of up to 250, in the background: the newest without a token, else the page it was given for. Rejects with an
   * Outage of a 4xx status where the token is no longer good.
   */
  postsPage(chat: ChatId, token?: string): Promise<{ readonly posts: readonly ToldPost[]; readonly next?: string }>;
  /** readGlipChatNew; rejects with an Outage of status 404 where the bot cannot see the chat. */
  chat(id: ChatId, priority?: 'people' | 'background'): Promise<Chat>;
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
  /** checkUserPermission: whether this extension's role holds a permission over the whole account; null where the platform does not tell. */
  holds(extension: ExtensionId, permission: string): Promise<boolean | null>;
  /** readCompanyCallLog, or readUserCallLog of one extension, Detailed: one page of a window; `page` counts from 1. */
  callLog(
    window: Span,
    page: number,
    extension?: ExtensionId,
  ): Promise<{ readonly records: readonly CallRecord[]; readonly more: boolean }>;
  /** extractSyncAccountCallLog, Detailed: FSync from an instant, or ISync from a token. */
  syncCalls(from: { readonly since: Instant } | { readonly token: string }): Promise<SyncedCalls>;
}

/** RingCentral's webhook subscriptions of an account's two identities. */
export interface Subscriptions {
  /** Checks, creates and re-creates. `restored` names the identities whose subscription had to be made anew. */
  keep(account: AccountId): Promise<{ readonly restored: readonly ('bot' | 'reader')[] }>;
  state(account: AccountId): { readonly bot: string; readonly reader: string };
}
