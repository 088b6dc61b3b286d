/** Who really picked up, where several accepted legs claim it. */
import type { CallRecord } from '../call.js';
import type { Directory } from '../directory.js';
import type { ExtensionId, Instant } from '../model.js';
import { type Claim, claimsOn, settle, type Taken, takenFrom } from './claims.js';
import { type Evidence, isTransfer } from './evidence.js';
import { isAnswered } from './outcomes.js';

/** The intervals in which an extension had taken the call, per extension that took it; what the maker had before is not among them. */
export type Takers = ReadonlyMap<ExtensionId, readonly Taken[]>;

/**
 * In a record that was not answered nobody took anything, whatever its legs say: forwarding legs are Accepted as soon as the far phone
 * rings. A transfer leg speaks for itself.
 */
export function takersOf(
  all: ReadonlyMap<ExtensionId, Evidence>,
  records: readonly CallRecord[],
  handovers: readonly Instant[],
  directory: Directory,
): Takers {
  const people = [...all.values()].filter(({ kind }) => kind === 'person');
  const taken = new Map<ExtensionId, Taken[]>();
  const add = (extension: ExtensionId, span: Taken) => {
    const spans = taken.get(extension);
    if (spans) spans.push(span);
    else taken.set(extension, [span]);
  };
  for (const record of records) {
    const claims: Claim[] = [];
    for (const evidence of people) {
      for (const { leg, record: of } of evidence.legs) {
        if (of === record && isTransfer(leg) && isAnswered(leg.result)) add(evidence.extension, takenFrom(leg, true));
      }
      claims.push(...claimsOn(record, evidence, handovers));
    }
    for (const { extension, span } of settle(claims, record, handovers)) add(extension, span);
  }
  if (taken.size > 0) return taken;
  // Dialled by an outbound record alone, with no record or leg of their own: the party is all the evidence there is.
  for (const evidence of people) {
    if (taken.size > 0 || evidence.own.length > 0 || evidence.legs.length > 0) continue;
    for (const record of evidence.called) {
      if (isAnswered(record.result) && !isMakerOf(evidence, record) && !hasQueueLeg(record, directory)) {
        add(evidence.extension, takenFrom(record, false));
      }
    }
  }
  return taken;
}

const isMakerOf = (evidence: Evidence, record: CallRecord) => evidence.made.includes(record) || evidence.calling.includes(record);

const hasQueueLeg = (record: CallRecord, directory: Directory) =>
  record.legs.some((leg) => leg.extensionId !== undefined && directory.extensions.get(leg.extensionId)?.kind === 'queue');
