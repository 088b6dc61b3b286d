/** Chats, teams and posts as REST answers and as webhook events show them; the two name things differently. */
import type { Chat } from '../model.js';
import { type Account, iso, type Post } from './world.js';

const eventTypes = {
  Everyone: 'Everyone',
  Team: 'Team',
  Group: 'Group',
  Direct: 'PrivateChat',
  Personal: 'PersonalChat',
} as const;

const changed = (chat: Chat, account: Account) => {
  const at = account.chatChanges.get(chat.id);
  return at === undefined ? chat.creationTime : iso(at);
};

/** TMChatInfo: members are ids only. */
export function chatInfo(chat: Chat, account: Account) {
  return { ...teamInfo(chat, account), members: chat.members.map((id) => ({ id })) };
}

/** TMTeamInfo and the Everyone chat: as a chat, without its members. */
export function teamInfo(chat: Chat, account: Account) {
  return {
    ...identity(chat, account),
    ...(chat.name !== undefined && { name: chat.name }),
    ...(chat.type === 'Team' && { public: chat.public ?? false, status: chat.status ?? 'Active', description: '' }),
  };
}

export function conversationInfo(chat: Chat, account: Account) {
  return { ...identity(chat, account), members: chat.members.map((id) => ({ id })) };
}

function identity(chat: Chat, account: Account) {
  return { id: chat.id, type: chat.type, creationTime: chat.creationTime, lastModifiedTime: changed(chat, account) };
}

export type ChatEvent = 'GroupJoined' | 'GroupLeft' | 'GroupChanged' | 'GroupRenamed';

export function chatEvent(chat: Chat, eventType: ChatEvent, account: Account) {
  return {
    id: chat.id,
    name: chat.name ?? null,
    description: null,
    type: eventTypes[chat.type],
    status: chat.status ?? 'Active',
    members: [...chat.members],
    isPublic: chat.type === 'Team' ? (chat.public ?? false) : null,
    creationTime: chat.creationTime,
    lastModifiedTime: changed(chat, account),
    eventType,
  };
}

/** TMPostInfo */
export function postInfo(post: Post) {
  return { ...post, ...(post.mentions && { mentions: [...post.mentions] }) };
}

/** An event says null where REST leaves a field out. */
export function postEvent(post: Post, eventType: 'PostAdded' | 'PostChanged') {
  return {
    id: post.id,
    groupId: post.groupId,
    ...(post.parentPostId && { parentPostId: post.parentPostId, threadId: post.threadId }),
    type: post.type,
    text: post.text ?? null,
    creatorId: post.creatorId,
    addedPersonIds: post.addedPersonIds ?? null,
    creationTime: post.creationTime,
    lastModifiedTime: post.lastModifiedTime,
    attachments: null,
    activity: null,
    title: null,
    iconUri: null,
    iconEmoji: null,
    mentions: post.mentions ?? null,
    eventType,
  };
}
