/** Chats and threads in both spellings of the platform: that of its API and that of its events. */
import { z } from 'zod';
import type { Chat, ChatType } from '../../core/chat.js';
import { chatId, type Instant, personId } from '../../core/model.js';
import { id, optionalId, optionalText } from './wire.js';

const types: Readonly<Record<string, ChatType>> = {
  Everyone: 'Everyone',
  Team: 'Team',
  Group: 'Group',
  Direct: 'Direct',
  PrivateChat: 'Direct',
  Personal: 'Personal',
  PersonalChat: 'Personal',
};

/** A type that is not known is `Other`, never one where call data may go. */
const chatTypeOf = (type: string | undefined): ChatType =>
  (type !== undefined && Object.hasOwn(types, type) && types[type]) || 'Other';

/** `TMChatInfo` lists members as objects, events list their bare ids. */
const member = z.union([id, z.object({ id }).transform((each) => each.id)]);

export const chatBody = z.object({
  id,
  type: optionalText,
  name: optionalText,
  status: optionalText,
  members: z.array(member).nullish().catch(undefined),
});

export function chatOf(body: z.output<typeof chatBody>, readAt: Instant): Chat {
  return {
    id: chatId(body.id),
    type: chatTypeOf(body.type),
    ...(body.name !== undefined && { name: body.name }),
    archived: body.status === 'Archived',
    ...(body.members && { members: body.members.map(personId) }),
    readAt,
  };
}

export const threadBody = { parentPostId: optionalId, threadId: optionalId };

/** Where a post stands, in one word that `threadReply` understands. */
export function threadOf(post: {
  readonly parentPostId?: string | undefined;
  readonly threadId?: string | undefined;
}): string | undefined {
  return post.parentPostId ?? (post.threadId === undefined ? undefined : `thread:${post.threadId}`);
}

/** The fields of `TMCreatePostRequest` that put a post into a thread. */
export function threadReply(thread: string | undefined): { readonly parentPostId?: string; readonly threadId?: string } {
  if (thread === undefined) return {};
  return thread.startsWith('thread:') ? { threadId: thread.slice('thread:'.length) } : { parentPostId: thread };
}
