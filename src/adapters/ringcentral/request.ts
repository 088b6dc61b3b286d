/** The one door through which every call to the platform's API goes: limits, time limit, repeats, parsing, log. */
import type { z } from 'zod';
import { Outage } from '../../core/errors.js';
import type { Clock, Log, Metrics } from '../../ports.js';
import { malformed, noAnswer, refused, retryAfterMs } from './failure.js';
import { type Sleep, sleepFor, waitUntil } from './pause.js';
import { createRateGates, type Group, type Priority, type RateGates, type RateNews } from './rateGate.js';
import type { Client } from './sdk.js';
import { parseJson } from './wire.js';

export interface ApiRequest {
  /** operationId of the contract; named in errors and the log. */
  readonly operation: string;
  readonly group: Group;
  readonly priority: Priority;
  /** GET where absent. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Ids in it are already encoded. */
  readonly path: string;
  /** Undefined values are left out, arrays repeat the name. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The token endpoint: no bearer token is sent along. */
  readonly withoutToken?: boolean;
  readonly timeLimitMs?: number;
  /** No work of the account's: any process may ask. */
  readonly fromAnywhere?: boolean;
  /** Awaited when the gate is open, right before the request leaves; its rejection keeps the request here. */
  readonly beforeSending?: (() => Promise<void>) | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The API with one token. Both functions throw Outage and nothing else. */
export interface Api {
  call<T>(request: ApiRequest, schema: z.ZodType<T>): Promise<T>;
  answer(request: ApiRequest): Promise<ApiAnswer>;
}

export interface ApiOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, 'platformRequest'>;
  readonly gates?: RateGates;
  readonly sleep?: Sleep;
  /** Whether this process may speak to the platform now, asked right before a request leaves; always where absent. */
  readonly mayAsk?: (() => boolean) | undefined;
  /** How long a request may wait at the gate, ms. */
  readonly maxWaitMs?: Readonly<Record<Priority, number>>;
}

const timeLimitMs = 10_000;
const longestWaits: Readonly<Record<Priority, number>> = { people: 20_000, background: 300_000 };
const repeats: Readonly<Record<Priority, number>> = { people: 1, background: 2 };

export function createApi(options: ApiOptions): Api {
  const { client, clock, log, metrics, sleep = sleepFor, maxWaitMs = longestWaits } = options;
  const gates = options.gates ?? createRateGates(clock, sleep);

  /** One request, at most one answer. */
  const once = async (request: ApiRequest): Promise<ApiAnswer> => {
    const { operation, group, method = 'GET' } = request;
    const leave = await gates.gate(group).enter(request.priority, maxWaitMs[request.priority]);
    const started = clock.now();
    let news: RateNews | undefined;
    let left = false;
    try {
      await request.beforeSending?.();
      if (!request.fromAnywhere && options.mayAsk?.() === false)
        throw new Outage(`${operation}: another process works for this account`);
      left = true;
      const response = await send(client, request);
      const text = await response.text().catch((error: unknown) => {
        throw noAnswer(operation, method !== 'GET', error);
      });
      news = rateNews(response, clock, group);
      if (response.status === 429 && !response.headers.has('x-rate-limit-limit')) gates.holdAll(news.penaltyMs ?? 0);
      metrics?.platformRequest(group, response.status);
      const fields = {
        operation,
        status: response.status,
        ms: clock.now() - started,
        requestId: response.headers.get('rcrequestid') ?? undefined,
      };
      if (response.ok || response.status === 304) {
        log.debug('platform answered', fields);
        return { status: response.status, headers: response.headers, text };
      }
      const retryAt = news.penaltyMs === undefined ? undefined : clock.now() + news.penaltyMs;
      const outage = refused(operation, method !== 'GET', response.status, text, retryAt);
      log.warn('platform refused', { ...fields, code: outage.code });
      throw outage;
    } catch (error) {
      if (error instanceof Outage || !left) throw error;
      const outage = noAnswer(operation, method !== 'GET', error);
      metrics?.platformRequest(group, 0);
      log.warn('platform did not answer', { operation, ms: clock.now() - started, code: outage.code });
      throw outage;
    } finally {
      leave(news);
    }
  };

  const answer = async (request: ApiRequest): Promise<ApiAnswer> => {
    if (!isPath(request.path)) throw new Outage(`${request.operation}: not a path`);
    const reads = (request.method ?? 'GET') === 'GET';
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once(request);
      } catch (error) {
        if (!(error instanceof Outage)) throw error;
        const passing = error.status === 0 || error.status >= 500;
        if (!reads || !passing || error.retryAt !== undefined || attempt >= repeats[request.priority]) throw error;
        await waitUntil(clock, clock.now() + 2000 * 2 ** attempt, sleep);
      }
    }
  };

  return {
    answer,
    call: async (request, schema) => {
      const { status, text } = await answer(request);
      const parsed = schema.safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      log.warn('platform answer not understood', {
        operation: request.operation,
        status,
        at: parsed.error.issues[0]?.path.join('.'),
      });
      throw malformed(request.operation, (request.method ?? 'GET') !== 'GET', status);
    },
  };
}

/** @throws whatever prevented an answer; an answer of any status is returned. */
async function send(client: Client, request: ApiRequest): Promise<Response> {
  try {
    const options = {
      method: request.method ?? 'GET',
      url: request.path + queryString(request.query),
      ...(request.body && { body: request.body }),
      headers: { Accept: 'application/json', ...request.headers },
      signal: AbortSignal.timeout(request.timeLimitMs ?? timeLimitMs),
      redirect: 'error' as const,
      // Both switch off what the SDK does on its own: repeats after 401 and 429, and logins.
      retry: true,
      skipAuthCheck: request.withoutToken ?? false,
    };
    return await client.platform.send(options);
  } catch (error) {
    if (error instanceof Error && 'response' in error && error.response instanceof Response) return error.response;
    throw error;
  }
}

/** Anything else could lead the token to another host, or an id out of its place: the SDK asks whatever address it is given. */
const isPath = (path: string) =>
  URL.canParse(path, someHost) && new URL(path, someHost).href === new URL(someHost).origin + path && !/[?#]/.test(path);

const someHost = 'https://platform.invalid';

function queryString(query: ApiRequest['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    return Array.isArray(value) ? value.map((item: string): [string, string] => [name, item]) : [[name, String(value)]];
  });
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

function rateNews(response: Response, clock: Clock, group: Group): RateNews {
  const number = (name: string) => Number(response.headers.get(name) ?? Number.NaN);
  const [limit, remaining, window] = [
    number('x-rate-limit-limit'),
    number('x-rate-limit-remaining'),
    number('x-rate-limit-window'),
  ];
  // The platform may have moved an operation to another group, whose numbers say nothing about this one.
  const ours = (response.headers.get('x-rate-limit-group') ?? group).toLowerCase() === group.toLowerCase();
  const limits = ours && limit > 0 && remaining >= 0 && window > 0 ? { limit, remaining, windowMs: window * 1000 } : undefined;
  const told = retryAfterMs(response.headers.get('retry-after'), clock.now());
  const penaltyMs = response.status === 429 ? (told ?? limits?.windowMs ?? 30_000) : response.status === 503 ? told : undefined;
  return { ...(limits && { limits }), ...(penaltyMs !== undefined && { penaltyMs }) };
}
