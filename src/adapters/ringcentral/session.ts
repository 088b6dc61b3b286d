/** Keeps one access token alive: logs in on a clock shortly before it ends, and after the platform disowned it. */
import { Outage } from '../../core/errors.js';
import type { Instant } from '../../core/model.js';
import type { Clock, Log } from '../../ports.js';
import type { Api, ApiRequest } from './request.js';
import { type Client, giveToken } from './sdk.js';
import { requestToken, scopesOf, type TokenInfo } from './tokenEndpoint.js';

export interface Session {
  /** The API with a living token. */
  readonly api: Api;
  /** The application's permissions, e.g. ReadCallLog; logs in where needed. */
  scopes(): Promise<ReadonlySet<string>>;
}

/** An access token that is good until its end. */
interface KeptToken {
  readonly accessToken: string;
  readonly endsAt: Instant;
  readonly scope: string;
}

/** By what right a session logs in: a JWT, which stays the same, or a refresh token, which is another after each use. */
export interface Grant {
  /** An access token from before, where there is one. */
  kept?(): Promise<KeptToken | null>;
  /** What the token endpoint is asked with. Rejects with an Outage where the grant is gone. */
  form(): Promise<Readonly<Record<string, string>>>;
  /** Awaited before the new access token is used; where it rejects, that token never is. */
  given?(info: TokenInfo, at: Instant): Promise<void>;
  /** The platform refused the form. */
  refused?(outage: Outage): Promise<void>;
}

export interface SessionOptions {
  readonly client: Client;
  /** The API over the same client. */
  readonly api: Api;
  readonly grant: Grant;
  readonly clock: Clock;
  readonly log: Log;
}

interface Login {
  readonly number: number;
  readonly accessToken: string;
  readonly renewAt: Instant;
  readonly scopes: ReadonlySet<string>;
}

const marginMs = 90_000;
const longestBackOffMs = 300_000;

/** A JWT is presented again each time (developer guide, JWT flow). */
export const jwtGrant = (jwt: string): Grant => ({
  form: async () => ({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt }),
});

/** Logins are serialised; one that failed is not repeated before its time, but told again. */
export function createSession(options: SessionOptions): Session {
  const { client, api, grant, clock, log } = options;
  let login: Login | undefined;
  let running: Promise<Login> | undefined;
  let failed: { readonly outage: Outage; readonly until: Instant; readonly times: number } | undefined;

  const use = async (accessToken: string, renewAt: Instant, scope: string | undefined): Promise<Login> => {
    await giveToken(client, accessToken);
    failed = undefined;
    login = { number: (login?.number ?? 0) + 1, accessToken, renewAt, scopes: scopesOf(scope) };
    return login;
  };

  const ask = async (priority: ApiRequest['priority']): Promise<TokenInfo> => {
    const form = await grant.form();
    try {
      return await requestToken(client, api, form, priority);
    } catch (error) {
      if (error instanceof Outage) await grant.refused?.(error);
      throw error;
    }
  };

  const logIn = async (priority: ApiRequest['priority']): Promise<Login> => {
    const now = clock.now();
    if (failed && now < failed.until && failed.until - now <= longestBackOffMs) throw failed.outage;
    try {
      const kept = await grant.kept?.();
      if (kept && kept.accessToken !== login?.accessToken && now < kept.endsAt - marginMs)
        return await use(kept.accessToken, kept.endsAt - marginMs, kept.scope);
      const info = await ask(priority);
      const lifeMs = info.expires_in * 1000;
      await grant.given?.(info, clock.now());
      const used = await use(info.access_token, clock.now() + lifeMs - Math.min(marginMs, lifeMs / 2), info.scope);
      log.info('reader logged in', { minutes: Math.round(lifeMs / 60_000) });
      return used;
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
