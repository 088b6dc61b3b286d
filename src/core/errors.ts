/** The three kinds of fault that are told apart: the user's, the world's, and (anything else) ours. */
import type { Instant } from './model.js';
import type { NumberView } from './rendering/number.js';

/** The asker can mend it: the sentence is ready to be posted, its foreign text already escaped. */
export class UserError extends Error {
  readonly code: string;
  /** What it says to these readers; what it repeats may hold phone numbers. */
  readonly sentenceFor: (view: NumberView) => string;
  /** Why the asker alone should read it; absent where it may stand beside the question. */
  readonly alone?: string;
  constructor(code: string, sentence: string | ((view: NumberView) => string), alone?: string) {
    super(code);
    this.name = 'UserError';
    this.code = code;
    this.sentenceFor = typeof sentence === 'string' ? () => sentence : sentence;
    if (alone !== undefined) this.alone = alone;
  }

  /** What it says to the asker alone. */
  get sentence(): string {
    return this.sentenceFor({ isRoom: false, inFull: true, never: [] });
  }

  /** The same, for nobody but the asker. */
  toldAlone(why: string): UserError {
    return new UserError(this.code, this.sentenceFor, why);
  }

  /** The same, as these readers may see it. */
  seenIn(view: NumberView): UserError {
    return new UserError(this.code, this.sentenceFor(view), this.alone);
  }
}

/** RingCentral is down, limiting or refusing. `reason` names the operation and the error code, never a token, a text or a number. */
export class Outage extends Error {
  readonly reason: string;
  /** HTTP status, or 0 where there was no answer. */
  readonly status: number;
  /** The platform's error code, e.g. CMN-301; empty where it gave none. */
  readonly code: string;
  /** When it makes sense to try again. */
  readonly retryAt?: Instant;
  /** True where the request may have been carried out all the same: a time-out, a reset, a 5xx. */
  readonly uncertain: boolean;
  constructor(reason: string, how: { status?: number; code?: string; retryAt?: Instant; uncertain?: boolean } = {}) {
    super(reason);
    this.name = 'Outage';
    this.reason = reason;
    this.status = how.status ?? 0;
    this.code = how.code ?? '';
    this.uncertain = how.uncertain ?? false;
    if (how.retryAt !== undefined) this.retryAt = how.retryAt;
  }
}
