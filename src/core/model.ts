/**
 * The words of the house, as types.
 *
 * A *person* is someone in Team Messaging; an *extension* is a line of the phone system. Inside one account a colleague's two ids have
 * the same digits, but only the directory may turn one into the other: a guest has no extension, and a person of another account may
 * carry digits that are one of ours. Hence two branded types, and no cast between them outside `identity.ts`.
 *
 * A *call record* is one entry of the call log, a *leg* one part of it, a *conversation* all records of one telephony session, a
 * *participation* one extension's part in a conversation.
 */

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** One RingCentral company. */
export type AccountId = Id<'account'>;
/** A line of the phone system: a user, a queue, an IVR menu, a bot. */
export type ExtensionId = Id<'extension'>;
/** Someone in Team Messaging: a colleague, a guest (`glip-…`), or a member of another account. */
export type PersonId = Id<'person'>;
export type ChatId = Id<'chat'>;
export type PostId = Id<'post'>;
/** `telephonySessionId`, else `sessionId`, else the record's id. */
export type ConversationKey = Id<'conversation'>;

export const accountId = (digits: string): AccountId => digits as AccountId;
export const extensionId = (digits: string): ExtensionId => digits as ExtensionId;
export const personId = (id: string): PersonId => id as PersonId;
export const chatId = (id: string): ChatId => id as ChatId;
export const postId = (id: string): PostId => id as PostId;
export const conversationKey = (key: string): ConversationKey => key as ConversationKey;

/** An instant: milliseconds since 1970 UTC. */
export type Instant = number;

/** The half-open stretch of time `from` ≤ t < `to`. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}
