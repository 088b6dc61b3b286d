/** What a person is told where a fault of ours cost an answer; the reference in it stands in the log. */
import { post as asPost } from '../core/text.js';
import type { ChatStore, InboxItem } from '../ports.js';
import type { Kept } from './receive.js';
import type { Step } from './send.js';
import { mentions } from './understanding/tokens.js';

export const apology = (reference: string, couldNot = 'answer') =>
  `Something went wrong on my side, and I could not ${couldNot}. If it happens again, tell the operator this reference: ${reference}.`;

/** The post that stands in for one that was given up; none where nobody waits for it, or it is not known that the bot was asked. */
export async function apologyFor(
  item: InboxItem,
  { owner, post, digest }: Kept,
  reference: string,
  chats: Pick<ChatStore, 'chat'>,
): Promise<readonly Step[]> {
  if (digest) return [{ chat: item.chat, text: asPost([apology(reference, `send digest ${digest.id}`)]) }];
  if (!post) return [];
  const asked = mentions(post.text, post.mentions, owner) || (await chats.chat(post.chat))?.type === 'Direct';
  return asked ? [{ chat: post.chat, text: asPost([apology(reference)]), ...(post.thread && { thread: post.thread }) }] : [];
}
