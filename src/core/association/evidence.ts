/** Collects, for every extension a conversation touches, where it appears: as owner of a record, in a leg, or as a named party. */
import type { CallEntry, CallLeg, CallRecord, Party } from '../call.js';
import type { Directory, ExtensionKind } from '../directory.js';
import type { ExtensionId, Instant } from '../model.js';
import { comparableNumber } from '../number.js';

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
  readonly agentLegs: CallLeg[];
  /** Records whose dialled party it is, by id or by direct number. */
  readonly called: CallRecord[];
  /** Inbound records it called from, where no outbound record tells who called. */
  readonly calling: CallRecord[];
}

const specialActions = new Set(['Monitoring', 'Barge In Call', 'Paging', 'Call Park', 'Park Location']);
const specialLegs = new Set(['SilentMonitoring', 'Monitoring', 'PagingServer', 'CallPark', 'ParkLocation']);
const forwardingActions = new Set(['FindMe', 'FollowMe', 'Sip Forwarding', 'RingMe', 'Ring Directly']);
const forwardingLegs = new Set(['FindMe', 'FollowMe', 'SipForwarding', 'RingMe', 'RingDirectly']);

/** Listening in, parking and paging are no part in a conversation. */
export const isSpecial = (entry: CallEntry & { readonly legType?: string }): boolean =>
  specialActions.has(entry.action) || (entry.legType !== undefined && specialLegs.has(entry.legType));

export const isForwarding = (leg: CallLeg): boolean =>
  forwardingActions.has(leg.action) || (leg.legType !== undefined && forwardingLegs.has(leg.legType));

export const isTransfer = (entry: CallEntry & { readonly legType?: string }): boolean =>
  entry.action === 'Transfer' || entry.legType === 'TransferCall';

export const isOutbound = (record: CallRecord): boolean => record.direction === 'Outbound';

export const endOf = (entry: CallEntry): Instant => entry.startTime + entry.durationMs;

/** The extension a party is: by its id, else by a direct number; company, main and queue-less numbers lead to nobody. */
export function extensionOf(party: Party, directory: Directory): ExtensionId | undefined {
  if (party.extensionId !== undefined) return party.extensionId;
  const number = comparableNumber(party.phoneNumber);
  return number === null ? undefined : directory.owners.get(number);
}

/** Who owns an entry, on whose behalf, and for which queue: with a queue on one side of a delegation, the person on the other owns it. */
export function ownership(
  entry: CallEntry,
  directory: Directory,
): { owner?: ExtensionId; boss?: ExtensionId; queue?: ExtensionId } {
  const { extensionId: extension, delegateId: delegate } = entry;
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

/** Where a transfer leg leads: its own extension, unless it names the transferor there and the target as the dialled party. */
function legOwner(leg: CallLeg, directory: Directory): ExtensionId | undefined {
  const { owner } = ownership(leg, directory);
  if (!isTransfer(leg)) return owner;
  const target = extensionOf(leg.to, directory);
  return target !== undefined && directory.extensions.get(target)?.kind !== 'queue' ? target : (owner ?? target);
}

/** Everything the records say of each extension, in the order of first appearance. */
export function gather(records: readonly CallRecord[], directory: Directory): ReadonlyMap<ExtensionId, Evidence> {
  const found = new Map<ExtensionId, Evidence>();
  const of = (extension: ExtensionId): Evidence => {
    let evidence = found.get(extension);
    if (!evidence) {
      const kind = directory.extensions.get(extension)?.kind ?? 'person';
      evidence = { extension, kind, made: [], own: [], asBoss: [], legs: [], agentLegs: [], called: [], calling: [] };
      found.set(extension, evidence);
    }
    return evidence;
  };
  const someoneDialled = records.some(isOutbound);
  for (const record of records) {
    const { owner, boss, queue } = ownership(record, directory);
    const from = extensionOf(record.from, directory);
    const to = extensionOf(record.to, directory);
    if (isOutbound(record)) {
      const maker = owner ?? from;
      if (maker !== undefined) of(maker).made.push(record);
    } else {
      if (owner !== undefined) of(owner).own.push(record);
      if (from !== undefined && from !== owner && !someoneDialled) of(from).calling.push(record);
    }
    if (boss !== undefined) of(boss).asBoss.push(record);
    if (queue !== undefined) of(queue).called.push(record);
    if (to !== undefined && to !== queue) of(to).called.push(record);
    for (const leg of record.legs) {
      const extension = legOwner(leg, directory);
      const dialled = extensionOf(leg.to, directory);
      if (extension !== undefined) of(extension).legs.push({ leg, record });
      if (dialled !== undefined && dialled !== extension && directory.extensions.get(dialled)?.kind === 'queue') {
        of(dialled).agentLegs.push(leg);
      }
    }
  }
  return found;
}

/** When an extension first appears as somebody who was called. */
export function firstCalled(evidence: Evidence): Instant {
  const starts = [...evidence.own, ...evidence.called, ...evidence.legs.map(({ leg }) => leg), ...evidence.agentLegs].map(
    (entry) => entry.startTime,
  );
  return Math.min(...starts);
}
