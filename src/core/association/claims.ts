/** Who claims, by the legs and owner of one record, to have picked up, and how sure each claim is. */
import type { CallEntry, CallLeg, CallRecord } from '../call.js';
import type { ExtensionId, Instant, Span } from '../model.js';
import { type Evidence, endOf, isForwarding, isMaker, isOutbound, isTransfer, spanOf } from './evidence.js';
import { isAnswered } from './outcomes.js';

/** Durations are whole seconds and starts are not, so ends that are the same moment differ by this much. */
const slack = 1500;

/** An interval in which an extension had the call. */
export interface Taken extends Span {
  /** The call was handed to this extension, not answered for whoever had been called. */
  readonly handed: boolean;
}

export interface Claim {
  readonly extension: ExtensionId;
  readonly span: Taken;
  readonly weak: boolean;
}

export const takenFrom = (entry: CallEntry, handed: boolean): Taken => ({
  from: entry.startTime,
  to: endOf(entry),
  handed,
});

/** `handovers` are the moments at which the call was handed on. */
export function claimsOn(record: CallRecord, evidence: Evidence, handovers: readonly Instant[]): readonly Claim[] {
  const owns = evidence.own.includes(record);
  const { extension } = evidence;
  const answered = isAnswered(record.result);
  // A leg from after a hand-over tells nothing of how the record's owner came to the call.
  const isLater = (leg: CallLeg) => handovers.some((at) => at > record.startTime && at <= leg.startTime);
  const handed = owns && isTransfer(record);
  // A boss does not take what a delegate took, and nobody takes the call they made on a phone that somebody else's forwarding rang; only
  // once it is handed on it may come back to them.
  const isOthers = evidence.asBoss.includes(record) || (isMaker(evidence) && !owns);
  const from = isOthers ? Math.min(...handovers) : Number.NEGATIVE_INFINITY;
  const accepted: CallLeg[] = [];
  for (const { leg, record: of } of evidence.legs) {
    if (of !== record || leg.startTime < from || !isAnswered(leg.result) || isTransfer(leg)) continue;
    if (!(answered || (record.result === undefined && !isForwarding(leg)))) continue;
    if (owns || !toldBetter(leg, record, evidence)) accepted.push(leg);
  }
  const own = accepted.filter(({ master }) => !master);
  const strong = own.length > 0 ? own : accepted;
  const claims = strong.map((leg) => ({
    extension,
    span: takenFrom(leg, handed && !isLater(leg)),
    weak: leg.master || !settlesWhoTook(leg, record, handovers),
  }));
  const byRecord = owns && answered && !isOutbound(record) && strong.every(isLater);
  return byRecord ? [...claims, { extension, span: takenFrom(record, handed), weak: true }] : claims;
}

/** An inbound record of one's own tells more of the same ringing than one's leg in another record. */
const toldBetter = (leg: CallLeg, record: CallRecord, { own }: Evidence) =>
  own.some((mine) => isOutbound(record) || overlap(spanOf(mine), spanOf(leg)));

/** A forwarding leg that ended before the call did, and before it was handed on, only rang. */
const settlesWhoTook = (leg: CallLeg, record: CallRecord, handovers: readonly Instant[]) =>
  !isForwarding(leg) ||
  endOf(leg) >= endOf(record) - slack ||
  handovers.some((at) => at > leg.startTime && at <= endOf(leg) + slack);

/**
 * Of claims that overlap, a sure one beats a weak one, then the longest wins; sure ones one after the other all stand. So do those before
 * and after a hand-over, since the log may have whoever let go of the call on it to the end.
 */
export function settle(claims: readonly Claim[], record: CallRecord, handovers: readonly Instant[]): readonly Claim[] {
  if (claims.length < 2) return claims;
  const handedBetween = (a: Claim, b: Claim) =>
    handovers.some((at) => at > Math.min(a.span.from, b.span.from) && at <= Math.max(a.span.from, b.span.from));
  const ranked = [...claims].sort(
    (a, b) =>
      Number(a.weak) - Number(b.weak) || length(b.span) - length(a.span) || Number(owns(record, b)) - Number(owns(record, a)),
  );
  const standing: Claim[] = [];
  for (const claim of ranked) {
    const competes = (other: Claim) =>
      other.extension !== claim.extension &&
      (overlap(other.span, claim.span) || (claim.weak && !other.weak)) &&
      !handedBetween(other, claim);
    if (!standing.some(competes)) standing.push(claim);
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
