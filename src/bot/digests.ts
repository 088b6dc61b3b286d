/** What becomes of a digest that is due: its posts, or, where its owner may not ask it any more, a pause and a word to the owner. */
import { formatMoment, formatTime } from '../core/calendar.js';
import type { Post } from '../core/chat.js';
import { type Digest, lateAfter } from '../core/digest.js';
import { Outage, UserError } from '../core/errors.js';
import type { AccountId, Instant, PersonId } from '../core/model.js';
import { post as asPost, typed, zoneWords } from '../core/text.js';
import type { AccountStore, Delivery, Inbox } from '../ports.js';
import { type Answering, answerDigest } from './answer.js';
import type { Kept } from './receive.js';
import type { Step } from './send.js';

/** The question of a digest as its owner would post it in its chat; `id` tells it from all other questions. */
export const questionOf = (id: string, { chat, owner, say }: Pick<Digest, 'chat' | 'owner' | 'say'>, at: Instant): Post => ({
  id,
  chat,
  creator: owner,
  text: say,
  mentions: [],
  createdAt: at,
});

/** One due time of a digest as a delivery: its uuid is the due time, so that it is claimed once, whoever finds it due. */
export const digestDelivery = (
  account: AccountId,
  bot: PersonId,
  { id, chat }: Pick<Digest, 'id' | 'chat'>,
  due: Instant,
  now: Instant,
): Delivery => ({
  uuid: `digest ${account} ${id} ${due}`,
  account,
  kind: 'digest',
  chat,
  body: JSON.stringify({ owner: bot, digest: { id, due } } satisfies Kept),
  receivedAt: now,
});

export async function digestSteps(
  { id, due }: NonNullable<Kept['digest']>,
  now: Instant,
  office: {
    readonly account: AccountId;
    readonly store: AccountStore;
    readonly inbox: Inbox;
    readonly wake: () => void;
    readonly answering: Answering;
  },
): Promise<readonly Step[]> {
  const { store, answering } = office;
  const digest = (await store.digests.list()).find((each) => each.id === id);
  if (!digest) return [];
  try {
    return await answerDigest(
      questionOf(`digest ${id} ${due}`, digest, now),
      footer(digest, due, now, answering),
      now,
      answering,
    );
  } catch (fault) {
    if (!(fault instanceof UserError)) throw fault;
    // Nobody's fault, and over in a while.
    if (fault.code === 'no-people-yet') throw new Outage('people have not been read yet');
    await store.digests.change(id, { paused: true });
    await office.inbox.claim(pausedNotice(digest, fault, now, office));
    office.wake();
    return [];
  }
}

function footer(digest: Digest, due: Instant, now: Instant, { desk }: Answering): string {
  const locale = { ...desk.fallback, zone: digest.zone };
  const late = now - due > lateAfter ? ` Late: it was due ${formatMoment(due, { now, locale })}, and I was away.` : '';
  return `Digest ${digest.id}, ${digest.schedule}, sent ${formatTime(now, locale)} (${zoneWords(digest.zone)}).${late}`;
}

function pausedNotice(
  digest: Digest,
  fault: UserError,
  now: Instant,
  { account, answering }: { account: AccountId; answering: Answering },
): Delivery {
  const text = asPost([
    `I paused your digest ${digest.id} (${digest.schedule}), because I could not ask it in your name any more:`,
    fault.sentence,
    `When that is mended, write ${typed(`digest resume ${digest.id}`)} in its chat.`,
  ]);
  const kept: Kept = { owner: answering.desk.messenger.self, notice: { person: digest.owner, text } };
  return {
    uuid: `notice ${account} ${digest.id} ${now}`,
    account,
    kind: 'notice',
    chat: digest.chat,
    body: JSON.stringify(kept),
    receivedAt: now,
  };
}
