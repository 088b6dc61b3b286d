/** What the platform tells by webhook, once parsed: told apart by what happened, never by the name of the filter that delivered it. */
import type { Chat, Post } from './chat.js';
import type { PersonId } from './model.js';

interface Told {
  /** The notification's own id; the same event may come again under it. */
  readonly uuid: string;
  /** The extension that owns the subscription: for events of chats, the bot. */
  readonly owner: PersonId;
}

export type PlatformEvent =
  | (Told & { readonly kind: 'post added'; readonly post: Post; readonly postType: string })
  /** `joined` and `left` tell of the bot itself; `changed` of anybody else, or of the chat's name. */
  | (Told & { readonly kind: 'chat joined' | 'chat left' | 'chat changed'; readonly chat: Chat })
  /** The bot's own extension was deleted: uninstalled. */
  | (Told & { readonly kind: 'bot removed' })
  /** People, queues or numbers of the account changed. */
  | (Told & { readonly kind: 'directory changed' })
  /** Somebody's call moved on; `ended` when a party hung up. */
  | (Told & { readonly kind: 'call moved'; readonly ended: boolean })
  /** Known to exist, of no use here: edited and deleted posts, reminders, events of types to come. */
  | (Told & { readonly kind: 'other'; readonly eventType: string });
