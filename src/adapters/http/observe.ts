/** What operators and probes ask: alive, ready, metrics. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { Express, Request } from 'express';
import type { Readiness } from '../../ports.js';
import type { MetricsRegistry } from './metrics.js';
import type { SelfProver } from './selfProof.js';

export interface ObserveOptions {
  readonly readiness: () => Promise<Readiness> | Readiness;
  readonly metrics: MetricsRegistry;
  /** Without it only this machine may read the metrics. */
  readonly metricsToken?: string | undefined;
  readonly behindProxy: boolean;
  /** Answers the challenges of `doctor`. */
  readonly prove?: SelfProver | undefined;
}

export function observe(app: Express, options: ObserveOptions): void {
  app.get('/healthz', (req, res) => {
    const nonce = typeof req.query.nonce === 'string' ? req.query.nonce : '';
    res.json({ alive: true, ...options.prove?.(nonce) });
  });
  app.get('/readyz', async (_req, res) => {
    const readiness = await options.readiness();
    res.status(readiness.ready ? 200 : 503).json(readiness);
  });
  app.get('/metrics', async (req, res, next) => {
    if (!mayRead(req, options)) return next();
    res.type(options.metrics.contentType).send(await options.metrics.text());
  });
}

function mayRead(req: Request, { metricsToken, behindProxy }: ObserveOptions): boolean {
  if (metricsToken !== undefined) {
    const given = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
    return timingSafeEqual(sha256(given), sha256(metricsToken));
  }
  // A proxy that nobody told us about makes strangers look local.
  if (!behindProxy && (req.headers['x-forwarded-for'] !== undefined || req.headers.forwarded !== undefined)) return false;
  return isLoopback(req.ip);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

function isLoopback(address = ''): boolean {
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8);
  loopback.addAddress('::1', 'ipv6');
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
