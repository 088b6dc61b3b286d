/** Collects, for every extension a conversation touches, where it appears: as owner of a record, in a leg, or as a named party. */
import type { CallEntry, CallLeg, CallRecord, Party } from '../call.js';
import type { Directory, ExtensionKind } from '../directory.js';
import type { ExtensionId, Instant, Span } from '../model.js';
import { comparableNumber } from '../number.js';
import { isAnswered } from './outcomes.js';

export interface LegEvidence {
  readonly leg: CallLeg;
  readonly record: CallRecord;
}

export interface Evidence {
  readonly extension: ExtensionId;
  /** An extension the directory does not know is taken for a person: it had a phone once. */
  readonly kind: ExtensionKind;
  /** Outbound records it made. */
  readonly made: CallRecord[];
  /** Other records it owns: its delegate, else its extension. */
  readonly own: CallRecord[];
  /** Records a delegate made or took on its behalf. */
  readonly asBoss: CallRecord[];
  readonly legs: LegEvidence[];
  /** For a queue: the legs of agents that name it as the dialled party. They tell when it was called, not how it ended. */
  readonly agentLegs: LegEvidence[];
  /** Records whose dialled party it is, by id or by direct number. */
  readonly called: CallRecord[];
  /** Inbound records it called from, where no outbound record tells who called. */
  readonly calling: CallRecord[];
  /** Where it, or whoever it spoke with, was only listened in on, parked or paged. */
  readonly aside: CallEntry[];
}

const specialActions = new Set(['Monitoring', 'Barge In Call', 'Paging', 'Call Park', 'Park Location']);
const specialLegs = new Set(['SilentMonitoring', 'Monitoring', 'PagingServer', 'CallPark', 'ParkLocation']);
const forwardingActions = new Set(['FindMe', 'FollowMe', 'Sip Forwarding', 'RingMe', 'Ring Directly']);
const forwardingLegs = new Set(['FindMe', 'FollowMe', 'SipForwarding', 'RingMe', 'RingDirectly']);

/** Listening in, parking and paging are no part in a conversation. */
const isSpecial = (entry: CallEntry & { readonly legType?: string }): boolean =>
  specialActions.has(entry.action) || (entry.legType !== undefined && specialLegs.has(entry.legType));

export const isForwarding = (leg: CallLeg): boolean =>
  forwardingActions.has(leg.action) || (leg.legType !== undefined && forwardingLegs.has(leg.legType));

export const isTransfer = (entry: CallEntry & { readonly legType?: string }): boolean =>
  entry.action === 'Transfer' || entry.legType === 'TransferCall';

export const isOutbound = (record: CallRecord): boolean => record.direction === 'Outbound';

export const endOf = (entry: CallEntry): Instant => entry.startTime + entry.durationMs;

export const spanOf = (entry: CallEntry): Span => ({ from: entry.startTime, to: endOf(entry) });

/** Called out, by a record of its own or by being the calling party of somebody else's. */
export const isMaker = ({ made, calling }: Evidence): boolean => made.length > 0 || calling.length > 0;

/** The extension a party is: by its id, else by a direct number; company, main and queue-less numbers lead to nobody. */
export function extensionOf(party: Party, directory: Directory): ExtensionId | undefined {
  if (party.extensionId !== undefined) return party.extensionId;
  const number = comparableNumber(party.phoneNumber);
  return number === null ? undefined : directory.owners.get(number);
}

/** Whoever a calling party is; a queue's number is only shown by agents who call out, it calls nobody. */
function callerOf(party: Party, directory: Directory): ExtensionId | undefined {
  const extension = extensionOf(party, directory);
  const shownOnly =
    party.extensionId === undefined && extension !== undefined && directory.extensions.get(extension)?.kind !== 'person';
  return shownOnly ? undefined : extension;
}

/** The company's log does not always say whose an outbound record is: then the leg that went out from a phone tells. */
export function withMaker(record: CallRecord, directory: Directory): CallRecord {
  if (!isOutbound(record) || record.extensionId !== undefined || callerOf(record.from, directory) !== undefined) return record;
  const out = record.legs.filter(
    (leg) => leg.direction === 'Outbound' && leg.extensionId !== undefined && !isForwarding(leg) && !isTransfer(leg),
  );
  const leg = out.find(({ master }) => master) ?? out[0];
  return leg?.extensionId === undefined ? record : { ...record, extensionId: leg.extensionId };
}

/** Who owns an entry, on whose behalf, and for which queue: with a queue on one side of a delegation, the person on the other owns it. */
function ownership(entry: CallEntry, directory: Directory): { owner?: ExtensionId; boss?: ExtensionId; queue?: ExtensionId } {
  const { delegateId: delegate } = entry;
  // A delegate without a principal acts for whoever the entry names on the company's side.
  const implied = () => extensionOf(entry.direction === 'Outbound' ? entry.from : entry.to, directory);
  const extension = entry.extensionId ?? (delegate === undefined ? undefined : implied());
  if (delegate === undefined || extension === undefined || delegate === extension) {
    const owner = delegate ?? extension;
    return owner === undefined ? {} : { owner };
  }
  const isQueue = (id: ExtensionId) => directory.extensions.get(id)?.kind === 'queue';
  if (isQueue(delegate)) return { owner: extension, queue: delegate };
  if (isQueue(extension)) return { owner: delegate, queue: extension };
  return entry.delegationType === 'QueueForwarding'
    ? { owner: delegate, queue: extension }
    : { owner: delegate, boss: extension };
}

/**
 * Whose phone a leg was: its own extension's, else the person's it was for. A transfer leg belongs to whom it leads to, and names as its
 * extension either that one or whoever handed the call over.
 */
function legOwner(leg: CallLeg, records: readonly CallRecord[], directory: Directory): ExtensionId | undefined {
  const { owner } = ownership(leg, directory);
  const dialled = extensionOf(leg.to, directory);
  const person = dialled !== undefined && directory.extensions.get(dialled)?.kind !== 'queue' ? dialled : undefined;
  if (!isTransfer(leg)) return owner ?? (isForwarding(leg) || leg.direction === 'Outbound' ? undefined : person);
  if (person !== undefined) return person;
  return owner === undefined || hadTaken(owner, leg.startTime, records, directory) ? dialled : owner;
}

/** Whether this extension was on the call before this instant. */
function hadTaken(extension: ExtensionId, before: Instant, records: readonly CallRecord[], directory: Directory): boolean {
  const onIt = (entry: CallEntry & { readonly legType?: string }) => {
    if (!isAnswered(entry.result) || entry.startTime >= before) return false;
    const { owner } = ownership(entry, directory);
    if (isTransfer(entry)) return (extensionOf(entry.to, directory) ?? owner) === extension;
    return (owner ?? extensionOf(entry.direction === 'Outbound' ? entry.from : entry.to, directory)) === extension;
  };
  return records.some((record) => onIt(record) || record.legs.some((leg) => onIt(leg)));
}

/** Everything the records say of each extension, in the order of first appearance. */
export function gather(records: readonly CallRecord[], directory: Directory): ReadonlyMap<ExtensionId, Evidence> {
  const found = new Map<ExtensionId, Evidence>();
  const of = (extension: ExtensionId): Evidence => {
    let evidence = found.get(extension);
    if (!evidence) {
      const kind =
        String(extension) === String(directory.account) ? 'other' : (directory.extensions.get(extension)?.kind ?? 'person');
      evidence = { extension, kind, made: [], own: [], asBoss: [], legs: [], agentLegs: [], called: [], calling: [], aside: [] };
      found.set(extension, evidence);
    }
    return evidence;
  };
  const someoneDialled = records.some((record) => isOutbound(record) && !isSpecial(record));
  for (const record of records) {
    const { owner, boss, queue } = ownership(record, directory);
    const from = callerOf(record.from, directory);
    const to = extensionOf(record.to, directory);
    if (isSpecial(record)) {
      for (const extension of new Set([owner, from, to])) if (extension !== undefined) of(extension).aside.push(record);
      continue;
    }
    if (isOutbound(record)) {
      const maker = owner ?? from;
      if (maker !== undefined) of(maker).made.push(record);
    } else {
      if (owner !== undefined) of(owner).own.push(record);
      if (from !== undefined && from !== owner && !someoneDialled) of(from).calling.push(record);
    }
    if (boss !== undefined) of(boss).asBoss.push(record);
    if (queue !== undefined) (isOutbound(record) ? of(queue).asBoss : of(queue).called).push(record);
    if (to !== undefined && to !== queue) of(to).called.push(record);
    for (const leg of record.legs) {
      const extension = legOwner(leg, records, directory);
      if (isSpecial(leg)) {
        if (extension !== undefined) of(extension).aside.push(leg);
        continue;
      }
      const dialled = extensionOf(leg.to, directory);
      if (extension !== undefined) of(extension).legs.push({ leg, record });
      if (dialled !== undefined && dialled !== extension && directory.extensions.get(dialled)?.kind === 'queue') {
        of(dialled).agentLegs.push({ leg, record });
      }
    }
  }
  return found;
}

/** When an extension first appears as somebody who was called. */
export function firstCalled(evidence: Evidence): Instant {
  const legs = [...evidence.legs, ...evidence.agentLegs].map(({ leg }) => leg);
  return Math.min(...[...evidence.own, ...evidence.called, ...legs].map((entry) => entry.startTime));
}

/** The records with which a maker reached for somebody else; the first half of a RingOut rings the maker's own phone. */
export function reachingOut({ made, called }: Evidence): readonly CallRecord[] {
  const ownHalf = (record: CallRecord) =>
    called.includes(record) || record.legs.some(({ master, legType }) => master && legType?.endsWith('ToSubscriber'));
  const toOthers = made.filter((record) => !ownHalf(record));
  return toOthers.length > 0 ? toOthers : made;
}
