/** The rules of counting an operator may change: what each is, what holds where nothing is said, and which of them stored rows rest on. */
import type { Hours } from './rules/hours.js';

export interface Rules {
  /** A call nobody took is no miss where the caller hung up within so many seconds of the first ring; absent: it always is. */
  readonly missed: { readonly callerGaveUpWithin?: number | undefined };
  readonly hours: Hours;
  /** Seconds within which a queue's call should be answered. */
  readonly serviceLevel: number;
  /** A queue's call that nobody took is a miss of everybody it rang, too. */
  readonly queueRingsCount: boolean;
  /** Calls between colleagues, where a question does not ask for them. */
  readonly internal: 'counted' | 'left out';
}

/** The rules that decide an extension's part in a conversation: what is stored was computed by them. */
export type PartRules = Pick<Rules, 'missed' | 'queueRingsCount'>;

export const standardRules: Rules = {
  missed: {},
  hours: { zones: {}, holidays: [] },
  serviceLevel: 20,
  queueRingsCount: false,
  internal: 'counted',
};

/** To be raised with every change of the association that makes other rows of the same records. */
const associationVersion = 3;

/** Names what parts were computed by: equal names, equal parts. */
export function versionOf({ missed, queueRingsCount }: PartRules): string {
  return JSON.stringify([associationVersion, missed.callerGaveUpWithin ?? 0, queueRingsCount]);
}

/** How far a computing anew by changed rules has come, in records. */
export interface RecountProgress {
  readonly done: number;
  readonly total: number;
}

/** In whole percent; never all of it, since it is not over. */
export const percentDone = ({ done, total }: RecountProgress): number =>
  total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total));
