/** Joins the company's lists into one snapshot: names, kinds, direct numbers, and who works for which queue. */
import { type Extension, kindOf } from '../../core/directory.js';
import { Outage } from '../../core/errors.js';
import { type AccountId, type ExtensionId, extensionId } from '../../core/model.js';
import type { DirectorySnapshot, Log } from '../../ports.js';
import {
  type AccountNumber,
  type DirectoryEntry,
  type ListedExtension,
  listAccountNumbers,
  listDirectoryEntries,
  listExtensions,
  listQueueIds,
  listQueueMembers,
  orRefused,
  readEntryNumber,
} from './people.js';
import type { Api } from './request.js';
import { present } from './wire.js';

/** Only these usage types (`PhoneNumberUsageType` of the contract) lead to one extension; company numbers belong to nobody. */
const ownUsages = new Set(['DirectNumber', 'BusinessMobileNumber', 'FmcBusinessMobileNumber', 'PartnerBusinessMobileNumber']);

/** @throws Outage, with status 403 where both lists of people are refused. */
export async function readDirectory(api: Api, account: AccountId, log: Log): Promise<DirectorySnapshot> {
  const extensions = await orRefused(listExtensions(api, log), log);
  const entries = await orRefused(listDirectoryEntries(api, log), log);
  if (!extensions && !entries) throw new Outage('listExtensions: 403', { status: 403 });
  const numbers = await orRefused(listAccountNumbers(api, log), log);
  const joined = joinDirectory({ account, extensions: extensions ?? [], entries: entries ?? [], numbers: numbers ?? [] });
  return { extensions: joined, members: await readMembers(api, joined, log) };
}

async function readMembers(api: Api, extensions: readonly Extension[], log: Log) {
  const members = new Map<ExtensionId, readonly ExtensionId[]>();
  const listed = await orRefused(listQueueIds(api, log), log);
  const queues = listed ?? extensions.filter((extension) => extension.kind === 'queue').map((extension) => extension.id);
  for (const queue of queues) {
    const agents = await orRefused(listQueueMembers(api, queue, log), log);
    if (agents) members.set(extensionId(queue), agents.map(extensionId));
  }
  return members;
}

interface Lists {
  readonly account: AccountId;
  readonly extensions: readonly ListedExtension[];
  readonly entries: readonly DirectoryEntry[];
  readonly numbers: readonly AccountNumber[];
}

/** Both lists of people are joined by id; either alone is enough. */
export function joinDirectory(lists: Lists): Extension[] {
  const entries = new Map(lists.entries.map((entry) => [entry.id, entry]));
  const listed = new Map(lists.extensions.map((extension) => [extension.id, extension]));
  const numbers = ownNumbers(lists);
  // The account's system extension has the account's own id; it is not somebody.
  const ids = [...new Set([...listed.keys(), ...entries.keys()])].filter((id) => id !== lists.account);
  return ids.map((id) => join(id, listed.get(id), entries.get(id), numbers.get(id) ?? []));
}

function join(
  id: string,
  listed: ListedExtension | undefined,
  entry: DirectoryEntry | undefined,
  numbers: readonly string[],
): Extension {
  // The directory shows digital and virtual users as User: the extension list knows better.
  const type = listed?.type ?? entry?.type ?? 'Unknown';
  // The extension list cuts long names off.
  const fullName =
    nameOf(entry?.firstName, entry?.lastName) || nameOf(listed?.contact?.firstName, listed?.contact?.lastName) || undefined;
  const extensionNumber = listed?.extensionNumber ?? entry?.extensionNumber;
  return present({
    id: extensionId(id),
    kind: kindOf(type),
    type,
    status: listed?.status ?? entry?.status ?? 'Enabled',
    name:
      fullName ??
      listed?.name?.trim() ??
      entry?.name?.trim() ??
      (extensionNumber ? `Extension ${extensionNumber}` : `Extension ${id}`),
    extensionNumber,
    email: listed?.contact?.email ?? entry?.email,
    department: listed?.contact?.department ?? entry?.department,
    site: siteOf(entry) ?? siteOf(listed),
    unlisted: listed?.hidden || entry?.hidden ? true : undefined,
    numbers,
  });
}

/** The extension list gives a site's id as an address, the directory as it is. */
const siteOf = (of: Pick<ListedExtension, 'site'> | undefined) =>
  of?.site?.id === undefined ? undefined : present({ id: of.site.id.replace(/^.*\//, ''), name: of.site.name });

const nameOf = (first = '', last = '') => `${first.trim()} ${last.trim()}`.trim();

/** Extension → its own numbers. A number that two extensions claim leads to neither. */
function ownNumbers({ entries, numbers }: Lists): Map<string, string[]> {
  const owners = new Map<string, Set<string>>();
  const claim = (number: string | undefined, owner: string | undefined, usage: string | undefined) => {
    if (!number || !owner || !usage || !ownUsages.has(usage) || !/^\+[1-9]\d{6,14}$/.test(number)) return;
    owners.set(number, (owners.get(number) ?? new Set()).add(owner));
  };
  for (const entry of entries) {
    for (const number of entry.phoneNumbers.flatMap(readEntryNumber))
      claim(number.e164 ?? number.phoneNumber, entry.id, number.usageType);
  }
  for (const number of numbers) claim(number.phoneNumber, number.extension?.id, number.usageType);
  const byOwner = new Map<string, string[]>();
  for (const [number, claimed] of owners) {
    const [owner] = claimed;
    if (claimed.size === 1 && owner !== undefined) byOwner.set(owner, [...(byOwner.get(owner) ?? []), number]);
  }
  return byOwner;
}
