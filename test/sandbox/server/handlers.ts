/** Which function answers which operation. */
import { listExtensions, readAccountInfo, readExtension } from './account.js';
import { authorize, authorize2 } from './authorize.js';
import { readCompanyCallLog, readCompanyCallRecord, readUserCallLog, readUserCallRecord } from './call-log.js';
import { extractSyncAccountCallLog, syncAccountCallLog, syncUserCallLog } from './call-sync.js';
import * as chats from './chats.js';
import { listDirectoryEntries, readDirectoryEntry } from './directory.js';
import { listAccountPhoneNumbers, listAccountPhoneNumbersV2, listExtensionPhoneNumbers } from './numbers.js';
import { getToken, revokeToken } from './oauth.js';
import { readGlipPersonNew, readTMCompanyInfoNew } from './people.js';
import { checkUserPermission, readAuthorizationProfile } from './permissions.js';
import * as posts from './posts.js';
import { listCallQueueMembers, listCallQueues } from './queues.js';
import type { Handler, OpenHandler } from './request.js';
import * as subscriptions from './subscriptions.js';

/** Operations that need no bearer. */
export const openHandlers: Readonly<Record<string, OpenHandler>> = { authorize, authorize2, getToken, revokeToken };

export const handlers: Readonly<Record<string, Handler>> = {
  readAccountInfo,
  listExtensions,
  readExtension,
  listDirectoryEntries,
  readDirectoryEntry,
  listAccountPhoneNumbers,
  listAccountPhoneNumbersV2,
  listExtensionPhoneNumbers,
  listCallQueues,
  listCallQueueMembers,
  checkUserPermission,
  readAuthorizationProfile,
  readCompanyCallLog,
  readCompanyCallRecord,
  readUserCallLog,
  readUserCallRecord,
  syncAccountCallLog,
  syncUserCallLog,
  extractSyncAccountCallLog,
  readGlipPersonNew,
  readTMCompanyInfoNew,
  listGlipChatsNew: chats.listGlipChatsNew,
  readGlipChatNew: chats.readGlipChatNew,
  listRecentChatsNew: chats.listRecentChatsNew,
  readGlipEveryoneNew: chats.readGlipEveryoneNew,
  listGlipConversationsNew: chats.listGlipConversationsNew,
  createGlipConversationNew: chats.createGlipConversationNew,
  readGlipConversationNew: chats.readGlipConversationNew,
  listGlipTeamsNew: chats.listGlipTeamsNew,
  createGlipTeamNew: chats.createGlipTeamNew,
  readGlipTeamNew: chats.readGlipTeamNew,
  addGlipTeamMembersNew: chats.addGlipTeamMembersNew,
  removeGlipTeamMembersNew: chats.removeGlipTeamMembersNew,
  readGlipPostsNew: posts.readGlipPostsNew,
  createGlipPostNew: posts.createGlipPostNew,
  readGlipPostNew: posts.readGlipPostNew,
  patchGlipPostNew: posts.patchGlipPostNew,
  deleteGlipPostNew: posts.deleteGlipPostNew,
  readGlipThreadPostsNew: posts.readGlipThreadPostsNew,
  listSubscriptions: subscriptions.listSubscriptions,
  createSubscription: subscriptions.createSubscription,
  readSubscription: subscriptions.readSubscription,
  updateSubscription: subscriptions.updateSubscription,
  deleteSubscription: subscriptions.deleteSubscription,
  renewSubscription: subscriptions.renewSubscription,
};
