/** Who the other party was, as an extension of the company where it is one. */
import type { CallEntry, CallRecord, Party } from '../call.js';
import type { Directory } from '../directory.js';
import type { ExtensionId, Instant } from '../model.js';
import { comparableNumber } from '../number.js';
import type { Counterpart } from '../participation.js';
import { withNumber } from '../people.js';
import { type Evidence, extensionOf, isForwarding, isOutbound, reachingOut } from './evidence.js';
import type { Setting } from './setting.js';

/** Whom the maker reached for: the dialled party, else the queue or person whose own record tells. */
export function dialledBy(maker: Evidence, all: readonly Evidence[], { directory, handedAt }: Setting): Counterpart {
  const record = reachingOut(maker)[0] ?? maker.calling[0];
  if (!record) return {};
  const named = extensionOf(record.to, directory);
  if (named !== undefined && named !== maker.extension) return withParty(record.to, named);
  const called = all.filter((other) => other.extension !== maker.extension && !isBoss(other) && wasCalled(other, handedAt));
  const reached = called.find(isQueue) ?? called.find(hasDelegate) ?? called[0];
  if (reached) return withParty(record.to, reached.extension);
  return withParty(record.to, byExtensionNumber(record.to, directory));
}

/** The call was for the boss, whoever took it. */
const hasDelegate = (evidence: Evidence) => evidence.asBoss.length > 0;
const isQueue = (evidence: Evidence) => evidence.kind === 'queue';
const isBoss = (evidence: Evidence) => evidence.asBoss.some(isOutbound);
/** Called itself, before the call was handed on: whoever came in then is not whom the maker dialled. */
function wasCalled({ own, asBoss, called, legs }: Evidence, handedAt: Instant): boolean {
  const before = (entry: CallEntry) => entry.startTime < handedAt;
  const inbound = (record: CallRecord) => !isOutbound(record) && before(record);
  return (
    own.some(before) ||
    asBoss.some(inbound) ||
    called.some(inbound) ||
    legs.some(({ leg }) => before(leg) && !isForwarding(leg) && leg.delegationType !== 'Coworker')
  );
}

/**
 * Who was at the other end for somebody who was called: the maker of the conversation where the company has one, else the calling party
 * of the earliest record. Whoever the maker handed an outsider to speaks with the outsider.
 */
export function calledFrom(evidence: Evidence, makers: readonly Evidence[], setting: Setting): Counterpart {
  const { all, records, directory, handedAt } = setting;
  const incoming =
    [...evidence.own, ...evidence.called].find((record) => !isOutbound(record)) ?? records.find((record) => !isOutbound(record));
  const record = incoming ?? records[0];
  if (!record) return {};
  const maker = makers.find(({ extension }) => extension !== evidence.extension);
  if (maker && Number.isFinite(handedAt)) {
    const reached = dialledBy(maker, [...all.values()], setting);
    if (reached.extensionId === undefined) return reached;
  }
  const from = isOutbound(record) && evidence.made.includes(record) ? record.to : record.from;
  const caller = maker?.extension ?? notSelf(extensionOf(from, directory), evidence);
  return withParty(from, caller ?? byExtensionNumber(from, directory));
}

const notSelf = (id: ExtensionId | undefined, evidence: Evidence) => (id === evidence.extension ? undefined : id);

/** Extension numbers are handed on to new people, so they only ever name a counterpart, and only where nothing better does. */
function byExtensionNumber(party: Party, directory: Directory): ExtensionId | undefined {
  const number = party.extensionNumber ?? (/^\d{2,8}$/.test(party.phoneNumber ?? '') ? party.phoneNumber : undefined);
  if (number === undefined) return undefined;
  return withNumber(number, directory).find((extension) => extension.status !== 'Deleted')?.id;
}

const withParty = (party: Party, extensionId: ExtensionId | undefined): Counterpart => ({
  ...(extensionId !== undefined && { extensionId }),
  // Comparable where it can be, so that one number is one number however the log wrote it.
  ...(party.phoneNumber !== undefined && { phoneNumber: comparableNumber(party.phoneNumber) ?? party.phoneNumber }),
  ...(party.name !== undefined && { name: party.name }),
});
