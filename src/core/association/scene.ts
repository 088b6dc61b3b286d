/** One extension in one conversation, with everything the rules look at worked out once. */
import type { CallEntry, CallRecord } from '../call.js';
import { type Evidence, isForwarding, isOutbound, isTransfer, type LegEvidence } from './evidence.js';
import { isAnswered, isVoicemail } from './outcomes.js';
import { dialledItself, kindOfOwner, rungForPerson, rungForQueue } from './rung.js';
import { opening, type Setting, servedBy } from './setting.js';

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
  /** Was handed the call by blind transfer: what happened before is not its business. */
  readonly handedOver: boolean;
  /** Picked up when it was called, not only when the call was handed to it. */
  readonly tookBefore: boolean;
  readonly rungForQueue: boolean;
  readonly rungForPerson: boolean;
  readonly hasVoicemail: boolean;
  /** The result it is judged by where nothing else decides. */
  readonly result: string | undefined;
  /** As the rules of counting have it. */
  readonly queueRingsCount: boolean;
}

export function sceneOf(evidence: Evidence, setting: Setting): Scene {
  const isQueue = evidence.kind === 'queue';
  const { made, own, asBoss, calling, called, legs, agentLegs } = evidence;
  const handedAt = Math.min(...[...own, ...legs.map(({ leg }) => leg)].filter(isTransfer).map((entry) => entry.startTime));
  const handedOver = Number.isFinite(handedAt);
  const dialled = !isQueue && !handedOver && dialledItself(evidence, setting);
  const alone = handedOver
    ? during(evidence, ({ startTime }) => startTime >= handedAt)
    : dialled
      ? during(evidence, ({ startTime }) => startTime <= opening(setting))
      : evidence;
  const onlyRung = !isQueue && !handedOver && !dialled;
  return {
    evidence,
    isQueue,
    onlySpecial: [made, own, asBoss, calling, called, legs, agentLegs].every((found) => found.length === 0),
    took: isQueue ? queueTook(evidence, setting) : setting.takers.has(evidence.extension),
    anotherTook: [...setting.takers.keys()].some((taker) => taker !== evidence.extension),
    delegateActed: evidence.asBoss.some((record) => record.direction === 'Outbound' || isAnswered(record.result)),
    handedOver,
    tookBefore: (setting.takers.get(evidence.extension) ?? []).some(({ handed }) => !handed),
    rungForQueue: onlyRung && rungForQueue(evidence, setting),
    rungForPerson: onlyRung && rungForPerson(evidence, setting),
    hasVoicemail: hasVoicemail(alone, setting),
    result: decidingResult(alone),
    queueRingsCount: setting.rules.queueRingsCount,
  };
}

/** What the log has of an extension from when it was handed the call, or until a queue was: how it rang otherwise is not its business. */
function during(evidence: Evidence, within: (entry: CallEntry) => boolean): Evidence {
  const { own, called, legs, agentLegs } = evidence;
  const legWithin = ({ leg }: LegEvidence) => within(leg);
  return {
    ...evidence,
    own: own.filter(within),
    called: called.filter(within),
    legs: legs.filter(legWithin),
    agentLegs: agentLegs.filter(legWithin),
  };
}

/** Agents who picked up after this queue was called and before the next one was; where the log names none, the queue's own word. */
function queueTook({ extension, own, called, legs }: Evidence, setting: Setting): boolean {
  if (servedBy(extension, setting).size > 0) return true;
  const isLast = [...setting.queues.keys()].at(-1) === extension;
  if (!isLast || setting.takers.size > 0) return false;
  const named = [...own, ...called];
  const inbound = named.filter((record) => !isOutbound(record));
  if (inbound.length > 0) return inbound.some(({ result }) => isAnswered(result));
  if (legs.length > 0) return legs.some(({ leg, record }) => isAnswered(leg.result) && isAnswered(record.result));
  return named.some(({ result }) => isAnswered(result));
}

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
      other.extension === evidence.extension ||
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
