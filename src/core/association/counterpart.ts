/** Who the other party was, as an extension of the company where it is one. */
import type { CallRecord, Party } from '../call.js';
import type { Directory } from '../directory.js';
import type { ExtensionId } from '../model.js';
import { comparableNumber } from '../number.js';
import type { Counterpart } from '../participation.js';
import { withNumber } from '../people.js';
import { type Evidence, extensionOf, isForwarding, isOutbound, isTransfer, reachingOut } from './evidence.js';

/** Whom the maker reached for: the dialled party, else the queue or person whose own record tells. */
export function dialledBy(maker: Evidence, all: ReadonlyMap<ExtensionId, Evidence>, directory: Directory): Counterpart {
  const record = reachingOut(maker)[0] ?? maker.calling[0];
  if (!record) return {};
  const named = extensionOf(record.to, directory);
  if (named !== undefined && named !== maker.extension) return withParty(record.to, named);
  const others = [...all.values()].filter(
    (evidence) => evidence.extension !== maker.extension && !wasHanded(evidence) && !isBoss(evidence),
  );
  const [reached] = [...others.filter(isQueue), ...others.filter((other) => !isQueue(other))].filter(wasCalled);
  if (reached) return withParty(record.to, reached.extension);
  return withParty(record.to, byExtensionNumber(record.to, directory));
}

const isQueue = (evidence: Evidence) => evidence.kind === 'queue';
const wasHanded = (evidence: Evidence) => evidence.legs.some(({ leg }) => isTransfer(leg));
const isBoss = (evidence: Evidence) => evidence.asBoss.some(isOutbound);
const wasCalled = (evidence: Evidence) =>
  evidence.own.length > 0 ||
  evidence.asBoss.some((record) => !isOutbound(record)) ||
  evidence.called.some((record) => !isOutbound(record)) ||
  evidence.legs.some(({ leg }) => !isForwarding(leg));

/** Who called: the maker of the conversation where the company has one, else the calling party of the earliest record. */
export function calledFrom(
  evidence: Evidence,
  makers: readonly ExtensionId[],
  records: readonly CallRecord[],
  directory: Directory,
): Counterpart {
  const incoming =
    [...evidence.own, ...evidence.called].find((record) => !isOutbound(record)) ?? records.find((record) => !isOutbound(record));
  const record = incoming ?? records[0];
  const maker = makers.find((id) => id !== evidence.extension);
  if (!record) return {};
  const from = isOutbound(record) && evidence.made.includes(record) ? record.to : record.from;
  return withParty(from, maker ?? notSelf(extensionOf(from, directory), evidence) ?? byExtensionNumber(from, directory));
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
