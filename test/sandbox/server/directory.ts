/** The company directory: people and numbers of the account, mixed with those of federated accounts unless told not to. */
import { createHash } from 'node:crypto';
import type { Company, Extension, PhoneNumber, Visitor } from '../model.js';
import { numberedPage } from './paging.js';
import { refuse } from './refusal.js';
import { type Handler, ok, readBoolean, readEnum } from './request.js';
import { findExtension } from './world.js';

const listedStatuses: readonly string[] = ['Enabled', 'Disabled', 'NotActivated'];
const types = [
  ...['User', 'Department', 'Announcement', 'Voicemail', 'SharedLinesGroup', 'PagingOnly', 'IvrMenu'],
  ...['ParkLocation', 'Limited', 'External', 'DelegatedLinesGroup', 'TieLine'],
];

/** listDirectoryEntries: ETag over the whole answer; a matching If-None-Match gives 304. */
export const listDirectoryEntries: Handler = (request, world) => {
  const { query, account, headers } = request;
  const type = query.has('type') ? readEnum(query, 'type', types, 'User') : undefined;
  const group = query.has('typeGroup') ? readEnum(query, 'typeGroup', ['User', 'NonUser'] as const, 'User') : undefined;
  const entries = contactsOf(account.company, readBoolean(query, 'showFederated', true)).filter(
    (entry) =>
      (!type || entry.type === type) &&
      (!group || (entry.type === 'User') === (group === 'User')) &&
      (!query.has('siteId') || entry.site?.id === query.get('siteId')),
  );
  const options = { perPage: 1000, most: 2000, words: ['max', 'all'], withoutNavigation: true };
  const { records, paging } = numberedPage(entries, request, world, options);
  const etag = `"${createHash('sha1')
    .update(JSON.stringify([records, paging]))
    .digest('hex')}"`;
  if (headers['if-none-match'] === etag) return { status: 304, headers: { ETag: etag } };
  return ok({ paging, records }, { ETag: etag });
};

/** readDirectoryEntry */
export const readDirectoryEntry: Handler = ({ params, account }) => {
  const entry = contactsOf(account.company, true).find((contact) => contact.id === params.entryId);
  if (!entry) throw refuse(404, 'ADG-122', 'Contact not found.');
  return ok(entry);
};

/** Own entries carry `account` only where the account is federated and federation was asked for. */
function contactsOf(company: Company, federated: boolean) {
  const foreign = federated ? company.visitors.filter((visitor) => visitor.companyId) : [];
  const account = foreign.length > 0 ? { id: company.id, companyName: company.name } : undefined;
  const own = company.extensions
    .filter((extension) => !extension.deleted && !extension.hidden && listedStatuses.includes(extension.status))
    .map((extension) => contactOf(company, extension, account));
  return [...own, ...foreign.map(foreignContact)];
}

interface Contact {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly site?: { readonly id: string; readonly name: string };
}

function contactOf(company: Company, extension: Extension, account?: { id: string; companyName: string }): Contact {
  const { firstName, lastName, name, email, department, extensionNumber, siteId } = extension;
  const numbers = company.numbers.filter((number) => number.extensionId === extension.id);
  const site = siteId === undefined ? undefined : findExtension(company, siteId);
  return {
    id: extension.id,
    type: extension.type === 'DigitalUser' ? 'User' : extension.type,
    status: extension.status,
    ...(account && { account }),
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(name && { name }),
    ...(email && { email }),
    ...(department && { department }),
    ...(extensionNumber && { extensionNumber }),
    ...(numbers.length > 0 && { phoneNumbers: numbers.map(contactNumber) }),
    ...(site && { site: { id: site.id, name: site.name ?? '' } }),
  };
}

function contactNumber({ phoneNumber, usageType }: PhoneNumber) {
  return { phoneNumber, e164: phoneNumber, formattedPhoneNumber: phoneNumber, type: 'VoiceFax', usageType, primary: true };
}

function foreignContact(visitor: Visitor): Contact {
  const { id, firstName, lastName, email, companyId = '' } = visitor;
  const account = { id: companyId, companyName: 'Federated company', federatedName: 'Federation' };
  return { id, type: 'User', status: 'Enabled', firstName, lastName, ...(email && { email }), account } as Contact;
}
