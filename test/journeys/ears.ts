/** Hears what the bot posts, each post once, and keeps what nobody has asked for yet. */
import type { Sandbox } from '../sandbox/server/sandbox.js';
import type { Post } from '../sandbox/server/world.js';

export interface Ears {
  /** Whose posts are heard from now on. */
  hear(botId: string): void;
  /** The oldest post of the bot in this chat that was not heard yet, now or within twenty seconds. */
  next(chatId: string): Promise<Post>;
  /** What was posted and never asked for, as `chat: text`. */
  unheard(): string[];
  close(): void;
}

const patience = 20_000;

export function listen(sandbox: Sandbox): Ears {
  const waiting = new Map<string, ((post: Post) => void)[]>();
  const posts: Post[] = [];
  let self: string | undefined;
  const close = sandbox.onPost(({ kind, chatId, post }) => {
    if (kind !== 'added' || post.creatorId !== self) return;
    const waiter = waiting.get(chatId)?.shift();
    if (waiter) waiter(post);
    else posts.push(post);
  });

  return {
    hear: (botId) => {
      self = botId;
    },
    next(chatId) {
      const place = posts.findIndex(({ groupId }) => groupId === chatId);
      const [heard] = place < 0 ? [] : posts.splice(place, 1);
      if (heard) return Promise.resolve(heard);
      return new Promise((resolve, reject) => {
        const waiters = waiting.get(chatId) ?? [];
        waiting.set(chatId, waiters);
        const waiter = (post: Post) => {
          clearTimeout(timer);
          resolve(post);
        };
        const timer = setTimeout(() => {
          waiters.splice(waiters.indexOf(waiter), 1);
          const said = sandbox.posts(chatId).map(({ creatorId, text }) => `${creatorId}: ${text?.slice(0, 200)}`);
          reject(new Error(`the bot said nothing in chat ${chatId}; there stands:\n${said.slice(-4).join('\n')}`));
        }, patience);
        waiters.push(waiter);
      });
    },
    unheard: () => posts.map(({ groupId, text }) => `${groupId}: ${text}`),
    close: () => void close(),
  };
}
