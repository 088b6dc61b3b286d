/** What people and administrators of one company do while the stand-in runs. */
import type { Chat, Extension } from '../model.js';
import { announceExtensionChange } from './install.js';
import { addMembers, createTeam, openConversation, removeMembers, renameTeam } from './membership.js';
import type { CompanySandbox } from './sandbox.js';
import { deletePost, editPost, postsOf, writePost } from './talking.js';
import { type Account, displayName, findExtension, type Post, type World } from './world.js';

type Actions = Pick<
  CompanySandbox,
  | ('post' | 'editPost' | 'deletePost' | 'posts' | 'createTeam' | 'addToTeam' | 'removeFromTeam')
  | ('renameTeam' | 'archiveTeam' | 'openDirect' | 'invite' | 'correctRecord' | 'setStatus' | 'deleteExtension')
  | 'expireSyncTokens'
>;

export function createActions(world: World, account: Account): Actions {
  const { company } = account;

  const chatOf = (id: string): Chat =>
    found(
      company.chats.find((chat) => chat.id === id),
      'chat',
      id,
    );
  const postOf = (chatId: string, id: string): Post =>
    found(
      postsOf(account, chatId).find((post) => post.id === id),
      'post',
      id,
    );
  const extensionOf = (id: string): Extension => found(findExtension(company, id), 'extension', id);

  return {
    post: (personId, chatId, text, options = {}) => {
      const chat = chatOf(chatId);
      if (!chat.members.includes(personId)) throw new RangeError(`person ${personId} is not in chat ${chatId}`);
      return writePost(world, account, chat, personId, { text, ...options });
    },
    editPost: (chatId, postId, text) => editPost(world, account, chatOf(chatId), postOf(chatId, postId), text),
    deletePost: (chatId, postId) => deletePost(world, account, chatOf(chatId), postOf(chatId, postId)),
    posts: (chatId) => postsOf(account, chatId),
    createTeam: (creatorId, name, members, options = {}) => createTeam(world, account, creatorId, { name, members, ...options }),
    addToTeam: (chatId, personIds, byId) => {
      const chat = chatOf(chatId);
      addMembers(world, account, chat, byId ?? chat.members[0] ?? company.id, personIds);
    },
    removeFromTeam: (chatId, personIds) => removeMembers(world, account, chatOf(chatId), personIds),
    renameTeam: (chatId, name) => renameTeam(world, account, chatOf(chatId), name),
    archiveTeam: (chatId) => {
      chatOf(chatId).status = 'Archived';
    },
    invite: (accountId, extensionId) => {
      const home = found(world.accounts.get(accountId), 'account', accountId).company;
      const who = found(findExtension(home, extensionId), 'extension', extensionId);
      if (company.visitors.some(({ id }) => id === extensionId)) return extensionId;
      const { firstName = displayName(who), lastName = '', email } = who;
      company.visitors.push({ id: extensionId, firstName, lastName, ...(email && { email }), companyId: accountId });
      return extensionId;
    },
    openDirect: (personId, otherId) => openConversation(world, account, [personId, otherId]).chat,
    correctRecord: (recordId, change) => {
      const logged = found(
        account.log.find(({ record }) => record.id === recordId),
        'record',
        recordId,
      );
      logged.modifiedAt = Math.max(world.now(), logged.modifiedAt + 1);
      const lastModifiedTime = new Date(logged.modifiedAt).toISOString();
      logged.record = { ...logged.record, ...change, lastModifiedTime };
    },
    setStatus: (extensionId, status) => {
      extensionOf(extensionId).status = status;
      announceExtensionChange(world, account, extensionId, 'Update');
    },
    deleteExtension: (extensionId) => {
      const extension = extensionOf(extensionId);
      announceExtensionChange(world, account, extensionId, 'Delete');
      extension.deleted = true;
      for (const chat of company.chats) {
        if (chat.members.includes(extensionId)) removeMembers(world, account, chat, [extensionId]);
      }
    },
    expireSyncTokens: () => {
      account.syncEpoch += 1;
    },
  };
}

function found<T>(thing: T | undefined, what: string, id: string): T {
  if (thing === undefined) throw new RangeError(`no ${what} ${id}`);
  return thing;
}
