/** One extension in one conversation, with everything the rules look at worked out once. */
import type { CallEntry, CallRecord } from '../call.js';
import type { ExtensionId, Instant, Span } from '../model.js';
import { type Evidence, firstCalled, isForwarding, isOutbound, isTransfer } from './evidence.js';
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
  /** As the rules of counting have it. */
  readonly queueRingsCount: boolean;
}

export interface Setting {
  readonly all: ReadonlyMap<ExtensionId, Evidence>;
  readonly takers: Takers;
  /** Queue → when it was first called, in that order. */
  readonly queues: ReadonlyMap<ExtensionId, Instant>;
  readonly queueRingsCount: boolean;
}

export function sceneOf(evidence: Evidence, setting: Setting): Scene {
  const isQueue = evidence.kind === 'queue';
  const { made, own, asBoss, calling, called, legs, agentLegs } = evidence;
  const handings = [...own, ...legs.map(({ leg }) => leg)].filter(isTransfer);
  const handedAt = Math.min(...handings.map((entry) => entry.startTime));
  const handedOver = Number.isFinite(handedAt) && firstCalled(evidence) >= handedAt;
  return {
    evidence,
    isQueue,
    onlySpecial: [made, own, asBoss, calling, called, legs, agentLegs].every((found) => found.length === 0),
    took: isQueue ? queueTook(evidence, setting) : setting.takers.has(evidence.extension),
    anotherTook: [...setting.takers.keys()].some((taker) => taker !== evidence.extension),
    delegateActed: evidence.asBoss.some((record) => record.direction === 'Outbound' || isAnswered(record.result)),
    handedOver,
    rungForQueue: !isQueue && !handedOver && isRungForQueue(evidence, setting),
    rungForPerson: !isQueue && !handedOver && isRungForPerson(evidence, setting),
    hasVoicemail: hasVoicemail(evidence, setting),
    result: decidingResult(evidence),
    queueRingsCount: setting.queueRingsCount,
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
  const { own, called, legs } = evidence;
  const forwarded = (entry: CallEntry) => entry.delegationType === 'QueueForwarding';
  const opening = Math.min(...queues.values());
  const dialled = called.some((record) => !forwarded(record) && record.startTime <= opening);
  if (dialled || own.some((record) => !forwarded(record) && record.startTime < opening)) return false;
  return [...own, ...legs.map(({ leg }) => leg)].some(forwarded) || opening <= firstCalled(evidence);
}

/** Another's FindMe, or a delegate's phone: it rang, but the call was for somebody else. */
function isRungForPerson(evidence: Evidence, { all }: Setting): boolean {
  if (evidence.called.length > 0) return false;
  const others = [...all.values()].filter((other) => other !== evidence);
  if (evidence.own.length > 0) return evidence.own.every((record) => others.some((boss) => boss.asBoss.includes(record)));
  const forAnother = (record: CallRecord) =>
    !isOutbound(record) && record.extensionId !== evidence.extension && kindOfOwner(record, all) === 'person';
  return (
    evidence.legs.length > 0 &&
    evidence.legs.every(({ leg, record }) => isForwarding(leg) || leg.delegationType === 'Coworker' || forAnother(record))
  );
}

/** Menus, sites and the company itself own records too, but no call was for them. */
const kindOfOwner = ({ extensionId }: CallRecord, all: Setting['all']) =>
  extensionId === undefined ? undefined : all.get(extensionId)?.kind;

function hasVoicemail(evidence: Evidence, { all, queues }: Setting): boolean {
  const { legs } = evidence;
  const left = (entry: CallEntry) => isVoicemail(entry.result) || /voice ?mail/i.test(entry.messageType ?? '');
  if (evidence.own.some(left) || evidence.asBoss.some((record) => record.direction !== 'Outbound' && left(record))) return true;
  if (legs.some(({ leg }) => left(leg))) return true;
  if (evidence.own.length > 0) return false;
  const anothers = (record: CallRecord) =>
    record.legs.some((leg) => left(leg) && leg.extensionId !== undefined && leg.extensionId !== evidence.extension);
  const nobodys = (record: CallRecord) => !['person', 'queue'].includes(kindOfOwner(record, all) ?? 'other');
  const unowned = (record: CallRecord) => nobodys(record) || isOutbound(record) || evidence.kind === 'queue';
  if (evidence.called.some((record) => left(record) && unowned(record) && !anothers(record))) return true;
  // Only a leg names them: the mailbox is theirs where theirs was the only phone the call was for.
  return legs.some(
    ({ leg, record }) =>
      left(record) && !isForwarding(leg) && queues.size === 0 && nobodys(record) && onlyOneFor(record, evidence, all),
  );
}

const onlyOneFor = (record: CallRecord, evidence: Evidence, all: Setting['all']) =>
  [...all.values()].every(
    (other) =>
      other === evidence ||
      (!other.called.includes(record) && other.legs.every(({ leg, record: of }) => of !== record || isForwarding(leg))),
  );

/** Own record, else the latest leg, else the record that names it, else its agents' word; a leg that claims more than its record yields to the record. */
function decidingResult({ own: owned, asBoss, legs, called, agentLegs }: Evidence): string | undefined {
  const own = owned.at(-1) ?? asBoss.at(-1);
  const last = legs.at(-1);
  if (own && !(last && isTransfer(last.leg) && last.record === own)) return own.result ?? last?.leg.result;
  if (last) {
    const { leg, record } = last;
    const claimsTooMuch = isAnswered(leg.result) && !isAnswered(record.result) && !isTransfer(leg);
    return claimsTooMuch ? record.result : (leg.result ?? record.result);
  }
  const agent = agentLegs.at(-1);
  return called.at(-1)?.result ?? (isAnswered(agent?.record.result) ? agent?.leg.result : agent?.record.result);
}
