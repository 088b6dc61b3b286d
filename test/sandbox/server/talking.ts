/** What happens when somebody posts, edits or deletes: the chat keeps it and its members' subscriptions hear of it. */
import type { Chat } from '../model.js';
import { postEvent } from './chat-views.js';
import { type Account, displayName, findPerson, iso, type Mention, type Post, type World } from './world.js';

interface NewPost {
  readonly text?: string;
  readonly type?: Post['type'];
  readonly parentPostId?: string;
  readonly threadId?: string;
  readonly addedPersonIds?: readonly string[];
}

const path = '/team-messaging/v1/posts';

/** Newest last. */
export function postsOf(account: Account, chatId: string): Post[] {
  const posts = account.posts.get(chatId) ?? [];
  account.posts.set(chatId, posts);
  return posts;
}

/** The caller has checked that `creatorId` may post here and that the parent is one of the chat's posts. */
export function writePost(world: World, account: Account, chat: Chat, creatorId: string, post: NewPost): Post {
  const at = iso(world.now());
  const thread = threadOf(account, chat, post);
  const mentions = mentionsIn(account, post.text);
  const written: Post = {
    id: world.newId(),
    groupId: chat.id,
    type: post.type ?? 'TextMessage',
    ...(post.text !== undefined && { text: post.text }),
    creatorId,
    ...thread,
    ...(post.addedPersonIds && { addedPersonIds: post.addedPersonIds }),
    creationTime: at,
    lastModifiedTime: at,
    ...(mentions.length > 0 && { mentions }),
  };
  postsOf(account, chat.id).push(written);
  publish(world, account, chat, postEvent(written, 'PostAdded'));
  return written;
}

export function editPost(world: World, account: Account, chat: Chat, post: Post, text: string): Post {
  post.text = text;
  post.lastModifiedTime = iso(world.now());
  const mentions = mentionsIn(account, text);
  if (mentions.length > 0) post.mentions = mentions;
  else delete post.mentions;
  publish(world, account, chat, postEvent(post, 'PostChanged'));
  return post;
}

export function deletePost(world: World, account: Account, chat: Chat, post: Post): void {
  const posts = postsOf(account, chat.id);
  posts.splice(posts.indexOf(post), 1);
  publish(world, account, chat, { id: post.id, groupId: chat.id, eventType: 'PostRemoved' });
}

function publish(world: World, account: Account, chat: Chat, body: Record<string, unknown>): void {
  world.publish({ accountId: account.company.id, path, audience: [...chat.members], body });
}

function threadOf(account: Account, chat: Chat, post: NewPost): Pick<Post, 'parentPostId' | 'threadId'> {
  const parentId = post.parentPostId ?? post.threadId;
  if (parentId === undefined) return {};
  const parent = postsOf(account, chat.id).find((one) => one.id === parentId);
  return { parentPostId: parentId, threadId: post.threadId ?? parent?.threadId ?? parentId };
}

/** Ids in the text decide; a name is only decoration. Ids nobody has are no mentions. */
function mentionsIn(account: Account, text = ''): Mention[] {
  const { company } = account;
  const found = new Map<string, Mention>();
  for (const [, type, id = ''] of text.matchAll(/!\[:(Person|Team)\]\(([^)\s]+)\)/g)) {
    const person = findPerson(company, id);
    const team = company.chats.find((chat) => chat.id === id);
    if (type === 'Person' && person) found.set(id, { id, type, name: displayName(person) });
    if (type === 'Team' && team) found.set(id, { id, type, name: team.name ?? '' });
  }
  return [...found.values()];
}
