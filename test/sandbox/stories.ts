/** What really happened on the company's phones, told event by event. */
import type { Company, Story, StoryKind } from './model.js';
import { seeded } from './random.js';
import { type Cast, castOf, type Tale } from './stories/cast.js';
import { ringingTimes } from './stories/days.js';
import { delegated } from './stories/delegate.js';
import { findMe } from './stories/findme.js';
import { monitored } from './stories/monitored.js';
import { outbound } from './stories/outbound.js';
import { anonymous, blocked, declined, direct, fax, internal, voicemailed } from './stories/person.js';
import { queued } from './stories/queue.js';
import { blindTransfer, warmTransfer } from './stories/transfer.js';

/** How a kind is told, and how often it comes up among a hundred calls. */
const kinds: Readonly<Record<StoryKind, { readonly tell: (cast: Cast) => Tale; readonly often: number }>> = {
  direct: { tell: direct, often: 24 },
  internal: { tell: internal, often: 13 },
  outbound: { tell: outbound, often: 18 },
  queue: { tell: queued, often: 16 },
  findme: { tell: findMe, often: 6 },
  'blind-transfer': { tell: blindTransfer, often: 4 },
  'warm-transfer': { tell: warmTransfer, often: 3 },
  delegate: { tell: delegated, often: 3 },
  voicemail: { tell: voicemailed, often: 4 },
  anonymous: { tell: anonymous, often: 3 },
  blocked: { tell: blocked, often: 1 },
  fax: { tell: fax, often: 2 },
  declined: { tell: declined, often: 1 },
  monitored: { tell: monitored, often: 2 },
};

export const storyKinds = Object.keys(kinds) as StoryKind[];

const hundred = storyKinds.flatMap((kind) => Array.from({ length: kinds[kind].often }, () => kind));

function tell(cast: Cast, seed: number, kind: StoryKind, startedAt: number): Story {
  const tale = kinds[kind].tell(cast);
  const events = [...tale.events].sort((a, b) => a.at - b.at);
  return { id: ['story', seed, startedAt, kind, cast.wanted ?? 'any'].join('-'), kind, startedAt, ...tale, events };
}

/**
 * One call of the given kind. `dialledExtensionId` is who is called: a person, or a queue where the kind has queues; in
 * an `outbound` story it is who calls, in a `queue` story a person gets a queue he answers.
 * Throws RangeError for an extension that is neither an enabled person nor a queue, for a person who answers no queue,
 * and for a queue in a kind that only people have.
 */
export function tellOneStory(
  company: Company,
  seed: number,
  kind: StoryKind,
  startedAt: number,
  dialledExtensionId?: string,
): Story {
  const wanted = dialledExtensionId;
  const random = seeded('one story', seed, company.id, kind, startedAt, wanted ?? '');
  const cast = castOf(company, random, { leavers: false, ...(wanted === undefined ? {} : { wanted }) });
  const known = [...cast.people.map(({ id }) => id), ...cast.queues.map(({ extensionId }) => extensionId)];
  if (wanted !== undefined && !known.includes(wanted)) throw new RangeError(`extension ${wanted} can be called by nobody`);
  const story = tell(cast, seed, kind, startedAt);
  const { dialled } = story;
  if (
    cast.queues.some(({ extensionId }) => extensionId === wanted) &&
    !('extensionId' in dialled && dialled.extensionId === wanted)
  ) {
    throw new RangeError(`a ${kind} call cannot go to the queue ${wanted}`);
  }
  return story;
}

/** Leavers left this long before the end of what is told. */
const goneFor = 30 * 86_400_000;

/** All calls that began from `from` (included) to `to` (excluded), epoch ms, in the order they began. */
export function tellStories(company: Company, { seed, from, to }: { seed: number; from: number; to: number }): Story[] {
  const now = castOf(company, seeded(seed), { leavers: false });
  const then = castOf(company, seeded(seed), { leavers: true });
  return ringingTimes(seed, company.timeZone, from, to).map((startedAt) => {
    const random = seeded('story', seed, company.id, startedAt);
    return tell({ ...(startedAt < to - goneFor ? then : now), random }, seed, random.pick(hundred), startedAt);
  });
}
