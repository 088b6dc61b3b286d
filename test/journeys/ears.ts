/** Hears what the bot posts in each company, each post once, and keeps what nobody has asked for yet. */
import type { Sandbox } from '../sandbox/server/sandbox.js';
import type { Post } from '../sandbox/server/world.js';

export interface Ears {
  /** Whose posts are heard from now on; in the first company unless another account is named. */
  hear(botId: string, accountId?: string): void;
  /** The oldest post of the bot in this chat that was not heard yet, now or within twenty seconds. */
  next(chatId: string, accountId?: string): Promise<Post>;
  /** What was posted and never asked for, as `chat: text`. */
  unheard(): string[];
  close(): void;
}

const patience = 20_000;

export function listen(sandbox: Sandbox): Ears {
  const waiting = new Map<string, ((post: Post) => void)[]>();
  const posts: { readonly room: string; readonly post: Post }[] = [];
  const selves = new Map<string, string>();
  const roomOf = (chatId: string, accountId: string) => `${accountId} ${chatId}`;
  const close = sandbox.onPost(({ kind, accountId, chatId, post }) => {
    if (kind !== 'added' || post.creatorId !== selves.get(accountId)) return;
    const room = roomOf(chatId, accountId);
    const waiter = waiting.get(room)?.shift();
    if (waiter) waiter(post);
    else posts.push({ room, post });
  });

  return {
    hear: (botId, accountId = sandbox.company.id) => void selves.set(accountId, botId),
    next(chatId, accountId = sandbox.company.id) {
      const room = roomOf(chatId, accountId);
      const place = posts.findIndex((one) => one.room === room);
      const [heard] = place < 0 ? [] : posts.splice(place, 1);
      if (heard) return Promise.resolve(heard.post);
      return new Promise((resolve, reject) => {
        const waiters = waiting.get(room) ?? [];
        waiting.set(room, waiters);
        const waiter = (post: Post) => {
          clearTimeout(timer);
          resolve(post);
        };
        const timer = setTimeout(() => {
          waiters.splice(waiters.indexOf(waiter), 1);
          const said = sandbox
            .inCompany(accountId)
            .posts(chatId)
            .map(({ creatorId, text }) => `${creatorId}: ${text?.slice(0, 200)}`);
          reject(new Error(`the bot said nothing in chat ${chatId}; there stands:\n${said.slice(-4).join('\n')}`));
        }, patience);
        waiters.push(waiter);
      });
    },
    unheard: () => posts.map(({ post }) => `${post.groupId}: ${post.text}`),
    close: () => void close(),
  };
}
