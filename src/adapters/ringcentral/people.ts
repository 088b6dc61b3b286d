/** The lists that tell who and what a company has, each read to its last page. */
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import type { Log } from '../../ports.js';
import type { Api, ApiRequest } from './request.js';
import { flag, hasNextPage, id, optionalId, optionalObject, optionalText, paged, records } from './wire.js';

const site = optionalObject({ id: optionalId, name: optionalText });

const listedExtension = z.object({
  id,
  type: optionalText,
  status: optionalText,
  name: optionalText,
  extensionNumber: optionalId,
  contact: optionalObject({
    firstName: optionalText,
    lastName: optionalText,
    email: optionalText,
    department: optionalText,
  }),
  site,
  hidden: flag,
});
export type ListedExtension = z.output<typeof listedExtension>;

const directoryEntry = z.object({
  id,
  type: optionalText,
  status: optionalText,
  name: optionalText,
  firstName: optionalText,
  lastName: optionalText,
  email: optionalText,
  department: optionalText,
  extensionNumber: optionalId,
  site,
  hidden: flag,
  phoneNumbers: records,
});
export type DirectoryEntry = z.output<typeof directoryEntry>;

const entryNumber = z.object({ e164: optionalText, phoneNumber: optionalText, usageType: optionalText, hidden: flag });
export type EntryNumber = z.output<typeof entryNumber>;
export const readEntryNumber = (wire: unknown): EntryNumber[] => {
  const parsed = entryNumber.safeParse(wire);
  return parsed.success ? [parsed.data] : [];
};

const accountNumber = z.object({
  phoneNumber: optionalText,
  usageType: optionalText,
  extension: optionalObject({ id: optionalId }),
});
export type AccountNumber = z.output<typeof accountNumber>;

const withId = z.object({ id });

type List = Pick<ApiRequest, 'operation' | 'group' | 'path' | 'query'> & { readonly perPage: number };

/** Far beyond any company; a paging that never ends must not keep the job for ever. */
const mostPages = 500;

async function readList<T>(api: Api, list: List, item: z.ZodType<T>, log: Log): Promise<T[]> {
  const found: T[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await api.call(
      { ...list, priority: 'background', query: { ...list.query, page, perPage: list.perPage } },
      paged,
    );
    for (const wire of answer.records) {
      const parsed = item.safeParse(wire);
      if (parsed.success) found.push(parsed.data);
      else log.warn('list entry skipped: not understood', { operation: list.operation });
    }
    if (answer.records.length === 0 || !hasNextPage(answer, page, list.perPage)) break;
  }
  return found;
}

const account = '/restapi/v1.0/account/~';

/** listExtensions: every type and status. */
export const listExtensions = (api: Api, log: Log): Promise<ListedExtension[]> =>
  readList(
    api,
    { operation: 'listExtensions', group: 'Medium', path: `${account}/extension`, perPage: 1000 },
    listedExtension,
    log,
  );

/** listDirectoryEntries of this account only: by default the platform mixes in the people of federated accounts. */
export const listDirectoryEntries = (api: Api, log: Log): Promise<DirectoryEntry[]> =>
  readList(
    api,
    {
      operation: 'listDirectoryEntries',
      group: 'Medium',
      path: `${account}/directory/entries`,
      query: { showFederated: false },
      perPage: 1000,
    },
    directoryEntry,
    log,
  );

/** listAccountPhoneNumbers. */
export const listAccountNumbers = (api: Api, log: Log): Promise<AccountNumber[]> =>
  readList(
    api,
    { operation: 'listAccountPhoneNumbers', group: 'Heavy', path: `${account}/phone-number`, perPage: 1000 },
    accountNumber,
    log,
  );

/** listCallQueues: their ids. */
export const listQueueIds = async (api: Api, log: Log): Promise<string[]> =>
  (
    await readList(
      api,
      { operation: 'listCallQueues', group: 'Medium', path: `${account}/call-queues`, perPage: 1000 },
      withId,
      log,
    )
  ).map((queue) => queue.id);

/** listCallQueueMembers: the agents' extension ids. */
export const listQueueMembers = async (api: Api, queue: string, log: Log): Promise<string[]> =>
  (
    await readList(
      api,
      {
        operation: 'listCallQueueMembers',
        group: 'Light',
        path: `${account}/call-queues/${encodeURIComponent(queue)}/members`,
        perPage: 1000,
      },
      withId,
      log,
    )
  ).map((member) => member.id);

/** What may be refused to this reader, or be unknown to this account: null then. Every other fault is thrown on. */
export async function orRefused<T>(read: Promise<T>, log: Log): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof Outage) || (error.status !== 403 && error.status !== 404)) throw error;
    log.warn('a list is refused to the reader', { reason: error.reason });
    return null;
  }
}
