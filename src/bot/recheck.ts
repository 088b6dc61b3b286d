/** When a room in which call data stands must be looked at at once, because somebody from outside may have come in. */
import type { AccountId, ChatId, Instant } from '../core/model.js';
import type { AccountStore, Clock, Work } from '../ports.js';

/** Looks at such rooms, and takes the call data back where it must. */
export const withdrawJob = 'withdraw';

export interface Recheck {
  /** An event, or a reading, tells of somebody new. */
  readonly joined: (account: AccountId, chat: ChatId) => Promise<void>;
  /** Call data was posted, for a room whose members were read then. */
  readonly placed: (account: AccountId, chat: ChatId, readAt: Instant) => Promise<void>;
}

export function createRecheck({
  work,
  clock,
  account,
}: {
  readonly work: Pick<Work, 'enqueue'>;
  readonly clock: Clock;
  readonly account: (id: AccountId) => Pick<AccountStore, 'posted' | 'chats'>;
}): Recheck {
  return {
    async joined(id, chat) {
      if (await account(id).posted.standsIn(chat)) await work.enqueue(withdrawJob, id, clock.now());
    },
    async placed(id, chat, readAt) {
      // Told, or read, anew while the answer was on its way: what was found then knew nothing of this post.
      const known = await account(id).chats.chat(chat);
      if (known?.readAt !== readAt) await work.enqueue(withdrawJob, id, clock.now());
    },
  };
}
