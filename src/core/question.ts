/** A question about calls: whose, which, when. The parser makes it, the policy reads its subjects, the store answers it. */
import type { Figures } from './figures.js';
import type { ExtensionId, Instant, Span } from './model.js';
import type { Counterpart, Part, Participation } from './participation.js';
import { type BusinessHours, outsideHours, withinHours } from './rules/hours.js';

export interface CallFilter {
  /** Parts that match; absent: a person's calls. */
  readonly parts?: readonly Part[];
  readonly direction?: 'inbound' | 'outbound';
  readonly internal?: boolean;
  /** Only calls that began in these business hours, or only those that did not. */
  readonly hours?: { readonly open: BusinessHours; readonly outside: boolean };
}

export interface CallQuestion {
  readonly subjects: readonly ExtensionId[];
  readonly filter: CallFilter;
  readonly span: Span;
  /** Only conversations in which each of the subjects had a matching part. */
  readonly together?: boolean;
  /** Only those with this other party. */
  readonly counterpart?: Pick<Counterpart, 'extensionId' | 'phoneNumber'>;
}

/** Outside parties by the names the call log gave them. */
export interface CallerQuestion {
  /** Whose calls they are looked for in. */
  readonly subjects: readonly ExtensionId[];
  readonly span: Span;
  /** Lower case; only names it stands in. */
  readonly containing?: string;
}

/** A number of somebody outside, under one of the names it came with. */
export interface Caller {
  readonly phoneNumber: string;
  /** Untrusted text. */
  readonly name: string;
  readonly lastAt: Instant;
}

/** How many conversations began in a quarter of an hour: no zone's clock differs from another's by less. */
export interface Slot {
  readonly startedAt: Instant;
  readonly calls: number;
}

/** The length of a slot, ms. */
export const slotLength = 15 * 60_000;

/** The stretches of time in which the calls asked for began, where that is not the whole span. */
export function stretchesOf({ filter, span }: Pick<CallQuestion, 'filter' | 'span'>): readonly Span[] | null {
  if (!filter.hours) return null;
  return filter.hours.outside ? outsideHours(span, filter.hours.open) : withinHours(span, filter.hours.open);
}

/** Counts are of distinct conversations over all subjects; a conversation in which two subjects had parts may be in two of `byPart`. */
export interface CallTotals {
  readonly calls: number;
  readonly byPart: Readonly<Partial<Record<Part, number>>>;
  readonly talkMs: number;
  /** Parts counted apart, whatever the filter: rang, elsewhere, on behalf, gave up, unknown. */
  readonly apart: Readonly<Partial<Record<Part, number>>>;
  /** Queue → how often the subjects were rung for it. */
  readonly rangFor: ReadonlyMap<ExtensionId, number>;
  /** Those of the subjects that had any part in a conversation, with their own figures. */
  readonly bySubject: ReadonlyMap<ExtensionId, Figures>;
}

/** One line of a list: a conversation and the parts the asked-about extensions had in it. */
export interface ListedCall {
  readonly participations: readonly Participation[];
  /** The short number it can be asked about by. */
  readonly number?: number;
}
