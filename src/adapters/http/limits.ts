/** How often one address may ask in a minute. */
import { isIP } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import type { Clock } from '../../ports.js';

export interface LimitOptions {
  readonly clock: Clock;
  readonly perMinute: number;
  /** Answers what is too much; `Retry-After` is set already. */
  readonly refuse?: (res: Response) => void;
}

const windowMs = 60_000;
/** Further ones share one count, so that a flood from everywhere fills no memory. */
const mostSenders = 50_000;

export function limitPerAddress({ clock, perMinute, refuse = tooMany }: LimitOptions): RequestHandler {
  return rateLimit({
    windowMs,
    limit: perMinute,
    store: countingStore(clock),
    keyGenerator: senderOf,
    handler: (_req, res) => refuse(res),
    standardHeaders: 'draft-6',
    legacyHeaders: false,
    // It would write to the console what senders make it, past the log; `senderOf` knows of proxies.
    validate: false,
  });
}

const tooMany = (res: Response) => void res.status(429).json({ error: 'too many requests; try again in a minute' });

/** One count for all that a proxy forwards of whom nobody told us: a flood through it must not use up what the proxy's own host may ask. */
function senderOf(req: Request): string {
  const forwarded = req.headers['x-forwarded-for'] !== undefined || req.headers.forwarded !== undefined;
  if (forwarded && req.app.get('trust proxy') === false) return 'forwarded';
  const address = req.ip ?? '';
  return isIP(address) === 0 ? 'unknown' : ipKeyGenerator(address);
}

/** Every count begins again with the minute. */
function countingStore(clock: Clock): Store {
  const counts = new Map<string, number>();
  let began = Number.NEGATIVE_INFINITY;
  const place = (key: string) => {
    const now = clock.now();
    if (now < began || now - began >= windowMs) {
      counts.clear();
      began = now;
    }
    return counts.has(key) || counts.size < mostSenders ? key : 'others';
  };
  const add = (key: string, by: number) => {
    const at = place(key);
    const totalHits = Math.max(0, (counts.get(at) ?? 0) + by);
    counts.set(at, totalHits);
    return { totalHits, resetTime: undefined };
  };
  return {
    increment: (key) => add(key, 1),
    decrement: (key) => void add(key, -1),
    resetKey: (key) => void counts.delete(key),
  };
}
