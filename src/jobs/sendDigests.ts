/** Puts digests that are due into the inbox, once per due time, from where they are answered like any question. */
import { digestDelivery } from '../bot/digests.js';
import { latestAfter } from '../core/digest.js';
import type { AccountId, Instant, PersonId } from '../core/model.js';
import { nextTimes } from '../core/schedule.js';
import type { Clock, DigestStore, Inbox, Log } from '../ports.js';

export const sendDigestsJob = 'send-digests';
export const sendDigestsBeat = 15_000;

export interface DigestSending {
  readonly account: AccountId;
  /** The bot that posts them; null where none is installed. */
  readonly bot: PersonId | null;
  readonly digests: DigestStore;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
}

/** How many were handed on. Those that are later than they may be are left out, and that is in the log. */
export async function sendDigests({ account, bot, digests, inbox, clock, log }: DigestSending): Promise<number> {
  if (!bot) return 0;
  const now = clock.now();
  let sent = 0;
  for (const digest of await digests.list()) {
    if (digest.paused || digest.nextAt > now) continue;
    const due = lastDue(digest, now);
    const [nextAt] = nextTimes(digest, digest.zone, now, 1);
    if (now - due <= latestAfter) {
      const claimed = await inbox.claim(digestDelivery(account, bot, digest, due, now));
      if (claimed) sent += 1;
    } else log.warn('a digest is too late to be posted', { digest: digest.id, due: new Date(due).toISOString() });
    // After the claim: a death in between finds the due time claimed, and only moves on.
    await digests.change(digest.id, nextAt === undefined ? { paused: true } : { nextAt });
  }
  return sent;
}

/** Of several times that went by without the bot, only the last is made up for. */
function lastDue(digest: { cron: string; zone: string; nextAt: Instant }, now: Instant): Instant {
  let due = digest.nextAt;
  for (let hop = 0; hop < 1000; hop++) {
    const [next] = nextTimes(digest, digest.zone, due, 1);
    if (next === undefined || next > now) return due;
    due = next;
  }
  return due;
}
