/** What people and administrators of the company do while the stand-in runs. */
import type { Chat, Extension } from '../model.js';
import { announceExtensionChange } from './install.js';
import { addMembers, createTeam, openConversation, removeMembers, renameTeam } from './membership.js';
import type { PostEvent, Sandbox } from './sandbox.js';
import { deletePost, editPost, postsOf, writePost } from './talking.js';
import { type Account, findExtension, type Happening, type Post, type World } from './world.js';

type Actions = Pick<
  Sandbox,
  | ('post' | 'editPost' | 'deletePost' | 'posts' | 'onPost' | 'botId' | 'createTeam' | 'addToTeam' | 'removeFromTeam')
  | ('renameTeam' | 'archiveTeam' | 'openDirect' | 'correctRecord' | 'setStatus' | 'deleteExtension')
  | ('authorize' | 'revokeTokensOf' | 'expireSyncTokens')
>;

const postKinds = { PostAdded: 'added', PostChanged: 'changed', PostRemoved: 'removed' } as const;

export function createActions(world: World, account: Account, listeners: Set<(happening: Happening) => void>): Actions {
  const { company } = account;

  const chatOf = (id: string): Chat =>
    found(
      company.chats.find((chat) => chat.id === id),
      'chat',
      id,
    );
  const postOf = (chatId: string, id: string): Post =>
    found(
      postsOf(world, chatId).find((post) => post.id === id),
      'post',
      id,
    );
  const extensionOf = (id: string): Extension => found(findExtension(company, id), 'extension', id);

  return {
    botId: () => company.extensions.find(({ type, deleted }) => type === 'Bot' && !deleted)?.id,
    post: (personId, chatId, text, options = {}) => {
      const chat = chatOf(chatId);
      if (!chat.members.includes(personId)) throw new RangeError(`person ${personId} is not in chat ${chatId}`);
      return writePost(world, account, chat, personId, { text, ...options });
    },
    editPost: (chatId, postId, text) => editPost(world, account, chatOf(chatId), postOf(chatId, postId), text),
    deletePost: (chatId, postId) => deletePost(world, account, chatOf(chatId), postOf(chatId, postId)),
    posts: (chatId) => postsOf(world, chatId),
    onPost: (listener) => {
      const hear = (happening: Happening) => {
        const event = postEventOf(happening, world);
        if (event) listener(event);
      };
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
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
    authorize: (clientId, extensionId, redirectUri) => {
      const code = `C${world.newUuid()}`;
      const login = { clientId, accountId: company.id, extensionId, redirectUri, expiresAt: world.now() + 60_000 };
      world.tokens.codes.set(code, login);
      return code;
    },
    revokeTokensOf: (extensionId) => {
      for (const [token, held] of world.tokens.access) if (held.extensionId === extensionId) world.tokens.access.delete(token);
    },
    expireSyncTokens: () => {
      world.syncEpoch += 1;
    },
  };
}

function found<T>(thing: T | undefined, what: string, id: string): T {
  if (thing === undefined) throw new RangeError(`no ${what} ${id}`);
  return thing;
}

/** A post as the chat page hears of it; a removed one is told by its id alone. */
function postEventOf({ path, body }: Happening, world: World): PostEvent | undefined {
  const kind = postKinds[body.eventType as keyof typeof postKinds];
  if (kind === undefined || !path.endsWith('/posts')) return undefined;
  const chatId = String(body.groupId);
  const post = postsOf(world, chatId).find(({ id }) => id === body.id) ?? ({ id: String(body.id), groupId: chatId } as Post);
  return { kind, chatId, post };
}
