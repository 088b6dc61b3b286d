/** Puts posts into chats so that what was acknowledged is answered exactly once, whatever dies in between. */
import { Outage } from '../core/errors.js';
import { type AccountId, type ChatId, type Instant, type PostId, postId } from '../core/model.js';
import type { Clock, Inbox, InboxItem, Messenger } from '../ports.js';
import type { Lanes } from './lanes.js';

/** One post of an answer. The answer in the direct chat comes before the line in the room. */
export interface Step {
  readonly chat: ChatId;
  readonly text: string;
  readonly thread?: string;
  /** Call data for a room to read: the room was believed clean as its members were read then (`Chat.readAt`). */
  readonly callData?: { readonly readAt: Instant };
}

export interface Sending {
  readonly inbox: Inbox;
  readonly messenger: Messenger;
  readonly clock: Clock;
  /** One send per chat is in flight, whoever sends. */
  readonly lanes: Lanes;
  /** Call data stands in a room, and that is noted. */
  readonly placed?: (item: InboxItem, step: Step) => Promise<void>;
}

/** A POST that got no answer within this time will get none; until then its post may still appear. */
export const postTimeLimit = 15_000;

/** Clocks of the platform and of this machine may differ by this much. */
const skew = 5_000;

/**
 * Posts the steps in order, from the one the item was posting when it was last seen. Rejects with an Outage where a step did not get
 * through; the item then stays where it is and `send` may be called again.
 */
export async function send(item: InboxItem, steps: readonly Step[], sending: Sending): Promise<void> {
  const { inbox, clock, lanes } = sending;
  const at = Math.max(
    0,
    steps.findIndex(({ chat }) => chat === item.posting?.chat),
  );
  // A later step, and yet none before it was done: it was all to stand here, until the room changed. Where it does stand, that is it.
  const changed = at > 0 && item.posting?.earlier === undefined;
  const begun = changed ? 0 : at;
  let last = changed ? await standingOf(item, sending) : undefined;
  if (last !== undefined) return inbox.answered(item.uuid, clock.now(), last);
  for (const [index, step] of steps.entries()) {
    if (index < begun) continue;
    await lanes.in(`${item.account} ${step.chat}`, async () => {
      const standing =
        index === begun && !changed ? await standingSince(item.posting?.since, item.account, step.chat, sending) : null;
      last = standing ?? (await put(item.uuid, step, last, sending));
    });
  }
  await inbox.answered(item.uuid, clock.now(), last);
  for (const step of steps) if (step.callData) await sending.placed?.(item, step);
}

/** The post that stands where the item was posting when it was last seen. */
async function standingOf({ account, posting }: InboxItem, sending: Sending): Promise<PostId | undefined> {
  if (!posting) return undefined;
  let standing: PostId | null = null;
  await sending.lanes.in(`${account} ${posting.chat}`, async () => {
    standing = await standingSince(posting.since, account, posting.chat, sending);
  });
  return standing ?? undefined;
}

/** Notes that the post is on its way, sends it, and takes the note back where it certainly did not arrive. */
async function put(uuid: string, step: Step, earlier: PostId | undefined, { inbox, messenger, clock }: Sending): Promise<PostId> {
  const beforeSending = () => inbox.posting(uuid, step.chat, clock.now(), earlier, step.callData !== undefined);
  try {
    return await messenger.post(step.chat, step.text, { ...(step.thread && { thread: step.thread }), beforeSending });
  } catch (fault) {
    if (fault instanceof Outage && !fault.uncertain) await inbox.posting(uuid, step.chat, null, earlier);
    throw fault;
  }
}

/** A post from before that stands after all: the newest own post since, which answers nothing else. */
async function standingSince(
  since: Instant | undefined,
  account: AccountId,
  chat: ChatId,
  { inbox, messenger, clock }: Sending,
): Promise<PostId | null> {
  if (since === undefined) return null;
  if (clock.now() < since + postTimeLimit)
    throw new Outage('an earlier post may still appear', { retryAt: since + postTimeLimit });
  const recent = await messenger.recentPosts(chat);
  const candidates = recent.filter(({ post }) => post.creator === messenger.self && post.createdAt >= since - skew);
  const ids = candidates.map(({ post }) => postId(post.id));
  const held = await inbox.held(account, ids);
  return ids.find((id) => !held.has(id)) ?? null;
}
