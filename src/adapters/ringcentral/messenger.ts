/** Team Messaging, as one bot: reads chats and people, and posts. */
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import { type ChatId, chatId, type PersonId, type PostId, postId } from '../../core/model.js';
import { postLimit } from '../../core/text.js';
import type { Clock, Log, Messenger, Metrics } from '../../ports.js';
import { chatBody, chatOf, threadReply } from './chat.js';
import type { Sleep } from './pause.js';
import { readPersons } from './persons.js';
import { readPost } from './post.js';
import { type Api, createApi } from './request.js';
import { createClient, giveToken } from './sdk.js';
import { id, optionalObject, optionalText, records } from './wire.js';

export interface MessengerOptions {
  readonly server: string;
  readonly self: PersonId;
  /** The bot's access token; it does not end (developer guide, installing bots). */
  readonly accessToken: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, 'platformRequest'>;
  readonly sleep?: Sleep;
  /** Whether this process may speak to the platform now. */
  readonly mayAsk?: () => boolean;
}

export interface BotMessenger extends Messenger {
  /** The API with the bot's token, for its subscriptions. */
  readonly api: Api;
  /** readTMCompanyInfoNew; empty where it has no name. */
  companyName(): Promise<string>;
}

const posted = z.object({ id });
const postsList = z.object({ records, navigation: optionalObject({ nextPageToken: optionalText }) });
/** The most `recordCount` of readGlipPostsNew takes. */
const longestPage = 250;

export async function createMessenger(options: MessengerOptions): Promise<BotMessenger> {
  const { self, clock } = options;
  const client = createClient({ server: options.server, name: `bot-${self}` });
  await giveToken(client, options.accessToken);
  const api = createApi({ ...options, client });

  return {
    self,
    api,
    companyName: async () => {
      const path = '/team-messaging/v1/companies/~';
      // Somebody in front of a page waits for it, whichever process made the page.
      const request = {
        operation: 'readTMCompanyInfoNew',
        group: 'Light',
        priority: 'people',
        path,
        fromAnywhere: true,
      } as const;
      return (await api.call(request, z.object({ name: optionalText }))).name ?? '';
    },
    post: async (chat, text, { thread, beforeSending } = {}) => {
      const answer = await api.call(
        {
          operation: 'createGlipPostNew',
          group: 'Medium',
          priority: 'people',
          method: 'POST',
          path: `${chatPath(chat)}/posts`,
          body: { text: cut(text), ...threadReply(thread) },
          beforeSending,
        },
        posted,
      );
      return postId(answer.id);
    },
    edit: async (chat, post, text, priority = 'people') => {
      await api.answer({
        operation: 'patchGlipPostNew',
        group: 'Medium',
        priority,
        method: 'PATCH',
        path: postPath(chat, post),
        body: { text: cut(text) },
      });
    },
    remove: async (chat, post, priority = 'people') => {
      await api.answer({
        operation: 'deleteGlipPostNew',
        group: 'Medium',
        priority,
        method: 'DELETE',
        path: postPath(chat, post),
      });
    },
    recentPosts: async (chat, priority = 'people') => {
      const answer = await api.call(
        {
          operation: 'readGlipPostsNew',
          group: 'Medium',
          priority,
          path: `${chatPath(chat)}/posts`,
          query: { recordCount: 100 },
        },
        z.object({ records }),
      );
      return answer.records
        .flatMap((wire) => readPost(wire, 0) ?? [])
        .sort((one, other) => other.post.createdAt - one.post.createdAt);
    },
    postsPage: async (chat, token) => {
      const answer = await api.call(
        {
          operation: 'readGlipPostsNew',
          group: 'Medium',
          priority: 'background',
          path: `${chatPath(chat)}/posts`,
          query: { recordCount: longestPage, ...(token !== undefined && { pageToken: token }) },
        },
        postsList,
      );
      const next = answer.navigation?.nextPageToken;
      return { posts: answer.records.flatMap((wire) => readPost(wire, 0) ?? []), ...(next !== undefined && { next }) };
    },
    chat: async (chat, priority = 'people') => {
      const path = chatPath(chat);
      const body = await api.call({ operation: 'readGlipChatNew', group: 'Light', priority, path }, chatBody);
      const read = chatOf(body, clock.now());
      return read.members || !['Direct', 'Group'].includes(read.type)
        ? read
        : { ...read, ...(await conversationMembers(api, chat)) };
    },
    openDirect: async (person) => {
      const answer = await api.call(
        {
          operation: 'createGlipConversationNew',
          group: 'Medium',
          priority: 'people',
          method: 'POST',
          path: '/team-messaging/v1/conversations',
          body: { members: [{ id: person }] },
        },
        posted,
      );
      return chatId(answer.id);
    },
    persons: (ids) => readPersons(api, client, ids),
  };
}

const chatPath = (chat: ChatId) => `/team-messaging/v1/chats/${encodeURIComponent(chat)}`;
const postPath = (chat: ChatId, post: PostId) => `${chatPath(chat)}/posts/${encodeURIComponent(post)}`;

/** readGlipConversationNew names the members of direct and group chats where readGlipChatNew does not. */
async function conversationMembers(api: Api, chat: ChatId) {
  const path = `/team-messaging/v1/conversations/${encodeURIComponent(chat)}`;
  try {
    const body = await api.call({ operation: 'readGlipConversationNew', group: 'Light', priority: 'people', path }, chatBody);
    const { members } = chatOf(body, 0);
    return members ? { members } : {};
  } catch (error) {
    if (error instanceof Outage && (error.status === 404 || error.status === 403)) return {};
    throw error;
  }
}

/** Cuts at a whole character. */
function cut(text: string): string {
  if (text.length <= postLimit) return text;
  return `${text.slice(0, postLimit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
