/** The account and its extensions as the account endpoints show them, with integer ids. */
import type { Company, Extension } from '../model.js';
import { extensionOf } from './access.js';
import { numberedPage } from './paging.js';
import { notFound } from './refusal.js';
import { type Handler, ok, readList } from './request.js';
import { type Account, displayName, findExtension, type World } from './world.js';

const statuses = ['Enabled', 'Disabled', 'Frozen', 'NotActivated', 'Unassigned'] as const;
const types = [
  ...['User', 'Department', 'Announcement', 'Voicemail', 'DigitalUser', 'VirtualUser', 'FaxUser', 'PagingOnly'],
  ...['SharedLinesGroup', 'DelegatedLinesGroup', 'GroupCallPickup', 'IvrMenu', 'ApplicationExtension', 'ProxyAdmin'],
  ...['RoomConnector', 'ParkLocation', 'Limited', 'Bot', 'Site', 'Room', 'FlexibleUser', 'TieLine', 'Unknown'],
];

export const accountUri = (world: World, company: Company) => `${world.url}/restapi/v1.0/account/${company.id}`;
export const extensionUri = (world: World, company: Company, id: string) => `${accountUri(world, company)}/extension/${id}`;

/** readAccountInfo */
export const readAccountInfo: Handler = ({ account }, world) => {
  const { company } = account;
  return ok({
    id: Number(company.id),
    uri: accountUri(world, company),
    mainNumber: company.mainNumber,
    serviceInfo: { uri: `${accountUri(world, company)}/service-info`, brand: { id: '1210', name: 'RingCentral' } },
    setupWizardState: 'Completed',
    status: 'Confirmed',
    regionalSettings: regionalSettings(company.timeZone, 'en-US', '12h', world.now()),
    federated: company.visitors.some((visitor) => visitor.companyId),
  });
};

/** listExtensions: every type, the bot and hidden ones too; deleted ones never. */
export const listExtensions: Handler = (request, world) => {
  const { query, account } = request;
  const status = readList(query, 'status', statuses);
  const type = readList(query, 'type', types);
  const email = query.getAll('email');
  const number = query.get('extensionNumber');
  const found = account.company.extensions.filter(
    (extension) =>
      !extension.deleted &&
      (!status || status.includes(extension.status)) &&
      (!type || type.includes(extension.type)) &&
      (email.length === 0 || (extension.email !== undefined && email.includes(extension.email))) &&
      (number === null || extension.extensionNumber === number),
  );
  const page = numberedPage(found, request, world, { perPage: 100, most: 1000 });
  return ok({ ...page, records: page.records.map((extension) => extensionRecord(extension, account, world)) });
};

/** readExtension, with the regional settings; 404 for ids of other accounts and deleted ones. */
export const readExtension: Handler = (request, world) => {
  const { account } = request;
  const extension = findExtension(account.company, extensionOf(request));
  if (!extension) throw notFound('extensionId');
  const { company } = account;
  return ok({
    ...extensionRecord(extension, account, world),
    account: { id: company.id, uri: accountUri(world, company) },
    regionalSettings: regionalSettings(
      extension.timeZone ?? company.timeZone,
      extension.locale ?? 'en-US',
      extension.timeFormat ?? '12h',
      world.now(),
    ),
    setupWizardState: extension.status === 'NotActivated' ? 'NotStarted' : 'Completed',
  });
};

function extensionRecord(extension: Extension, account: Account, world: World) {
  const { firstName, lastName, email, department } = extension;
  const site = extension.siteId === undefined ? undefined : findExtension(account.company, extension.siteId);
  const admin = extension.permissions?.includes('FullCompanyCallLog') ?? false;
  return {
    id: Number(extension.id),
    uri: extensionUri(world, account.company, extension.id),
    ...(extension.extensionNumber && { extensionNumber: extension.extensionNumber }),
    name: cut(displayName(extension), 129),
    type: extension.type,
    status: extension.status,
    // The contract calls this id an address; the directory has it plain.
    ...(site && { site: { id: extensionUri(world, account.company, site.id), name: site.name ?? '' } }),
    hidden: extension.hidden ?? false,
    ...((firstName || lastName || email) && {
      contact: {
        ...(firstName && { firstName: cut(firstName, 64) }),
        ...(lastName && { lastName: cut(lastName, 64) }),
        ...(email && { email }),
        ...(department && { department: cut(department, 64) }),
      },
    }),
    permissions: { admin: { enabled: admin }, internationalCalling: { enabled: false } },
  };
}

/** The account's own lists keep names short; the directory and Team Messaging give them whole. */
const cut = (text: string, length: number) => [...text].slice(0, length).join('');

/** `bias` is the zone's standard offset, without daylight saving, as the platform gives it. */
function regionalSettings(zone: string, localeCode: string, timeFormat: '12h' | '24h', at: number) {
  const bias = Math.min(
    offset(zone, Date.UTC(new Date(at).getUTCFullYear(), 0)),
    offset(zone, Date.UTC(new Date(at).getUTCFullYear(), 6)),
  );
  const language = { id: '1033', localeCode, name: localeCode };
  return {
    timezone: { id: '58', name: zone, description: zone, bias: String(bias) },
    language,
    formattingLocale: language,
    greetingLanguage: language,
    homeCountry: { id: '1', name: 'United States', isoCode: 'US', callingCode: '1' },
    timeFormat,
  };
}

function offset(zone: string, at: number): number {
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}
