/** Which API operations the stand-in answers: their names, paths, rate groups and the permissions each asks for. */

export type RateGroup = 'Light' | 'Medium' | 'Heavy' | 'Auth';

export interface Operation {
  /** `operationId` of the public contract. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly group: RateGroup;
  /** Scope the application must have. */
  readonly app?: string;
  /** Permission the user's role must hold, unless the operation is about the user alone. */
  readonly user?: string;
}

type Row = readonly [method: string, path: string, id: string, group: RateGroup, user?: string];

const account = '/restapi/v1.0/account/{accountId}';
const chats = '/team-messaging/v1/chats';

const open: Row[] = [
  ['GET', '/restapi/oauth/authorize', 'authorize', 'Auth'],
  ['POST', '/restapi/oauth/authorize', 'authorize2', 'Auth'],
  ['POST', '/restapi/oauth/token', 'getToken', 'Auth'],
  ['POST', '/restapi/oauth/revoke', 'revokeToken', 'Auth'],
  ['GET', `${account}/extension/{extensionId}/authz-profile`, 'readAuthorizationProfile', 'Medium'],
  ['GET', `${account}/extension/{extensionId}/authz-profile/check`, 'checkUserPermission', 'Light'],
];

const subscriptions: Row[] = [
  ['GET', '/restapi/v1.0/subscription', 'listSubscriptions', 'Light'],
  ['POST', '/restapi/v1.0/subscription', 'createSubscription', 'Medium'],
  ['GET', '/restapi/v1.0/subscription/{subscriptionId}', 'readSubscription', 'Light'],
  ['PUT', '/restapi/v1.0/subscription/{subscriptionId}', 'updateSubscription', 'Medium'],
  ['DELETE', '/restapi/v1.0/subscription/{subscriptionId}', 'deleteSubscription', 'Medium'],
  ['POST', '/restapi/v1.0/subscription/{subscriptionId}/renew', 'renewSubscription', 'Light'],
];

const accounts: Row[] = [
  ['GET', account, 'readAccountInfo', 'Light', 'ReadCompanyInfo'],
  ['GET', `${account}/extension`, 'listExtensions', 'Medium', 'ReadExtensions'],
  ['GET', `${account}/extension/{extensionId}`, 'readExtension', 'Light', 'ReadExtensions'],
  ['GET', `${account}/extension/{extensionId}/phone-number`, 'listExtensionPhoneNumbers', 'Light', 'ReadUserPhoneNumbers'],
  ['GET', `${account}/directory/entries`, 'listDirectoryEntries', 'Medium'],
  ['GET', `${account}/directory/entries/{entryId}`, 'readDirectoryEntry', 'Medium'],
  ['GET', `${account}/phone-number`, 'listAccountPhoneNumbers', 'Heavy', 'ReadCompanyPhoneNumbers'],
  ['GET', '/restapi/v2/accounts/{accountId}/phone-numbers', 'listAccountPhoneNumbersV2', 'Heavy', 'ReadCompanyPhoneNumbers'],
  ['GET', `${account}/call-queues`, 'listCallQueues', 'Medium', 'ReadExtensions'],
  ['GET', `${account}/call-queues/{groupId}/members`, 'listCallQueueMembers', 'Light', 'ReadExtensions'],
];

const callLog: Row[] = [
  ['GET', `${account}/call-log`, 'readCompanyCallLog', 'Heavy', 'FullCompanyCallLog'],
  ['GET', `${account}/call-log/{callRecordId}`, 'readCompanyCallRecord', 'Heavy', 'FullCompanyCallLog'],
  ['GET', `${account}/call-log-sync`, 'syncAccountCallLog', 'Heavy', 'FullCompanyCallLog'],
  ['GET', `${account}/call-log-extract-sync`, 'extractSyncAccountCallLog', 'Heavy', 'FullCompanyCallLog'],
  ['GET', `${account}/extension/{extensionId}/call-log`, 'readUserCallLog', 'Heavy', 'ReadCallLog'],
  ['GET', `${account}/extension/{extensionId}/call-log/{callRecordId}`, 'readUserCallRecord', 'Heavy', 'ReadCallLog'],
  ['GET', `${account}/extension/{extensionId}/call-log-sync`, 'syncUserCallLog', 'Heavy', 'ReadCallLog'],
];

const messaging: Row[] = [
  ['GET', '/team-messaging/v1/persons/{personId}', 'readGlipPersonNew', 'Light'],
  ['GET', '/team-messaging/v1/companies/{companyId}', 'readTMCompanyInfoNew', 'Light'],
  ['GET', chats, 'listGlipChatsNew', 'Medium'],
  ['GET', `${chats}/{chatId}`, 'readGlipChatNew', 'Light'],
  ['GET', '/team-messaging/v1/recent/chats', 'listRecentChatsNew', 'Light'],
  ['GET', '/team-messaging/v1/everyone', 'readGlipEveryoneNew', 'Light'],
  ['GET', '/team-messaging/v1/conversations', 'listGlipConversationsNew', 'Medium'],
  ['POST', '/team-messaging/v1/conversations', 'createGlipConversationNew', 'Medium'],
  ['GET', '/team-messaging/v1/conversations/{chatId}', 'readGlipConversationNew', 'Light'],
  ['GET', '/team-messaging/v1/teams', 'listGlipTeamsNew', 'Medium'],
  ['POST', '/team-messaging/v1/teams', 'createGlipTeamNew', 'Medium'],
  ['GET', '/team-messaging/v1/teams/{chatId}', 'readGlipTeamNew', 'Light'],
  ['POST', '/team-messaging/v1/teams/{chatId}/add', 'addGlipTeamMembersNew', 'Medium'],
  ['POST', '/team-messaging/v1/teams/{chatId}/remove', 'removeGlipTeamMembersNew', 'Medium'],
  ['GET', `${chats}/{chatId}/posts`, 'readGlipPostsNew', 'Medium'],
  ['POST', `${chats}/{chatId}/posts`, 'createGlipPostNew', 'Medium'],
  ['GET', `${chats}/{chatId}/posts/{postId}`, 'readGlipPostNew', 'Light'],
  ['PATCH', `${chats}/{chatId}/posts/{postId}`, 'patchGlipPostNew', 'Medium'],
  ['DELETE', `${chats}/{chatId}/posts/{postId}`, 'deleteGlipPostNew', 'Medium'],
  ['GET', `${chats}/{chatId}/threads/{threadId}/posts`, 'readGlipThreadPostsNew', 'Medium'],
];

/** Every operation, with the scope its application needs. Subscriptions are free in the contract, but webhook apps need their scope. */
export const operations: readonly Operation[] = [
  ...named(open),
  ...named(subscriptions, 'SubscriptionWebhook'),
  ...named(accounts, 'ReadAccounts'),
  ...named(callLog, 'ReadCallLog'),
  ...named(messaging, 'TeamMessaging'),
];

function named(rows: Row[], app?: string): Operation[] {
  return rows.map(([method, path, id, group, user]) => ({ id, method, path, group, ...(app && { app }), ...(user && { user }) }));
}

export interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

const matchers = operations.map((operation) => ({ operation, parts: operation.path.split('/') }));

/** The operation a request line names, or undefined for a path the stand-in (and so the bot) does not know. */
export function matchOperation(method: string, path: string): Match | undefined {
  const parts = path.split('/');
  for (const { operation, parts: pattern } of matchers) {
    if (operation.method !== method || pattern.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const same = pattern.every((part, i) => {
      const actual = parts[i] ?? '';
      if (!part.startsWith('{')) return part === actual;
      const value = decoded(actual);
      params[part.slice(1, -1)] = value ?? '';
      return value !== undefined && value !== '';
    });
    if (same) return { operation, params };
  }
  return undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
