/** Who is in which chat: opening, joining and leaving, and who is told of it in which words. */
import type { Chat } from '../model.js';
import { type ChatEvent, chatEvent } from './chat-views.js';
import { writePost } from './talking.js';
import { type Account, iso, type World } from './world.js';

const path = '/team-messaging/v1/chats';

interface NewTeam {
  readonly name: string;
  readonly public?: boolean;
  readonly members: readonly string[];
  readonly id?: string;
}

export function createTeam(world: World, account: Account, creatorId: string, team: NewTeam): Chat {
  const members = [...new Set([creatorId, ...team.members])];
  const chat = addChat(world, account, {
    ...(team.id !== undefined && { id: team.id }),
    type: 'Team',
    name: team.name,
    public: team.public ?? false,
    status: 'Active',
    members,
  });
  tell(world, account, chat, 'GroupJoined', members);
  return chat;
}

/** The Direct, Group or Personal chat of exactly these people; made when there is none. */
export function openConversation(world: World, account: Account, personIds: readonly string[]): { chat: Chat; isNew: boolean } {
  const members = [...new Set(personIds)];
  const type = members.length === 1 ? 'Personal' : members.length === 2 ? 'Direct' : 'Group';
  const existing = account.company.chats.find(
    (chat) => chat.type === type && chat.members.length === members.length && members.every((id) => chat.members.includes(id)),
  );
  if (existing) return { chat: existing, isNew: false };
  const chat = addChat(world, account, { type, members });
  tell(world, account, chat, 'GroupJoined', members);
  return { chat, isNew: true };
}

/** The newcomers hear GroupJoined, those already there GroupChanged, and the chat gets a PersonsAdded post. */
export function addMembers(world: World, account: Account, chat: Chat, byId: string, personIds: readonly string[]): void {
  const before = [...chat.members];
  const added = personIds.filter((id) => !before.includes(id));
  if (added.length === 0) return;
  chat.members = [...before, ...added];
  account.chatChanges.set(chat.id, world.now());
  tell(world, account, chat, 'GroupJoined', added);
  tell(world, account, chat, 'GroupChanged', before);
  writePost(world, account, chat, byId, { type: 'PersonsAdded', addedPersonIds: added });
}

/** The person who left hears GroupLeft with the members that remain. */
export function removeMembers(world: World, account: Account, chat: Chat, personIds: readonly string[]): void {
  const removed = chat.members.filter((id) => personIds.includes(id));
  chat.members = chat.members.filter((id) => !personIds.includes(id));
  account.chatChanges.set(chat.id, world.now());
  tell(world, account, chat, 'GroupLeft', removed);
  tell(world, account, chat, 'GroupChanged', chat.members);
}

export function renameTeam(world: World, account: Account, chat: Chat, name: string): void {
  chat.name = name;
  account.chatChanges.set(chat.id, world.now());
  tell(world, account, chat, 'GroupRenamed', chat.members);
}

export function tell(world: World, account: Account, chat: Chat, event: ChatEvent, audience: readonly string[]): void {
  world.publish({ accountId: account.company.id, path, audience: [...audience], body: chatEvent(chat, event, account) });
}

function addChat(world: World, account: Account, chat: Omit<Chat, 'id' | 'creationTime'> & { id?: string }): Chat {
  const made: Chat = { ...chat, id: chat.id ?? world.newId(), creationTime: iso(world.now()) };
  account.company.chats.push(made);
  return made;
}
