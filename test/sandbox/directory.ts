/** A seeded company as the bot's own directory would hold it, for tests that need no server. */
import { type Directory, directoryOf, kindOf } from '../../src/core/directory.js';
import { accountId, extensionId } from '../../src/core/model.js';
import type { Company } from './model.js';

export function directoryOfCompany(company: Company): Directory {
  const extensions = company.extensions.map((extension) => ({
    id: extensionId(extension.id),
    kind: kindOf(extension.type),
    type: extension.type,
    status: extension.deleted ? 'Deleted' : extension.status,
    name: extension.name ?? `${extension.firstName ?? ''} ${extension.lastName ?? ''}`.trim(),
    ...(extension.extensionNumber !== undefined && { extensionNumber: extension.extensionNumber }),
    ...(extension.email !== undefined && { email: extension.email }),
    numbers: company.numbers
      .filter((number) => number.extensionId === extension.id && number.usageType === 'DirectNumber')
      .map(({ phoneNumber }) => phoneNumber),
  }));
  const members = new Map(company.queues.map((queue) => [extensionId(queue.extensionId), queue.memberIds.map(extensionId)]));
  return directoryOf(accountId(company.id), extensions, members);
}
