/** A question about calls: whose, which, when. The parser makes it, the policy reads its subjects, the store answers it. */
import type { Locale } from './chat.js';
import type { Figures } from './figures.js';
import type { ExtensionId, Instant, Span } from './model.js';
import type { Counterpart, Part, Participation } from './participation.js';
import { type BusinessHours, outsideHours, withinHours } from './rules/hours.js';
import { type WeekTimes, withinTimes } from './weekTimes.js';

export interface CallFilter {
  /** Parts that match; absent: a person's calls. */
  readonly parts?: readonly Part[];
  readonly direction?: 'inbound' | 'outbound';
  readonly internal?: boolean;
  /** Only calls that began in these business hours, or only those that did not. */
  readonly hours?: { readonly open: BusinessHours; readonly outside: boolean };
  /** Only calls that began at these times of the week, as somebody's clock showed them. */
  readonly times?: WeekTimes & { readonly locale: Locale };
  /** Only parts had for this queue; null: for none. */
  readonly queue?: ExtensionId | null;
  /** Only calls whose caller is known to have waited at a queue for so many ms at most, or for longer. */
  readonly wait?: { readonly ms: number; readonly longer: boolean };
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

/** How many conversations began in a quarter of an hour. */
export interface Slot {
  readonly startedAt: Instant;
  readonly calls: number;
}

/** The stretches of time in which the calls asked for began, where that is not the whole span. */
export function stretchesOf({ filter, span }: Pick<CallQuestion, 'filter' | 'span'>): readonly Span[] | null {
  const { hours, times } = filter;
  if (!hours && !times) return null;
  const open = !hours ? [span] : hours.outside ? outsideHours(span, hours.open) : withinHours(span, hours.open);
  return times ? inBoth(open, withinTimes(span, times, times.locale)) : open;
}

/** Both are in order, and none of either overlaps another of it. */
function inBoth(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  const both: Span[] = [];
  for (let at = 0, other = 0; at < some.length && other < others.length; ) {
    const [one, two] = [some[at], others[other]] as const;
    if (!one || !two) break;
    const [from, to] = [Math.max(one.from, two.from), Math.min(one.to, two.to)];
    if (to > from) both.push({ from, to });
    if (one.to < two.to) at += 1;
    else other += 1;
  }
  return both;
}

/** Counts are of distinct conversations over all subjects; a conversation in which two subjects had parts may be in two of `byPart`. */
export interface CallTotals {
  readonly calls: number;
  readonly byPart: Readonly<Partial<Record<Part, number>>>;
  /** Those somebody of them made, connected or not: one may have reached whom another did not. */
  readonly made: number;
  readonly talkMs: number;
  /** Parts counted apart, whatever the filter: rang, elsewhere, on behalf, gave up, unknown. */
  readonly apart: Readonly<Partial<Record<Part, number>>>;
  /** Queue → how many conversations only rang for it. */
  readonly rangFor: ReadonlyMap<ExtensionId, number>;
  /** How many rang for somebody else, and for no queue. */
  readonly rangForOthers: number;
  /** Those of the subjects that had any part in a conversation, with their own figures. */
  readonly bySubject: ReadonlyMap<ExtensionId, Figures>;
}

/** One line of a list: a conversation and the parts the asked-about extensions had in it. */
export interface ListedCall {
  readonly participations: readonly Participation[];
  /** The short number it can be asked about by, where it has got one. */
  readonly number?: number;
}
