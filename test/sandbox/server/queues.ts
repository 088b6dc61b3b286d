/** Call queues and who answers them; a queue is an extension of type Department. */
import { accountUri, extensionUri } from './account.js';
import { numberedPage } from './paging.js';
import { notFound } from './refusal.js';
import { type Handler, ok } from './request.js';
import { displayName, findExtension } from './world.js';

/** listCallQueues */
export const listCallQueues: Handler = (request, world) => {
  const { company } = request.account;
  const member = request.query.get('memberExtensionId');
  const found = company.queues.filter((queue) => member === null || queue.memberIds.includes(member));
  const page = numberedPage(found, request, world, { perPage: 100, most: 1000 });
  return ok({
    ...page,
    records: page.records.map(({ extensionId }) => {
      const extension = findExtension(company, extensionId);
      return {
        uri: `${accountUri(world, company)}/call-queues/${extensionId}`,
        id: extensionId,
        ...(extension?.extensionNumber && { extensionNumber: extension.extensionNumber }),
        name: extension ? displayName(extension) : '',
        status: extension?.status ?? 'Enabled',
      };
    }),
  });
};

/** listCallQueueMembers, with integer ids. */
export const listCallQueueMembers: Handler = (request, world) => {
  const { company } = request.account;
  const queue = company.queues.find((one) => one.extensionId === request.params.groupId);
  if (!queue) throw notFound('groupId');
  const members = queue.memberIds.flatMap((id) => findExtension(company, id) ?? []);
  const page = numberedPage(members, request, world, { perPage: 100, most: 1000 });
  return ok({
    ...page,
    records: page.records.map((member) => ({
      uri: extensionUri(world, company, member.id),
      id: Number(member.id),
      ...(member.extensionNumber && { extensionNumber: member.extensionNumber }),
    })),
  });
};
