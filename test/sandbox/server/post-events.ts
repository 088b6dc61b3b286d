/** Posts as whoever watches the stand-in hears of them, from every account. */
import type { PostEvent } from './sandbox.js';
import { postsOf } from './talking.js';
import type { Happening, Post, World } from './world.js';

const kinds = { PostAdded: 'added', PostChanged: 'changed', PostRemoved: 'removed' } as const;

/** Undefined for what is no post; a removed one is told by its id alone. */
export function postEventOf({ accountId, path, body }: Happening, world: World): PostEvent | undefined {
  const kind = kinds[body.eventType as keyof typeof kinds];
  const account = world.accounts.get(accountId);
  if (kind === undefined || account === undefined || !path.endsWith('/posts')) return undefined;
  const chatId = String(body.groupId);
  const post = postsOf(account, chatId).find(({ id }) => id === body.id) ?? ({ id: String(body.id), groupId: chatId } as Post);
  return { kind, accountId, chatId, post };
}
