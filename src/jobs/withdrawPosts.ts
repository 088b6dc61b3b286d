/** Replaces every post with call data in one room by one line, the newest first. */
import { Outage } from '../core/errors.js';
import { type AccountId, type ChatId, type PostId, postId } from '../core/model.js';
import type { Clock, Inbox, Log, Messenger, PostedAnswer, PostedAnswers } from '../ports.js';

const removedLine = 'Call data was removed here, because somebody from outside the company joined this chat.';

/** The newest are the ones a newcomer sees first; the others leave the platform's limits to people who ask something. */
const hurried = 10;
/** Clocks of the platform and of this machine may differ by this much. */
const skew = 5_000;
/** A POST that got no answer may have appeared this much later. */
const appearsWithin = 20_000;

export interface Taking {
  readonly account: AccountId;
  readonly messenger: Messenger;
  readonly posted: PostedAnswers;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
}

/** `pending` are posts on their way, of which nobody can tell yet whether they stand. Rejects with the first Outage, all others tried. */
export async function withdrawFrom(chat: ChatId, taking: Taking): Promise<{ withdrawn: number; pending: number }> {
  const { posted } = taking;
  const answers = await posted.inRoom(chat);
  let withdrawn = 0;
  let pending = 0;
  let fault: Outage | undefined;
  for (const [index, answer] of answers.entries()) {
    if (answer.post === undefined && answer.onItsWay) {
      pending += 1;
      continue;
    }
    try {
      const posts = answer.post === undefined ? await unclaimed(chat, answer, taking) : [answer.post];
      for (const post of posts) await replace(chat, post, index < hurried ? 'people' : 'background', taking);
      await posted.withdrawn(chat, answer.delivery);
      withdrawn += posts.length;
    } catch (failed) {
      if (!(failed instanceof Outage)) throw failed;
      fault ??= failed;
      // Limited, or down: the next would only make it worse.
      if (failed.status === 429 || failed.status === 0 || failed.status === 401) break;
    }
  }
  if (fault) throw fault;
  return { withdrawn, pending };
}

async function replace(chat: ChatId, post: PostId, priority: 'people' | 'background', taking: Taking): Promise<void> {
  const { messenger, log } = taking;
  if ((await outcome(messenger.edit(chat, post, removedLine, priority))) !== 'refused') return;
  if ((await outcome(messenger.remove(chat, post, priority))) !== 'refused') return;
  log.warn('a post with call data can be neither edited nor deleted', { chat, post });
}

/** Gone is as good as done. Rejects where a later attempt may fare better. */
async function outcome(change: Promise<void>): Promise<'done' | 'refused'> {
  try {
    await change;
    return 'done';
  } catch (fault) {
    if (!(fault instanceof Outage)) throw fault;
    if (fault.status === 404) return 'done';
    if (fault.status >= 400 && fault.status < 500 && ![401, 408, 429].includes(fault.status)) return 'refused';
    throw fault;
  }
}

/** The bot's own posts of that time that answer nothing else: the answer was given up before it was known whether it stands. */
async function unclaimed(
  chat: ChatId,
  { postedAt }: PostedAnswer,
  { account, messenger, inbox }: Taking,
): Promise<readonly PostId[]> {
  const recent = await messenger.recentPosts(chat, 'background');
  const own = recent.filter(
    ({ post }) =>
      post.creator === messenger.self && post.createdAt >= postedAt - skew && post.createdAt <= postedAt + appearsWithin + skew,
  );
  const ids = own.map(({ post }) => postId(post.id));
  const held = await inbox.held(account, ids);
  return ids.filter((id) => !held.has(id));
}
