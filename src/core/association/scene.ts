/** One extension in one conversation, with everything the rules look at worked out once. */
import type { CallEntry, CallRecord } from '../call.js';
import type { ExtensionId, Instant, Span } from '../model.js';
import { type Evidence, firstCalled, isForwarding, isOutbound, isSpecial, isTransfer } from './evidence.js';
import { isAnswered, isVoicemail } from './outcomes.js';
import type { Takers } from './takers.js';

export interface Scene {
  readonly evidence: Evidence;
  readonly isQueue: boolean;
  /** Everything it appears in is listening in, parking or paging. */
  readonly onlySpecial: boolean;
  /** A person picked up for it: itself, or an agent where it is a queue. */
  readonly took: boolean;
  /** Somebody else picked up. */
  readonly anotherTook: boolean;
  readonly delegateActed: boolean;
  /** Came in by blind transfer alone: what happened before is not its business. */
  readonly handedOver: boolean;
  readonly rungForQueue: boolean;
  readonly rungForPerson: boolean;
  readonly hasVoicemail: boolean;
  /** The result it is judged by where nothing else decides. */
  readonly result: string | undefined;
}

export interface Setting {
  readonly all: ReadonlyMap<ExtensionId, Evidence>;
  readonly takers: Takers;
  /** Queue → when it was first called, in that order. */
  readonly queues: ReadonlyMap<ExtensionId, Instant>;
}

export function sceneOf(evidence: Evidence, setting: Setting): Scene {
  const isQueue = evidence.kind === 'queue';
  const legs = evidence.legs.filter(({ leg }) => !isSpecial(leg));
  const entries: CallEntry[] = [...evidence.made, ...evidence.own, ...evidence.asBoss, ...evidence.calling, ...evidence.called];
  const onlySpecial =
    legs.length === 0 &&
    evidence.agentLegs.length === 0 &&
    entries.every(isSpecial) &&
    (entries.length > 0 || evidence.legs.length > 0);
  const handedAt = Math.min(...legs.filter(({ leg }) => isTransfer(leg)).map(({ leg }) => leg.startTime));
  const handedOver = Number.isFinite(handedAt) && firstCalled(evidence) >= handedAt;
  return {
    evidence,
    isQueue,
    onlySpecial,
    took: isQueue ? queueTook(evidence, setting) : setting.takers.has(evidence.extension),
    anotherTook: [...setting.takers.keys()].some((taker) => taker !== evidence.extension),
    delegateActed: evidence.asBoss.some((record) => record.direction === 'Outbound' || isAnswered(record.result)),
    handedOver,
    rungForQueue: !isQueue && !handedOver && isRungForQueue(evidence, setting),
    rungForPerson: !isQueue && !handedOver && isRungForPerson(evidence),
    hasVoicemail: hasVoicemail(evidence, legs, setting),
    result: decidingResult(evidence, legs),
  };
}

/** Agents who picked up after this queue was called and before the next one was; where the log names none, the queue's own word. */
function queueTook(evidence: Evidence, { takers, queues }: Setting): boolean {
  const from = firstCalled(evidence);
  const next = Math.min(
    ...[...queues].filter(([id, start]) => id !== evidence.extension && start > from).map(([, start]) => start),
  );
  const within = (span: Span) => span.from >= from && span.from < next;
  if ([...takers.values()].some((spans) => spans.some(within))) return true;
  const named = [...evidence.own, ...evidence.called];
  const inbound = named.filter((record) => !isOutbound(record));
  const own = inbound.length > 0 ? inbound : named;
  return next === Number.POSITIVE_INFINITY && takers.size === 0 && own.some((record) => isAnswered(record.result));
}

/** A queue was called before this extension rang, and the caller had not dialled the extension first. */
function isRungForQueue(evidence: Evidence, { queues }: Setting): boolean {
  const forwarded = [...evidence.own, ...evidence.legs.map(({ leg }) => leg)];
  if (forwarded.some((entry) => entry.delegationType === 'QueueForwarding')) return true;
  const from = firstCalled(evidence);
  const dialledFirst = evidence.called.some((record) => [...queues.values()].every((start) => record.startTime <= start));
  return !dialledFirst && [...queues.values()].some((start) => start <= from);
}

/** Another's FindMe, or a delegate's phone: it rang, but the call was for somebody else. */
function isRungForPerson(evidence: Evidence): boolean {
  if (evidence.called.length > 0) return false;
  if (evidence.own.length > 0) {
    return evidence.own.every(
      (record) =>
        record.delegateId === evidence.extension && record.extensionId !== evidence.extension && record.extensionId !== undefined,
    );
  }
  const forAnother = (record: CallRecord) =>
    !isOutbound(record) && record.extensionId !== undefined && record.extensionId !== evidence.extension;
  return (
    evidence.legs.length > 0 &&
    evidence.legs.every(({ leg, record }) => isForwarding(leg) || leg.delegationType === 'Coworker' || forAnother(record))
  );
}

function hasVoicemail(evidence: Evidence, legs: Evidence['legs'], { all, queues }: Setting): boolean {
  const left = (entry: CallEntry) => isVoicemail(entry.result) || /voice ?mail/i.test(entry.messageType ?? '');
  if (evidence.own.some(left) || evidence.asBoss.some((record) => record.direction !== 'Outbound' && left(record))) return true;
  if (legs.some(({ leg }) => left(leg))) return true;
  if (evidence.own.length > 0) return false;
  const anothers = (record: CallRecord) =>
    record.legs.some((leg) => left(leg) && leg.extensionId !== undefined && leg.extensionId !== evidence.extension);
  const unowned = (record: CallRecord) =>
    record.extensionId === undefined || record.direction === 'Outbound' || evidence.kind === 'queue';
  if (evidence.called.some((record) => left(record) && unowned(record) && !anothers(record))) return true;
  // Only a leg names them: the mailbox is theirs where theirs was the only phone the call was for.
  return legs.some(
    ({ leg, record }) => left(record) && !isForwarding(leg) && queues.size === 0 && onlyOneFor(record, evidence, all),
  );
}

const onlyOneFor = (record: CallRecord, evidence: Evidence, all: Setting['all']) =>
  record.extensionId === undefined &&
  [...all.values()].every(
    (other) =>
      other === evidence ||
      (!other.called.includes(record) &&
        other.legs.every(({ leg, record: of }) => of !== record || isForwarding(leg) || isSpecial(leg))),
  );

/** Own record, else the latest leg, else the record that names it; a leg that claims more than its record yields to the record. */
function decidingResult(evidence: Evidence, legs: Evidence['legs']): string | undefined {
  const own = evidence.own.at(-1) ?? evidence.asBoss.at(-1);
  const last = legs.at(-1);
  if (own && !(last && isTransfer(last.leg) && last.record === own)) return own.result ?? last?.leg.result;
  if (last) {
    const { leg, record } = last;
    const claimsTooMuch = isAnswered(leg.result) && !isAnswered(record.result) && !isTransfer(leg);
    return claimsTooMuch ? record.result : (leg.result ?? record.result);
  }
  return evidence.called.at(-1)?.result;
}
