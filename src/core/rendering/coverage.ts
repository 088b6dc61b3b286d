/** How much of a period is known, and as of when: said with every answer about calls. */
import { formatDay, formatMoment, type Reference } from '../calendar.js';
import type { Instant, Span } from '../model.js';

/** What the sync has reached; everything absent before the first success. */
export interface Coverage {
  readonly through?: Instant;
  readonly coveredFrom?: Instant;
  /** Where the backfill will end. */
  readonly target?: Instant;
  readonly startedAt?: Instant;
  /** Calls that began before are not kept; for how long they are, in words. */
  readonly kept?: { readonly from: Instant; readonly words: string };
}

/** The same, of what is not kept any more nothing being known. */
export function withinKept<State extends Coverage>(state: State, { kept }: Pick<Coverage, 'kept'>): State {
  if (kept === undefined || state.coveredFrom === undefined || state.coveredFrom >= kept.from) return state;
  return { ...state, coveredFrom: kept.from };
}

/** Whether the past is still being read. */
export const isBackfilling = ({ coveredFrom, target }: Coverage): boolean =>
  coveredFrom !== undefined && target !== undefined && coveredFrom > target;

/** How much of the past is read, in whole percent. */
export function percentRead({ coveredFrom, target, startedAt }: Coverage): number {
  if (coveredFrom === undefined || target === undefined || startedAt === undefined || startedAt <= target) return 100;
  return Math.max(0, Math.min(100, Math.floor((100 * (startedAt - coveredFrom)) / (startedAt - target))));
}

/** An answer older than this is called so. */
const staleAfter = 15 * 60_000;

/** `known from Tue 3 Nov, 41 % read`, or null where the period is covered. */
export function gap(span: Span, coverage: Coverage, reference: Reference): string | null {
  const { through, coveredFrom, target, kept } = coverage;
  if (through === undefined || coveredFrom === undefined) return 'The calls have not been read yet.';
  if (kept !== undefined && span.from < kept.from && coveredFrom <= kept.from)
    return `Calls are kept for ${kept.words}: known from ${formatDay(kept.from, reference)} on.`;
  if (coveredFrom <= span.from) return null;
  if (target !== undefined && coveredFrom <= target) return `Calls are known from ${formatDay(coveredFrom, reference)} on.`;
  return `Not all of it is read yet: known from ${formatMoment(coveredFrom, reference)}, ${percentRead(coverage)} % read.`;
}

/** `As of 10:42.` */
export function asOf({ through }: Coverage, reference: Reference): string | null {
  if (through === undefined) return null;
  const late = reference.now - through > staleAfter ? ' RingCentral has not let me read newer calls yet.' : '';
  return `As of ${formatMoment(through, reference)}.${late}`;
}
