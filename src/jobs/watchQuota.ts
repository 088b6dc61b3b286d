/** Counts the posts of the last day, and warns the operator before the platform stops taking them. */
import type { AccountId } from '../core/model.js';
import type { Clock, Inbox, Log } from '../ports.js';

export const watchQuotaJob = 'watch-quota';
export const watchQuotaBeat = 15 * 60_000;

/** Team Messaging takes so many posts of one user in a day (developer guide, posting); beyond it answers 500. */
const postsPerDay = 2_500;
const warnFrom = 0.8 * postsPerDay;

export async function watchQuota(
  account: AccountId,
  { inbox, clock, log }: { readonly inbox: Inbox; readonly clock: Clock; readonly log: Log },
): Promise<number> {
  const posts = await inbox.postedSince(account, clock.now() - 24 * 3_600_000);
  if (posts >= warnFrom) log.warn('the daily quota of posts is nearly used up', { account, posts, of: postsPerDay });
  return posts;
}
