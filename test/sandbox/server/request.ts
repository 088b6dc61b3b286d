/** One API request as an operation sees it, its answer, and how query parameters are read. */
import type { Operation } from './operations.js';
import { badParameter } from './refusal.js';
import type { Identity } from './tokens.js';
import type { Account, World } from './world.js';

export interface ApiRequest {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON, or an object of form fields. */
  readonly body: unknown;
  /** Path and query as they arrived. */
  readonly target: string;
}

/** A request whose bearer was understood. */
export interface AuthorisedRequest extends ApiRequest {
  readonly identity: Identity;
  readonly account: Account;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is instead of `body`, e.g. a multipart answer. */
  readonly raw?: { readonly contentType: string; readonly text: string };
}

export type OpenHandler = (request: ApiRequest, world: World) => Answer | Promise<Answer>;
export type Handler = (request: AuthorisedRequest, world: World) => Answer | Promise<Answer>;

export function ok(body: unknown, headers: Record<string, string> = {}): Answer {
  return { status: 200, body, headers };
}

export function readEnum<T extends string>(query: URLSearchParams, name: string, values: readonly T[], fallback: T): T {
  const value = query.get(name);
  if (value === null) return fallback;
  if (!values.includes(value as T)) throw badParameter(name, value);
  return value as T;
}

/** All values of a repeatable parameter; undefined when it was not given. */
export function readList<T extends string>(query: URLSearchParams, name: string, values: readonly T[]): readonly T[] | undefined {
  const given = query.getAll(name);
  if (given.length === 0) return undefined;
  for (const value of given) if (!values.includes(value as T)) throw badParameter(name, value);
  return given as T[];
}

export function readBoolean(query: URLSearchParams, name: string, fallback: boolean): boolean {
  return readEnum(query, name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
}

export function readInteger(query: URLSearchParams, name: string, fallback: number, least = 1): number {
  const value = query.get(name);
  if (value === null) return fallback;
  if (!/^\d{1,9}$/.test(value) || Number(value) < least) throw badParameter(name, value);
  return Number(value);
}

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** Epoch ms of an ISO 8601 time with zone. A time without zone is refused, and so is a `+` that was not encoded. */
export function readTime(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  const at = dateTime.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw badParameter(name, value);
  return at;
}
