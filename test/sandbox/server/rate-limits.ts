/** How often one user of one application may ask: sliding windows per group, with penalties that restart on every attempt. */
import type { RateGroup } from './operations.js';

const windowMs = 60_000;
const limits: Readonly<Record<RateGroup, number>> = { Light: 50, Medium: 40, Heavy: 10, Auth: 5 };

interface Bucket {
  sent: number[];
  penaltyUntil: number;
}

interface RateVerdict {
  readonly allowed: boolean;
  readonly headers: Record<string, string>;
}

export interface RateLimits {
  /** Counts one request of `key` (user and application) in `group` at epoch ms `at`. */
  count(key: string, group: RateGroup, at: number): RateVerdict;
  /** Overrides a group's limit, as the Developer Console can. */
  setLimit(group: RateGroup, requests: number): void;
}

export function createRateLimits(): RateLimits {
  const buckets = new Map<string, Bucket>();
  const allowed = { ...limits };
  return {
    setLimit(group, requests) {
      allowed[group] = requests;
    },
    count(key, group, at) {
      const name = `${key} ${group}`;
      const bucket = buckets.get(name) ?? { sent: [], penaltyUntil: 0 };
      buckets.set(name, bucket);
      bucket.sent = bucket.sent.filter((sent) => at - sent < windowMs);
      const limit = allowed[group];
      const fits = at >= bucket.penaltyUntil && bucket.sent.length < limit;
      if (fits) bucket.sent.push(at);
      else bucket.penaltyUntil = at + windowMs;
      return {
        allowed: fits,
        headers: {
          'X-Rate-Limit-Group': group.toLowerCase(),
          'X-Rate-Limit-Limit': String(limit),
          'X-Rate-Limit-Remaining': String(fits ? limit - bucket.sent.length : 0),
          'X-Rate-Limit-Window': String(windowMs / 1000),
          ...(!fits && { 'Retry-After': String(windowMs / 1000) }),
        },
      };
    },
  };
}
