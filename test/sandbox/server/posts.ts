/** Reading and writing posts over the API. */
import { postInfo } from './chat-views.js';
import { ownChat } from './chats.js';
import { tokenPage } from './paging.js';
import { refuse, refuseMessaging } from './refusal.js';
import { type AuthorisedRequest, type Handler, ok } from './request.js';
import { deletePost, editPost, postsOf, writePost } from './talking.js';
import { iso, type Post, type World } from './world.js';

/** Longest text of one post, in UTF-16 units. */
const longest = 10_000;
/** Posts of one user in a day; more are answered with 500, not 429. */
const perDay = 2_500;

/** createGlipPostNew: 404 outside one's chats, 403 in an archived team, 400 without text or with more than 10,000 characters. */
export const createGlipPostNew: Handler = (request, world) => {
  const { text, parentPostId, threadId, attachments } = (request.body ?? {}) as Record<string, unknown>;
  const chat = ownChat(request);
  if (chat.status === 'Archived') throw refuseMessaging(403, 'AccessDenied', 'The chat is archived');
  checkText(text, Array.isArray(attachments) && attachments.length > 0);
  for (const parent of [parentPostId, threadId]) {
    if (parent !== undefined && !postsOf(request.account, chat.id).some((post) => post.id === parent))
      throw invalid('parentPostId');
  }
  if (postedToday(request, world) >= perDay) throw refuse(500, 'CMN-211', 'You have exceeded your limits for this action.');
  const post = writePost(world, request.account, chat, request.identity.extensionId, {
    ...(typeof text === 'string' && { text }),
    ...(typeof parentPostId === 'string' && { parentPostId }),
    ...(typeof threadId === 'string' && { threadId }),
  });
  return { status: 201, body: postInfo(post) };
};

/** readGlipPostsNew: newest first. */
export const readGlipPostsNew: Handler = (request) => {
  const page = tokenPage([...postsOf(request.account, ownChat(request).id)].reverse(), request.query);
  return ok({ ...page, records: page.records.map(postInfo) });
};

/** readGlipThreadPostsNew: the thread's first post and its replies, newest first. */
export const readGlipThreadPostsNew: Handler = (request) => {
  const { threadId } = request.params;
  const found = postsOf(request.account, ownChat(request).id).filter(
    (post) => post.threadId === threadId || post.id === threadId,
  );
  if (found.length === 0) throw unknownPost();
  const page = tokenPage(found.reverse(), request.query);
  return ok({ ...page, records: page.records.map(postInfo) });
};

/** readGlipPostNew */
export const readGlipPostNew: Handler = (request) => ok(postInfo(findPost(request)));

/** patchGlipPostNew: one's own posts only. */
export const patchGlipPostNew: Handler = (request, world) => {
  const post = ownPost(request);
  const { text } = (request.body ?? {}) as { text?: unknown };
  checkText(text, false);
  return ok(postInfo(editPost(world, request.account, ownChat(request), post, String(text))));
};

/** deleteGlipPostNew: one's own posts only. */
export const deleteGlipPostNew: Handler = (request, world) => {
  deletePost(world, request.account, ownChat(request), ownPost(request));
  return { status: 204 };
};

const invalid = (name: string) => refuseMessaging(400, 'InvalidParameter', `Parameter [${name}] is invalid`);
const unknownPost = () => refuseMessaging(404, 'CMN-102', 'Resource for parameter [postId] is not found');

function checkText(text: unknown, mayBeAbsent: boolean): void {
  if (text === undefined && mayBeAbsent) return;
  if (typeof text !== 'string' || text === '' || text.length > longest) throw invalid('text');
}

function findPost(request: AuthorisedRequest): Post {
  const post = postsOf(request.account, ownChat(request).id).find((one) => one.id === request.params.postId);
  if (!post) throw unknownPost();
  return post;
}

function ownPost(request: AuthorisedRequest): Post {
  const post = findPost(request);
  if (post.creatorId !== request.identity.extensionId) throw refuseMessaging(403, 'AccessDenied', 'Not your post');
  return post;
}

function postedToday({ identity, account }: AuthorisedRequest, world: World): number {
  const since = iso(world.now() - 86_400_000);
  let count = 0;
  for (const { id } of account.company.chats) {
    const posts = account.posts.get(id) ?? [];
    for (let i = posts.length - 1; i >= 0 && (posts[i]?.creationTime ?? '') > since; i -= 1) {
      if (posts[i]?.creatorId === identity.extensionId) count += 1;
    }
  }
  return count;
}
