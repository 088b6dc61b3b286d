/** The bot's posts with call data in rooms. They are noted with the delivery they answer, in the same transactions. */

import type { ChatId, Instant } from '../../core/model.js';
import { type AccountId, chatId, type PostId, postId } from '../../core/model.js';
import type { PostedAnswers } from '../../ports.js';
import type { Engine, Writing } from './engine.js';

export function createPostedAnswers(engine: Engine, account: AccountId): PostedAnswers {
  return {
    async rooms() {
      const rows = await engine.query<{ chat: string; latest: number }>(
        'SELECT chat, MAX(posted_at) AS latest FROM posted_answers WHERE account = $1 GROUP BY chat ORDER BY chat',
        [account],
      );
      return rows.map(({ chat, latest }) => ({ chat: chatId(chat), latest }));
    },

    async standsIn(chat) {
      const rows = await engine.query('SELECT chat FROM posted_answers WHERE account = $1 AND chat = $2 LIMIT 1', [
        account,
        chat,
      ]);
      return rows.length > 0;
    },

    async inRoom(chat) {
      const rows = await engine.query<{ delivery: string; post: string | null; posted_at: number; on_its_way: number }>(
        `SELECT delivery, post, posted_at,
           CASE WHEN EXISTS (SELECT 1 FROM deliveries WHERE uuid = delivery AND state = 'posting') THEN 1 ELSE 0 END AS on_its_way
         FROM posted_answers WHERE account = $1 AND chat = $2 ORDER BY posted_at DESC, delivery`,
        [account, chat],
      );
      return rows.map(({ delivery, post, posted_at, on_its_way }) => ({
        delivery,
        ...(post !== null && { post: postId(post) }),
        postedAt: posted_at,
        onItsWay: on_its_way === 1,
      }));
    },

    withdrawn: (chat, delivery) => engine.write((tx) => tx.remove('posted_answers', { account, chat, delivery })),

    async prune(before) {
      await engine.write((tx) => tx.query('DELETE FROM posted_answers WHERE account = $1 AND posted_at < $2', [account, before]));
    },
  };
}

/**
 * A delivery's answer is about to be sent to this chat: from here on call data may stand there. `earlier` answers the step before; any
 * other attempt of this delivery is by now known not to stand.
 */
export async function notePosting(
  tx: Writing,
  posting: { uuid: string; chat: ChatId; since: Instant | null; earlier: PostId | undefined; callData: boolean },
): Promise<void> {
  const { uuid, chat, since, earlier, callData } = posting;
  if (earlier !== undefined)
    await tx.query('UPDATE posted_answers SET post = $2 WHERE delivery = $1 AND post IS NULL AND chat <> $3', [
      uuid,
      earlier,
      chat,
    ]);
  await tx.query('DELETE FROM posted_answers WHERE delivery = $1 AND post IS NULL', [uuid]);
  if (!callData || since === null) return;
  await tx.query(
    `INSERT INTO posted_answers (account, chat, delivery, posted_at)
     SELECT account, $2, uuid, $3 FROM deliveries WHERE uuid = $1
     ON CONFLICT (account, chat, delivery) DO UPDATE SET posted_at = excluded.posted_at, post = NULL`,
    [uuid, chat, since],
  );
}

/** The delivery is answered by this post, which stands in the chat it was last being posted to. */
export const notePosted = (tx: Writing, uuid: string, post: PostId): Promise<object[]> =>
  tx.query(
    `UPDATE posted_answers SET post = $2
     WHERE delivery = $1 AND chat = (SELECT posting_chat FROM deliveries WHERE uuid = $1)`,
    [uuid, post],
  );
