/** What happens on the phone: who dialled, whose phones rang from when to when, who picked up, handed on, left a message, hung up. */
import type { ExtensionId, Instant, Span } from '../../../src/core/model.js';

/** Somebody outside; no number where it was withheld. */
export interface Outsider {
  readonly number?: string;
  readonly name?: string;
}

export interface Ring extends Span {
  readonly whose: ExtensionId;
  readonly phone: 'desk' | 'app' | 'mobile';
  /** Why this phone rang: its owner was called, a queue was, or a colleague who forwards to it, or a boss. */
  readonly reason: 'own' | 'queue' | 'colleague' | 'boss';
  /** Unconfirmed: a mobile's mailbox or a deaf ear took it, which the caller never heard of. */
  readonly ended: 'picked up' | 'declined' | 'stopped' | 'unconfirmed';
}

export interface Talk extends Span {
  readonly who: ExtensionId;
  readonly phone: Ring['phone'] | 'pickup';
  /** The same person joining with a second phone. */
  readonly also?: Span;
}

/** Somebody was called, and what came of it. */
export interface Stage {
  readonly called: ExtensionId;
  readonly at: Instant;
  /** By the caller, by a queue or phone that gave up, or by `by`, who was on the call and let go of it. */
  readonly why: 'dialled' | 'overflow' | 'handed over';
  readonly by?: ExtensionId;
  readonly rings: readonly Ring[];
  readonly talk?: Talk;
  /** A message spoken into the mailbox of whoever was called. */
  readonly message?: Span;
  readonly until: Instant;
}

export interface Aside extends Span {
  readonly kind: 'listening' | 'barging in' | 'parking';
  readonly who: ExtensionId;
  readonly on: ExtensionId;
}

export interface Story {
  readonly number: number;
  readonly at: Instant;
  readonly until: Instant;
  readonly outsider: Outsider;
  /** A colleague who dialled; absent: the outsider did. */
  readonly dialler?: ExtensionId;
  /** On whose behalf. */
  readonly boss?: ExtensionId;
  /** The dialler rang from the browser: their own phone first. */
  readonly ringOut?: boolean;
  /** When the dialler went off the line; before `until` where they let go of the call. */
  readonly diallerUntil?: Instant;
  /** When the outsider, called from inside, picked up; null where they never did. Absent where a colleague was called. */
  readonly outsiderAnswered?: Instant | null;
  readonly stages: readonly Stage[];
  readonly asides: readonly Aside[];
  /** The other conversation of a warm transfer. */
  readonly linked?: number;
  readonly kind: 'call' | 'fax' | 'blocked' | 'running' | 'paging' | 'own mailbox';
}
