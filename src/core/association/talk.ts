/** Time on calls: the union of an extension's accepted intervals, cut where it handed the call over. */
import type { CallRecord } from '../call.js';
import type { ExtensionId, Span } from '../model.js';
import type { Part } from '../participation.js';
import { type Evidence, isTransfer, reachingOut, spanOf } from './evidence.js';
import { isAnswered } from './outcomes.js';
import { type Setting, servedBy } from './setting.js';
import type { Takers } from './takers.js';

/** Milliseconds; zero for every part in which nobody talked. */
export function talkTime(part: Part, evidence: Evidence, { takers, queues, records }: Setting): number {
  if (part === 'connected') {
    const made = [...reachingOut(evidence), ...evidence.calling].filter((record) => isAnswered(record.result));
    // A call handed on may come back to whoever made it.
    const spans = [...made.map(spanOf), ...(takers.get(evidence.extension) ?? [])];
    return lengthOf(cut(evidence.extension, spans, takers, records));
  }
  if (part !== 'answered') return 0;
  if (evidence.kind !== 'queue') return lengthOf(cut(evidence.extension, takers.get(evidence.extension) ?? [], takers, records));
  const agents = servedBy(evidence.extension, { takers, queues });
  return lengthOf([...agents].flatMap(([taker, spans]) => cut(taker, spans, takers, records)));
}

/** A blind transfer ends the time of whoever had the call: the last to have taken it, else the one who made it. */
function cut(extension: ExtensionId, spans: readonly Span[], takers: Takers, records: readonly CallRecord[]): readonly Span[] {
  const handovers = records.flatMap((record) => record.legs.filter(isTransfer).map((leg) => leg.startTime));
  return spans.map((span) => {
    const at = handovers.filter((time) => time > span.from && time < span.to && holderAt(time, takers, extension) === extension);
    return at.length > 0 ? { from: span.from, to: Math.min(...at) } : span;
  });
}

function holderAt(time: number, takers: Takers, otherwise: ExtensionId): ExtensionId {
  let holder = otherwise;
  let since = Number.NEGATIVE_INFINITY;
  for (const [taker, spans] of takers) {
    for (const span of spans) {
      if (span.from < time && span.from > since) {
        holder = taker;
        since = span.from;
      }
    }
  }
  return holder;
}

/** The length of a union of intervals. */
function lengthOf(spans: readonly Span[]): number {
  let total = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return total;
}
