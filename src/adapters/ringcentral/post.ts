/** A post as events and `TMPostInfo` of the API tell it. */
import { z } from 'zod';
import type { Post } from '../../core/chat.js';
import { chatId, type Instant, personId } from '../../core/model.js';
import { threadBody, threadOf } from './chat.js';
import { id, optionalInstant, optionalList, optionalText } from './wire.js';

const postBody = z.object({
  id,
  groupId: id,
  creatorId: id,
  type: optionalText,
  text: optionalText,
  creationTime: optionalInstant,
  mentions: optionalList,
  ...threadBody,
});
const mention = z.object({ id, type: optionalText, name: optionalText });

/** `type` is the platform's word, e.g. TextMessage; `at` stands in for a missing time. Null for what is no post. */
export function readPost(wire: unknown, at: Instant): { readonly post: Post; readonly type: string } | null {
  const parsed = postBody.safeParse(wire);
  if (!parsed.success) return null;
  const { data } = parsed;
  const thread = threadOf(data);
  const post: Post = {
    id: data.id,
    chat: chatId(data.groupId),
    creator: personId(data.creatorId),
    text: data.text ?? '',
    mentions: (data.mentions ?? []).flatMap((wire) => {
      const each = mention.safeParse(wire);
      if (!each.success) return [];
      const { id, type = 'Unknown', name } = each.data;
      return [{ id, type, ...(name !== undefined && { name }) }];
    }),
    ...(thread !== undefined && { thread }),
    createdAt: data.creationTime ?? at,
  };
  return { post, type: data.type ?? 'Unknown' };
}
