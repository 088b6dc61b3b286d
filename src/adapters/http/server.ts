/** The HTTP side: which path leads where, and what strangers get. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import type { Log, Readiness } from '../../ports.js';
import { callbackPath, connectPath } from '../connecting/connecting.js';
import { type ConnectOptions, connectRoutes } from './connect.js';
import { type GuardOptions, guardWebhook } from './guard.js';
import { guardInstall, type InstallOptions } from './install.js';
import { limitPerAddress } from './limits.js';
import type { MetricsRegistry } from './metrics.js';
import { answerMetrics, answerProbes } from './observe.js';
import type { SelfProver } from './selfProof.js';
import { type WebhookOptions, webhook } from './webhook.js';

export interface HttpOptions {
  /** Express's `trust proxy`: `true`, a number of hops, or addresses. */
  readonly trustProxy?: string | undefined;
  readonly metricsToken?: string | undefined;
  readonly log: Log;
  readonly metrics: MetricsRegistry;
  readonly readiness: () => Promise<Readiness> | Readiness;
  /** Proves to `doctor` that an address leads to this process. */
  readonly prove?: SelfProver;
  readonly guard: Omit<GuardOptions, 'refused'>;
  readonly webhook: Omit<WebhookOptions, 'log' | 'metrics'>;
  readonly install: Omit<InstallOptions, 'log'>;
  readonly connect: Omit<ConnectOptions, 'log'>;
  /** Puts the chatbot framework's own routes on the application it is given. */
  readonly framework: (app: Express) => Promise<unknown>;
}

export interface Http {
  readonly app: Express;
  /** Port 0 takes any free one. Rejects where the port is taken. */
  listen(port: number, host?: string): Promise<Listening>;
}

interface Listening {
  readonly port: number;
  /** Takes no more requests and waits for those that run, up to five seconds. */
  close(): Promise<void>;
}

export async function createHttp(options: HttpOptions): Promise<Http> {
  const { log, metrics } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', proxySetting(options.trustProxy));

  const guard = guardWebhook({ ...options.guard, refused: (reason) => metrics.webhookRefused(reason) });
  const install = guardInstall({ ...options.install, log });
  const connect = connectRoutes({ ...options.connect, log });
  // The framework installs body parsers on whatever application it gets: it gets one of its own, behind our guards.
  const framework = express();
  framework.disable('x-powered-by');
  await options.framework(framework);

  // First and alone: a 429 would get its subscription suspended, and what is added to a handshake's answer makes it too long.
  app.all('/bot/webhook', guard, webhook({ ...options.webhook, log, metrics }), framework);
  app.use(helmet({ contentSecurityPolicy, strictTransportSecurity: { includeSubDomains: false } }));
  const { clock } = options.webhook;
  // Whoever restarts us when these fail must not be led to it by somebody else's flood.
  app.use(['/healthz', '/readyz'], limitPerAddress({ clock, perMinute: 3000 }));
  answerProbes(app, { readiness: options.readiness, prove: options.prove });
  app.use(limitPerAddress({ clock, perMinute: 300 }));
  app.all('/bot/oauth', ...install, framework);
  app.all(connectPath, ...connect.link);
  app.all(callbackPath, ...connect.callback);
  answerMetrics(app, { metrics, metricsToken: options.metricsToken });
  app.use((_req, res) => {
    res.status(404).json({ error: 'not found' });
  });
  app.use(lastResort(log));
  return { app, listen: (port, host) => listen(createServer(app), port, host) };
}

/** Pages of ours load nothing, are framed by nobody, and send forms to us alone. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"] },
};

/** Neither stack nor message leaves the house: errors of the framework carry the request they made, with its token. */
const lastResort =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    const told = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    const status = told >= 400 && told < 500 ? told : 500;
    if (status === 500)
      log.error('a request failed', { path: req.path, name: error instanceof Error ? error.name : typeof error });
    if (res.headersSent) return next();
    res.status(status).json({ error: status === 500 ? 'something went wrong here' : 'the request cannot be read' });
  };

function proxySetting(setting: string | undefined): boolean | number | string {
  if (setting === undefined || setting === 'false') return false;
  if (setting === 'true') return true;
  return /^\d+$/.test(setting) ? Number(setting) : setting;
}

function listen(server: Server, port: number, host: string | undefined): Promise<Listening> {
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  // Longer than the idle time of the usual proxies, which would otherwise send into a closing connection.
  server.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off('error', reject);
      resolve({ port: (server.address() as AddressInfo).port, close: () => close(server) });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), 5000);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
