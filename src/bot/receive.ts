/** Decides, before the platform gets its 200, what of an event must not be lost; everything else leaves no trace. */
import { type Chat, type ChatType, type Post, toldAt } from '../core/chat.js';
import type { PlatformEvent } from '../core/event.js';
import { type AccountId, type ChatId, type Instant, type PersonId, postId } from '../core/model.js';
import type { ChatStore, Inbox } from '../ports.js';
import { mentions } from './understanding/tokens.js';

export interface Receiving {
  readonly account: AccountId;
  readonly self: PersonId;
  readonly inbox: Inbox;
  readonly chats: ChatStore;
  /** The types of chats seen lately, so that chatter costs no look into the store. */
  readonly types: {
    get(chat: ChatId): ChatType | undefined;
    set(chat: ChatId, type: ChatType): unknown;
    delete(chat: ChatId): unknown;
  };
  readonly now: Instant;
}

/** What a delivery's body holds until it is answered. */
export interface Kept {
  /** The bot it is for. */
  readonly owner: PersonId;
  readonly post?: Post;
  readonly digest?: { readonly id: number; readonly due: Instant };
  /** Something a person should know, in their direct chat. */
  /** RingCentral took back the consent this person gave. */
  readonly consentGone?: PersonId;
  readonly notice?: { readonly person: PersonId; readonly text: string };
}

/** True where something was claimed and now waits in the inbox. */
export async function receive(event: PlatformEvent, receiving: Receiving): Promise<boolean> {
  const { account, inbox, chats, now } = receiving;
  const claim = (kind: 'post' | 'joined', chat: ChatId, kept: Kept) =>
    inbox.claim({
      uuid: `${account} ${event.uuid}`,
      account,
      kind,
      chat,
      ...(kept.post && { post: postId(kept.post.id) }),
      body: JSON.stringify(kept),
      receivedAt: now,
    });
  switch (event.kind) {
    case 'post added':
      return (
        (await concerns(event.post, event.postType, receiving)) &&
        claim('post', event.post.chat, { owner: event.owner, post: event.post })
      );
    case 'chat joined':
      await note(event.chat, receiving);
      return claim('joined', event.chat.id, { owner: event.owner });
    case 'chat changed':
      await note(event.chat, receiving);
      return false;
    case 'chat left':
      await chats.forgetChat(event.chat.id);
      return false;
    default:
      return false;
  }
}

/**
 * Events overtake each other and may come again: what one says of the members is only a reason to ask before the next answer. One that
 * does not say what kind of chat it is leaves it of the kind it was known as.
 */
async function note(chat: Chat, { chats, types, now }: Receiving): Promise<void> {
  if (chat.type === 'Other') {
    types.delete(chat.id);
    const known = await chats.chat(chat.id);
    if (known) await chats.saveChat({ ...known, readAt: toldAt(now) });
    return;
  }
  types.set(chat.id, chat.type);
  await chats.saveChat({ ...chat, readAt: toldAt(now) });
}

/** A text by somebody else, for the bot: by mention, in a direct chat, or in a chat whose type is not known yet. */
async function concerns(post: Post, type: string, { self, chats, types }: Receiving): Promise<boolean> {
  if (post.creator === self || type !== 'TextMessage') return false;
  if (mentions(post.text, post.mentions, self)) return true;
  let known = types.get(post.chat);
  if (known === undefined) {
    known = (await chats.chat(post.chat))?.type;
    if (known !== undefined) types.set(post.chat, known);
  }
  return known === undefined || known === 'Direct';
}
