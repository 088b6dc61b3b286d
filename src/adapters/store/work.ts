/** Runs what is due: several jobs at once, none twice at a time, failures again later. */
import { Outage } from '../../core/errors.js';
import type { AccountId, Instant } from '../../core/model.js';
import type { Clock, Log, Work } from '../../ports.js';
import { type Job, type Jobs, jobKey } from './jobs.js';

const leaseMs = 60_000;
const renewEveryMs = 20_000;
const atOnce = 8;
const firstRetryMs = 2_000;
const lastRetryMs = 300_000;
/** A store that takes no claim is asked again after this, doubled each time up to the longest. */
const firstPauseMs = 1_000;
const longestPauseMs = 15_000;
const setBackMs = 60_000;

/** Once `closing` is aborted, a job that fails is left as it is: its lease runs out by itself, and then it is due again. */
export function createWork(jobs: Jobs, clock: Clock, log: Log, closing: AbortSignal): Work {
  const handlers = new Map<string, (account: AccountId) => Promise<void>>();
  const running = new Set<string>();
  const underWay = new Map<Job, Promise<void>>();
  const place = limited(atOnce);
  let refusals = 0;
  let pausedUntil = 0;
  let claiming = false;
  let lastSeen = Number.POSITIVE_INFINITY;

  const renewing = (job: Job) => {
    const timer = setInterval(() => {
      jobs.renew(job, clock.now() + leaseMs).then(
        (kept) =>
          kept || log.warn('A job outlived its lease; another process may run it', { job: job.name, account: job.account }),
        (error: unknown) =>
          log.error('A lease could not be renewed', { job: job.name, account: job.account, reason: String(error) }),
      );
    }, renewEveryMs);
    timer.unref();
    return () => clearInterval(timer);
  };

  const retryAt = (job: Job, error: unknown) => {
    const backOff = Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(job.attempts - 1, 30));
    const asked = error instanceof Outage ? (error.retryAt ?? 0) : 0;
    return Math.max(clock.now() + backOff, asked);
  };

  const attempt = async (job: Job) => {
    try {
      await handlers.get(job.name)?.(job.account);
    } catch (error) {
      if (closing.aborted) return;
      const at = retryAt(job, error);
      const fields = { job: job.name, account: job.account, attempts: job.attempts, retryAt: new Date(at).toISOString() };
      if (error instanceof Outage) log.warn('A job waits for RingCentral', { ...fields, reason: error.reason });
      else log.error('A job failed', { ...fields, error });
      await jobs.failed(job, at);
      return;
    }
    await jobs.succeeded(job, clock.now());
  };

  const carryOut = async (job: Job) => {
    const stop = renewing(job);
    try {
      await place(() => attempt(job));
    } catch (error) {
      // The lease runs out by itself, and then the job is due again.
      if (closing.aborted) return;
      log.error('The end of a job could not be noted', { job: job.name, account: job.account, reason: String(error) });
    } finally {
      stop();
      running.delete(jobKey(job));
    }
  };

  const claim = async (now: Instant, accounts: readonly AccountId[] | undefined): Promise<readonly Job[]> => {
    claiming = true;
    try {
      // Once at the start, too: nobody knows what the clock did meanwhile. Steps of seconds are worth no retry before its time.
      if (now < lastSeen - setBackMs) await jobs.bringForward(now, now + leaseMs);
      lastSeen = now;
      const claimed = await jobs.claim({
        names: [...handlers.keys()],
        running: [...running],
        accounts,
        now,
        leaseUntil: now + leaseMs,
      });
      refusals = 0;
      return claimed;
    } catch (error) {
      pausedUntil = now + Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(refusals, 10));
      refusals += 1;
      throw error;
    } finally {
      claiming = false;
    }
  };

  const noted = (job: Job) => {
    const end = carryOut(job).finally(() => underWay.delete(job));
    underWay.set(job, end);
    return end;
  };

  return {
    work(name, handler) {
      handlers.set(name, handler);
    },
    enqueue: jobs.enqueue,
    every: jobs.every,
    async run(now, accounts) {
      if (handlers.size === 0 || accounts?.length === 0 || closing.aborted) return;
      if (claiming || (now < pausedUntil && pausedUntil - now <= longestPauseMs)) return;
      const claimed = await claim(now, accounts);
      for (const job of claimed) running.add(jobKey(job));
      await Promise.all(claimed.map(noted));
    },
    async idle(account) {
      await Promise.all([...underWay].flatMap(([job, end]) => (job.account === account ? [end] : [])));
    },
  };
}

/** Lets so many run at once; the others wait their turn. */
function limited(places: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((start) => waiting.push(start));
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
