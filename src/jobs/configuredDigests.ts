/** Makes the digests of `bot.config.ts` stand in the store, and those that are no longer in it go. */
import type { Digest } from '../core/digest.js';
import { chatId, type Instant, personId } from '../core/model.js';
import { nextTimes, readSchedule } from '../core/schedule.js';
import type { DigestStore } from '../ports.js';

/** A digest as `bot.config.ts` has it: where, when, what, and in whose name. */
export interface ConfiguredDigest {
  readonly chat: string;
  readonly at: string;
  readonly zone: string;
  readonly say: string;
  readonly as: string;
}

type Wanted = Omit<Digest, 'id' | 'nextAt' | 'paused'>;

/** One that stays keeps its next time, so that a restart neither repeats nor forgets it. */
export async function setConfiguredDigests(
  digests: readonly ConfiguredDigest[],
  store: DigestStore,
  now: Instant,
): Promise<void> {
  const wanted = digests.flatMap((digest): Wanted[] => {
    const read = readSchedule(digest.at.trim().split(/\s+/));
    if (!read) return [];
    const { cron, words } = read.schedule;
    const { chat, as, say, zone } = digest;
    return [{ chat: chatId(chat), owner: personId(as), say, cron, schedule: words, zone, source: 'config' }];
  });
  const standing = (await store.list()).filter(({ source }) => source === 'config');
  for (const digest of standing) {
    if (!wanted.some((each) => keyOf(each) === keyOf(digest))) await store.remove(digest.id);
  }
  const kept = new Set(standing.map(keyOf));
  for (const digest of wanted) {
    const [nextAt] = nextTimes(digest, digest.zone, now, 1);
    if (!kept.has(keyOf(digest)) && nextAt !== undefined) await store.add({ ...digest, nextAt, paused: false });
  }
}

const keyOf = ({ chat, owner, say, cron, zone }: Pick<Digest, 'chat' | 'owner' | 'say' | 'cron' | 'zone'>) =>
  JSON.stringify([chat, owner, say, cron, zone]);
