/** Who really picked up, where several accepted legs claim it. */
import type { CallLeg, CallRecord } from '../call.js';
import type { Directory } from '../directory.js';
import type { ExtensionId, Span } from '../model.js';
import { type Evidence, endOf, isForwarding, isMaker, isOutbound, isTransfer, spanOf } from './evidence.js';
import { isAnswered } from './outcomes.js';

/** Durations are whole seconds and starts are not, so ends that are the same moment differ by this much. */
const slack = 1500;

/** The intervals in which an extension had taken the call, per extension that took it; the maker is not among them. */
export type Takers = ReadonlyMap<ExtensionId, readonly Span[]>;

interface Claim {
  readonly extension: ExtensionId;
  readonly span: Span;
  readonly weak: boolean;
}

/**
 * In a record that was not answered nobody took anything, whatever its legs say: forwarding legs are Accepted as soon as the far phone
 * rings. A transfer leg speaks for itself.
 */
export function takersOf(all: ReadonlyMap<ExtensionId, Evidence>, records: readonly CallRecord[], directory: Directory): Takers {
  const taken = new Map<ExtensionId, Span[]>();
  const add = ({ extension, span }: Claim) => taken.set(extension, [...(taken.get(extension) ?? []), span]);
  for (const record of records) {
    const claims: Claim[] = [];
    for (const evidence of all.values()) {
      if (evidence.kind !== 'person') continue;
      const transfers = evidence.legs.filter(({ leg, record: of }) => of === record && isTransfer(leg) && isAnswered(leg.result));
      for (const { leg } of transfers) add({ extension: evidence.extension, span: spanOf(leg), weak: false });
      if (isMakerOf(evidence, record)) continue;
      claims.push(...claimsOn(record, evidence));
    }
    for (const claim of settle(claims, record)) add(claim);
  }
  // Dialled by an outbound record alone, with no record or leg of their own: the party is all the evidence there is.
  for (const evidence of all.values()) {
    if (evidence.kind !== 'person' || evidence.own.length > 0 || evidence.legs.length > 0 || taken.size > 0) continue;
    for (const record of evidence.called) {
      if (isAnswered(record.result) && !isMakerOf(evidence, record) && !hasQueueLeg(record, directory)) {
        add({ extension: evidence.extension, span: spanOf(record), weak: true });
      }
    }
  }
  return taken;
}

const isMakerOf = (evidence: Evidence, record: CallRecord) => evidence.made.includes(record) || evidence.calling.includes(record);

function claimsOn(record: CallRecord, evidence: Evidence): Claim[] {
  const owns = evidence.own.includes(record);
  // A boss does not take what a delegate took, and nobody takes the call they made on a phone that somebody else's forwarding rang.
  if (evidence.asBoss.includes(record) || (isMaker(evidence) && !owns)) return [];
  const { extension } = evidence;
  const answered = isAnswered(record.result);
  const accepted = evidence.legs.filter(
    ({ leg, record: of }) =>
      of === record &&
      isAnswered(leg.result) &&
      !(!owns && toldBetter(leg, record, evidence)) &&
      !isTransfer(leg) &&
      (answered || (record.result === undefined && !isForwarding(leg))),
  );
  const own = accepted.filter(({ leg }) => !leg.master);
  const strong = own.length > 0 ? own : accepted;
  if (strong.length > 0)
    return strong.map(({ leg }) => ({ extension, span: spanOf(leg), weak: leg.master || !settlesWhoTook(leg, record) }));
  if (owns && answered && !isOutbound(record)) return [{ extension, span: spanOf(record), weak: true }];
  return [];
}

/** An inbound record of one's own tells more of the same ringing than one's leg in another record. */
const toldBetter = (leg: CallLeg, record: CallRecord, { own }: Evidence) =>
  own.some((mine) => isOutbound(record) || overlap(spanOf(mine), spanOf(leg)));

/** A forwarding leg that ended before the call did only rang. */
const settlesWhoTook = (leg: CallLeg, record: CallRecord) => !isForwarding(leg) || endOf(leg) >= endOf(record) - slack;

/** Of claims that overlap, a sure one beats a weak one, then the longest wins; claims one after the other all stand. */
function settle(claims: readonly Claim[], record: CallRecord): readonly Claim[] {
  const ranked = [...claims].sort(
    (a, b) =>
      Number(a.weak) - Number(b.weak) || length(b.span) - length(a.span) || Number(owns(record, b)) - Number(owns(record, a)),
  );
  const standing: Claim[] = [];
  for (const claim of ranked) {
    if (standing.every((other) => other.extension === claim.extension || !overlap(other.span, claim.span))) standing.push(claim);
  }
  return standing;
}

const owns = (record: CallRecord, claim: Claim) => (record.delegateId ?? record.extensionId) === claim.extension;
const length = (span: Span) => span.to - span.from;

/** At the same time: for longer than the slack, or one wholly within the other. */
function overlap(a: Span, b: Span): boolean {
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  return shared > slack || shared >= Math.min(length(a), length(b));
}

const hasQueueLeg = (record: CallRecord, directory: Directory) =>
  record.legs.some((leg) => leg.extensionId !== undefined && directory.extensions.get(leg.extensionId)?.kind === 'queue');
