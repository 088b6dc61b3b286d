/** What operators and probes ask: alive, ready, metrics. */
import { BlockList, isIP } from 'node:net';
import type { Express, Request } from 'express';
import type { Readiness } from '../../ports.js';
import { isSameSecret } from '../sameSecret.js';
import type { MetricsRegistry } from './metrics.js';
import type { SelfProver } from './selfProof.js';

export interface ProbeOptions {
  readonly readiness: () => Promise<Readiness> | Readiness;
  /** Answers the challenges of `doctor`. */
  readonly prove?: SelfProver | undefined;
}

/** `/healthz` and `/readyz`. */
export function answerProbes(app: Express, options: ProbeOptions): void {
  let asking: Promise<Readiness> | undefined;
  // Many who ask at once are told the same, so that they cost the store one look.
  const readiness = () => {
    asking ??= (async () => options.readiness())().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  app.get('/healthz', (req, res) => {
    const nonce = typeof req.query.nonce === 'string' ? req.query.nonce : '';
    res.json({ alive: true, ...options.prove?.(nonce) });
  });
  app.get('/readyz', async (_req, res) => {
    const told = await readiness();
    res.status(told.ready ? 200 : 503).json(told);
  });
}

export interface MetricsOptions {
  readonly metrics: MetricsRegistry;
  /** Without it only this machine may read the metrics. */
  readonly metricsToken?: string | undefined;
}

/** `/metrics`; who may not read them is left to the next handler. */
export function answerMetrics(app: Express, { metrics, metricsToken }: MetricsOptions): void {
  app.get('/metrics', async (req, res, next) => {
    if (!(metricsToken === undefined ? isFromThisMachine(req) : hasToken(req, metricsToken))) return next();
    res.type(metrics.contentType).send(await metrics.text());
  });
}

function hasToken(req: Request, metricsToken: string): boolean {
  return isSameSecret(/^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '', metricsToken);
}

const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];
const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** A proxy on this machine makes strangers look local, but shows: by its headers, by the name they asked for, or by old HTTP. */
function isFromThisMachine(req: Request): boolean {
  if (forwarding.some((name) => req.headers[name] !== undefined)) return false;
  if (!loopbackHost.test(req.headers.host ?? '') || req.httpVersion === '1.0') return false;
  return isLoopback(req.socket.remoteAddress);
}

function isLoopback(address = ''): boolean {
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8);
  loopback.addAddress('::1', 'ipv6');
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
