/** What a failed request means: an Outage with operation, status and code, and nothing of what was sent. */
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import type { Instant } from '../../core/model.js';
import { parseJson } from './wire.js';

const errorBody = z.object({
  errorCode: z.unknown().optional(),
  error: z.unknown().optional(),
  errors: z
    .array(z.object({ errorCode: z.unknown().optional() }).nullable())
    .nullish()
    .catch(null),
});

/** The platform's code of an error body: `errors[0].errorCode`, else `errorCode`, else `error`; empty for HTML and the like. */
function errorCodeOf(text: string): string {
  const body = errorBody.safeParse(parseJson(text));
  if (!body.success) return '';
  const candidates = [body.data.errors?.[0]?.errorCode, body.data.errorCode, body.data.error];
  const code = candidates.find((candidate) => typeof candidate === 'string' && /^[\w.-]{1,60}$/.test(candidate));
  return typeof code === 'string' ? code : '';
}

/** Retry-After in ms: seconds or an HTTP date. */
export function retryAfterMs(header: string | null, now: Instant): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

// Of these it is certain that no request reached the platform.
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

/** No answer came: a time-out, a reset, no connection. */
export function noAnswer(operation: string, writes: boolean, error: unknown): Outage {
  const code = causeCode(error);
  return new Outage(`${operation}: no answer (${causeOf(error)})`, {
    code: isTimeout(error) ? 'timeout' : code,
    uncertain: writes && !neverSent.has(code),
  });
}

const isTimeout = (error: unknown) => error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');

/** Why there was no answer, in a word: what lies under a failed fetch. */
export const causeOf = (error: unknown): string => (isTimeout(error) ? 'time limit' : causeCode(error) || 'no connection');

function causeCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}

/** The daily quota of posts is told by a 500 with this sentence (developer guide, posting): nothing was posted, and nothing will be for a while. */
const overQuota = /exceeded your limits/i;
const quotaCode = 'posting-quota';

/** The platform refused or failed. */
export function refused(operation: string, writes: boolean, status: number, text: string, retryAt?: Instant): Outage {
  if (writes && status === 500 && overQuota.test(text))
    return new Outage(`${operation}: ${quotaCode}`, { status, code: quotaCode });
  const code = errorCodeOf(text);
  return new Outage(`${operation}: ${status}${code ? ` ${code}` : ''}`, {
    status,
    code,
    uncertain: writes && status >= 500,
    ...(retryAt !== undefined && { retryAt }),
  });
}

/** The platform answered with something else than its contract says. */
export function malformed(operation: string, writes: boolean, status: number): Outage {
  return new Outage(`${operation}: answer not understood`, { status, code: 'malformed', uncertain: writes });
}
