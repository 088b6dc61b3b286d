/**
 * The rate limits of one token: a gate per group that learns from the platform's headers and never sends into a penalty.
 *
 * A request sent during a penalty starts the penalty anew (developer guide, rate limits), so a whole group sleeps, not a single request.
 */
import { Outage } from '../../core/errors.js';
import type { Instant } from '../../core/model.js';
import type { Clock } from '../../ports.js';
import { type Sleep, sleepFor } from './pause.js';

/** `x-throttling-group` of the contract. */
export type Group = 'Light' | 'Medium' | 'Heavy' | 'Auth';
/** Somebody waits for `people`; jobs are `background`. */
export type Priority = 'people' | 'background';

/** What an answer says about limits. `limits` is absent where the platform sent no X-Rate-Limit headers. */
export interface RateNews {
  readonly limits?: { readonly limit: number; readonly remaining: number; readonly windowMs: number };
  /** Set on 429, and on 503 with Retry-After: how long nothing may be sent. */
  readonly penaltyMs?: number;
}

/** Call it once the answer is there, or with nothing where none came. */
type Leave = (news?: RateNews) => void;

export interface RateGate {
  /** Waits for a place. @throws Outage with `retryAt` where the wait would be longer than `maxWaitMs`. */
  enter(priority: Priority, maxWaitMs: number): Promise<Leave>;
  /** Nothing is sent until `ms` have passed. */
  hold(ms: number): void;
}

interface Waiter {
  readonly priority: Priority;
  readonly deadline: Instant;
  readonly admit: (leave: Leave) => void;
  readonly refuse: (outage: Outage) => void;
}

const defaultLimits: Readonly<Record<Group, number>> = { Light: 50, Medium: 40, Heavy: 10, Auth: 5 };
const tickMs = 50;

export function createRateGate(group: Group, clock: Clock, sleep: Sleep = sleepFor): RateGate {
  let limit = defaultLimits[group];
  let windowMs = 60_000;
  let closed: { readonly until: Instant; readonly ms: number } = { until: 0, ms: 0 };
  let inFlight = 0;
  let pumping = false;
  // A place counts from the answer on: the platform's window began somewhere between sending and answering.
  let used: Instant[] = [];
  const waiting: Waiter[] = [];

  const openAt = (now: Instant) => {
    // The clock may be set back: no penalty lasts longer than it was given.
    closed = { ...closed, until: Math.min(closed.until, now + closed.ms) };
    return closed.until;
  };
  const taken = (now: Instant) => {
    used = used.filter((at) => at <= now && now - at < windowMs);
    return used.length + inFlight;
  };
  // Nobody waits for Heavy or Auth in person, so only the other groups keep places free for people.
  const room = (priority: Priority) =>
    priority === 'background' && (group === 'Light' || group === 'Medium') ? Math.max(1, Math.floor(limit * 0.8)) : limit;
  const nextPlace = (now: Instant) => Math.max(openAt(now), (used[0] ?? now) + (used.length > 0 ? windowMs : tickMs));

  const leaveOnce = (): Leave => {
    let left = false;
    return (news) => {
      if (left) return;
      left = true;
      inFlight -= 1;
      const now = clock.now();
      used.push(now);
      if (news?.limits) {
        ({ limit, windowMs } = news.limits);
        // Places the platform counts and this process did not use: another one holds the same token.
        for (let hidden = limit - news.limits.remaining - taken(now); hidden > 0; hidden -= 1) used.push(now);
      }
      if (news?.penaltyMs !== undefined) hold(news.penaltyMs);
    };
  };

  const hold = (ms: number) => {
    const until = Math.max(clock.now() + ms, closed.until);
    closed = { until, ms: Math.max(ms, until - clock.now()) };
  };

  const admitNext = (now: Instant): boolean => {
    if (now < openAt(now)) return false;
    const index = Math.max(
      waiting.findIndex((waiter) => waiter.priority === 'people'),
      0,
    );
    const waiter = waiting[index];
    if (!waiter || taken(now) >= room(waiter.priority)) return false;
    waiting.splice(index, 1);
    inFlight += 1;
    waiter.admit(leaveOnce());
    return true;
  };

  const refuseLate = (now: Instant) => {
    for (const waiter of [...waiting]) {
      const known = openAt(now);
      if (now < waiter.deadline && known <= waiter.deadline) continue;
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.refuse(
        new Outage(`limit of group ${group} reached`, { status: 429, retryAt: Math.max(nextPlace(now), now + 1000) }),
      );
    }
  };

  const pump = async () => {
    if (pumping) return;
    pumping = true;
    try {
      while (waiting.length > 0) {
        const now = clock.now();
        refuseLate(now);
        while (admitNext(now));
        if (waiting.length > 0) await sleep(tickMs);
      }
    } finally {
      pumping = false;
    }
  };

  return {
    hold,
    enter: (priority, maxWaitMs) =>
      new Promise<Leave>((admit, refuse) => {
        waiting.push({ priority, deadline: clock.now() + maxWaitMs, admit, refuse });
        void pump();
      }),
  };
}

/** The gates of one token. */
export interface RateGates {
  gate(group: Group): RateGate;
  /** A 429 without X-Rate-Limit headers is a limit of the account or the address: every group of the token sleeps. */
  holdAll(ms: number): void;
}

export function createRateGates(clock: Clock, sleep: Sleep = sleepFor): RateGates {
  const gates = {
    Light: createRateGate('Light', clock, sleep),
    Medium: createRateGate('Medium', clock, sleep),
    Heavy: createRateGate('Heavy', clock, sleep),
    Auth: createRateGate('Auth', clock, sleep),
  } satisfies Record<Group, RateGate>;
  return {
    gate: (group) => gates[group],
    holdAll: (ms) => {
      for (const gate of Object.values(gates)) gate.hold(ms);
    },
  };
}
