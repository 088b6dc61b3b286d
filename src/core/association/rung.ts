/** Why an extension's phone rang: because the call was for itself, for a queue, or for somebody else. */
import type { CallEntry, CallRecord } from '../call.js';
import type { ExtensionKind } from '../directory.js';
import { type Evidence, isForwarding, isOutbound, type LegEvidence } from './evidence.js';
import { opening, type Setting } from './setting.js';

const forwarded = (entry: CallEntry) => entry.delegationType === 'QueueForwarding';

/** Called by itself before any queue was: what it did with that call counts, though a queue may have rung it again. */
export function dialledItself(evidence: Evidence, setting: Setting): boolean {
  const { own, called, legs, extension } = evidence;
  const queue = opening(setting);
  if (called.some((record) => !forwarded(record) && record.startTime <= queue)) return true;
  const before = (entry: CallEntry) => !forwarded(entry) && entry.startTime < queue;
  if (own.some((record) => before(record) && !isDelegates(record, evidence, setting))) return true;
  return legs.some((found) => before(found.leg) && !forAnother(found, extension, setting));
}

/** A queue was called before it rang, or the log says it rang for one. */
export function rungForQueue({ own, legs }: Evidence, setting: Setting): boolean {
  const queue = opening(setting);
  return [...own, ...legs.map(({ leg }) => leg)].some((entry) => forwarded(entry) || entry.startTime >= queue);
}

/** Another's FindMe, or a delegate's phone: it rang, but the call was for somebody else. */
export function rungForPerson(evidence: Evidence, setting: Setting): boolean {
  const { own, called, legs, extension } = evidence;
  if (called.length > 0) return false;
  if (own.length > 0) return own.every((record) => isDelegates(record, evidence, setting));
  return legs.length > 0 && legs.every((found) => forAnother(found, extension, setting));
}

/** A record a delegate owns on behalf of a boss. */
const isDelegates = (record: CallRecord, evidence: Evidence, { all }: Setting) =>
  [...all.values()].some((boss) => boss !== evidence && boss.asBoss.includes(record));

const forAnother = ({ leg, record }: LegEvidence, extension: Evidence['extension'], { all }: Setting) =>
  isForwarding(leg) ||
  leg.delegationType === 'Coworker' ||
  (!isOutbound(record) && record.extensionId !== extension && kindOfOwner(record, all) === 'person');

/** Menus, sites and the company itself own records too, but no call was for them. */
export const kindOfOwner = ({ extensionId }: CallRecord, all: Setting['all']): ExtensionKind | undefined =>
  extensionId === undefined ? undefined : all.get(extensionId)?.kind;
