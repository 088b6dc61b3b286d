/** Reading and opening chats, teams and conversations over the API: a caller sees what they are a member of. */
import type { Chat } from '../model.js';
import { chatInfo, conversationInfo, teamInfo } from './chat-views.js';
import { addMembers, createTeam, openConversation, removeMembers } from './membership.js';
import { tokenPage } from './paging.js';
import { refuseMessaging } from './refusal.js';
import { type AuthorisedRequest, type Handler, ok, readList } from './request.js';
import { type Account, findChat, findPerson } from './world.js';

const types = ['Everyone', 'Team', 'Group', 'Direct', 'Personal'] as const;
const conversationTypes: readonly string[] = ['Direct', 'Group', 'Personal'];

/** listGlipChatsNew */
export const listGlipChatsNew: Handler = (request) => {
  const type = readList(request.query, 'type', types);
  const page = tokenPage(
    mine(request).filter((chat) => !type || type.includes(chat.type)),
    request.query,
  );
  return ok({ ...page, records: page.records.map((chat) => chatInfo(chat, request.account)) });
};

/** listRecentChatsNew: latest change first, one page. */
export const listRecentChatsNew: Handler = (request) => {
  const type = readList(request.query, 'type', types);
  const latest = (chat: Chat) => request.account.posts.get(chat.id)?.at(-1)?.creationTime ?? chat.creationTime;
  const found = mine(request).filter((chat) => !type || type.includes(chat.type));
  const { records } = tokenPage(
    found.sort((a, b) => latest(b).localeCompare(latest(a))),
    request.query,
  );
  return ok({ records: records.map((chat) => chatInfo(chat, request.account)) });
};

/** readGlipChatNew */
export const readGlipChatNew: Handler = (request) => ok(chatInfo(ownChat(request), request.account));

/** readGlipEveryoneNew */
export const readGlipEveryoneNew: Handler = (request) => {
  const everyone = request.account.company.chats.find((chat) => chat.type === 'Everyone');
  if (!everyone) throw unknownChat();
  return ok(teamInfo(everyone, request.account));
};

/** listGlipConversationsNew */
export const listGlipConversationsNew: Handler = (request) => {
  const page = tokenPage(
    mine(request).filter((chat) => conversationTypes.includes(chat.type)),
    request.query,
  );
  return ok({ ...page, records: page.records.map((chat) => conversationInfo(chat, request.account)) });
};

/** readGlipConversationNew */
export const readGlipConversationNew: Handler = (request) => {
  const chat = ownChat(request);
  if (!conversationTypes.includes(chat.type)) throw unknownChat();
  return ok(conversationInfo(chat, request.account));
};

/** createGlipConversationNew: 201 for a new one, 200 for one that was there; at most 15 members. */
export const createGlipConversationNew: Handler = (request, world) => {
  const { members } = (request.body ?? {}) as { members?: unknown };
  if (!Array.isArray(members) || members.length === 0 || members.length > 15) throw badRequest('members');
  const people = members.map((member) => personOf(request.account, member));
  const { chat, isNew } = openConversation(world, request.account, [request.identity.extensionId, ...people]);
  return { status: isNew ? 201 : 200, body: conversationInfo(chat, request.account) };
};

/** listGlipTeamsNew: one's own and the public ones one could join. */
export const listGlipTeamsNew: Handler = (request) => {
  const page = tokenPage(
    request.account.company.chats.filter((chat) => chat.type === 'Team' && mayReadTeam(request, chat)),
    request.query,
  );
  return ok({ ...page, records: page.records.map((chat) => teamInfo(chat, request.account)) });
};

/** readGlipTeamNew */
export const readGlipTeamNew: Handler = (request) => {
  const team = request.account.company.chats.find((chat) => chat.id === request.params.chatId && chat.type === 'Team');
  if (!team || !mayReadTeam(request, team)) throw unknownChat();
  return ok(teamInfo(team, request.account));
};

/** createGlipTeamNew */
export const createGlipTeamNew: Handler = (request, world) => {
  const { name, public: open, members = [] } = (request.body ?? {}) as { name?: string; public?: boolean; members?: unknown[] };
  if (typeof name !== 'string' || name === '' || name.length > 250) throw badRequest('name');
  const people = members.map((member) => personOf(request.account, member));
  const team = { name, public: open ?? false, members: people };
  return { status: 201, body: teamInfo(createTeam(world, request.account, request.identity.extensionId, team), request.account) };
};

/** addGlipTeamMembersNew */
export const addGlipTeamMembersNew: Handler = (request, world) => {
  const { members = [] } = (request.body ?? {}) as { members?: unknown[] };
  const team = ownTeam(request);
  const people = members.map((member) => personOf(request.account, member));
  addMembers(world, request.account, team, request.identity.extensionId, people);
  return { status: 204 };
};

/** removeGlipTeamMembersNew */
export const removeGlipTeamMembersNew: Handler = (request, world) => {
  const { members = [] } = (request.body ?? {}) as { members?: unknown[] };
  const team = ownTeam(request);
  const people = members.map((member) => (member as { id?: string }).id ?? '');
  removeMembers(world, request.account, team, people);
  return { status: 204 };
};

/** The chat of the path, if the caller is in it: to anybody else it does not exist. */
export function ownChat(request: AuthorisedRequest): Chat {
  const chat = findChat(request.account.company, request.params.chatId ?? '', request.identity.extensionId);
  if (!chat) throw unknownChat();
  return chat;
}

const unknownChat = () => refuseMessaging(404, 'CMN-102', 'Resource for parameter [chatId] is not found');
const badRequest = (name: string) => refuseMessaging(400, 'InvalidParameter', `Parameter [${name}] is invalid`);

function ownTeam(request: AuthorisedRequest): Chat {
  const chat = ownChat(request);
  if (chat.type !== 'Team') throw unknownChat();
  if (chat.status === 'Archived') throw refuseMessaging(403, 'AccessDenied', 'The team is archived');
  return chat;
}

function mine({ account, identity }: AuthorisedRequest): Chat[] {
  return account.company.chats.filter((chat) => chat.members.includes(identity.extensionId));
}

function mayReadTeam({ identity }: AuthorisedRequest, chat: Chat): boolean {
  return chat.public === true || chat.members.includes(identity.extensionId);
}

/** A member is named by id or by e-mail. */
function personOf(account: Account, member: unknown): string {
  const { id, email } = (member ?? {}) as { id?: unknown; email?: unknown };
  if (typeof id === 'string' && findPerson(account.company, id)) return id;
  const { extensions, visitors } = account.company;
  const byEmail = [...extensions, ...visitors].find((person) => email !== undefined && person.email === email);
  if (!byEmail) throw badRequest('members');
  return byEmail.id;
}
