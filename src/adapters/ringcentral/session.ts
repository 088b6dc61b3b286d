/** Keeps one access token of a JWT alive: logs in on a clock shortly before it ends, and after the platform disowned it. */
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import type { Instant } from '../../core/model.js';
import type { Clock, Log } from '../../ports.js';
import type { Api, ApiRequest } from './request.js';
import { type Client, giveToken } from './sdk.js';
import { optionalId, optionalText } from './wire.js';

const tokenInfo = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().catch(3600),
  scope: optionalText,
  owner_id: optionalId,
});

export interface Session {
  /** The API with a living token. */
  readonly api: Api;
  /** The application's permissions, e.g. ReadCallLog; logs in where needed. */
  scopes(): Promise<ReadonlySet<string>>;
}

export interface SessionOptions {
  readonly client: Client;
  /** The API over the same client. */
  readonly api: Api;
  readonly jwt: string;
  readonly clock: Clock;
  readonly log: Log;
}

interface Login {
  readonly number: number;
  readonly renewAt: Instant;
  readonly scopes: ReadonlySet<string>;
}

const marginMs = 90_000;
const longestBackOffMs = 300_000;

/** getToken with a JWT. Logins are serialised; one that failed is not repeated before its time, but told again. */
export function createSession(options: SessionOptions): Session {
  const { client, api, clock, log } = options;
  let login: Login | undefined;
  let running: Promise<Login> | undefined;
  let failed: { readonly outage: Outage; readonly until: Instant; readonly times: number } | undefined;

  const logIn = async (priority: ApiRequest['priority']): Promise<Login> => {
    const now = clock.now();
    if (failed && now < failed.until && failed.until - now <= longestBackOffMs) throw failed.outage;
    try {
      const info = await api.call(tokenRequest(client, options.jwt, priority), tokenInfo);
      await giveToken(client, info.access_token);
      const lifeMs = info.expires_in * 1000;
      failed = undefined;
      log.info('reader logged in', { minutes: Math.round(lifeMs / 60_000) });
      login = {
        number: (login?.number ?? 0) + 1,
        renewAt: clock.now() + lifeMs - Math.min(marginMs, lifeMs / 2),
        scopes: new Set((info.scope ?? '').split(/\s+/).filter(Boolean)),
      };
      return login;
    } catch (error) {
      const times = (failed?.times ?? 0) + 1;
      const waitMs = Math.min(longestBackOffMs, 5000 * 2 ** times);
      const { reason, status, code, retryAt } = error instanceof Outage ? error : new Outage('getToken: failed');
      const until = retryAt ?? clock.now() + waitMs;
      failed = { outage: new Outage(reason, { status, code, retryAt: until }), until, times };
      throw failed.outage;
    }
  };

  /** `disowned`: the number of the login whose token the platform refused. */
  const ready = (priority: ApiRequest['priority'], disowned?: number): Promise<Login> => {
    if (login && login.number !== disowned && clock.now() < login.renewAt) return Promise.resolve(login);
    running ??= logIn(priority).finally(() => {
      running = undefined;
    });
    return running;
  };

  const living = async <T>(request: ApiRequest, send: () => Promise<T>): Promise<T> => {
    const { number } = await ready(request.priority);
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Outage) || error.status !== 401) throw error;
      await ready(request.priority, number);
      return send();
    }
  };

  return {
    scopes: async () => (await ready('background')).scopes,
    api: {
      call: (request, schema) => living(request, () => api.call(request, schema)),
      answer: (request) => living(request, () => api.answer(request)),
    },
  };
}

function tokenRequest(client: Client, jwt: string, priority: ApiRequest['priority']): ApiRequest {
  return {
    operation: 'getToken',
    group: 'Auth',
    priority,
    method: 'POST',
    path: '/restapi/oauth/token',
    withoutToken: true,
    headers: { Authorization: client.platform.basicAuthHeader(), 'Content-Type': 'application/x-www-form-urlencoded' },
    body: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt },
  };
}
