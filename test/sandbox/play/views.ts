/** People, chats and posts as the chat page shows them to one person. */
import { isServiceUser } from '../company/people.js';
import type { Chat, Extension, Visitor } from '../model.js';
import type { Sandbox } from '../server/sandbox.js';
import { displayName, findPerson, type Post } from '../server/world.js';
import { type Line, linesOf, type NameOf, plainText } from './markdown.js';

export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'colleague' | 'guest' | 'external' | 'bot';
  /** What helps to tell this person from others: extension, department, rights. */
  readonly note: string;
  readonly extensionNumber?: string;
  /** IANA zone; the company's where the person has none. */
  readonly timeZone: string;
}

export interface ChatView {
  readonly id: string;
  readonly type: Chat['type'];
  readonly name: string;
  readonly memberIds: readonly string[];
  readonly withBot: boolean;
  /** Names of members the bot must not tell about calls. */
  readonly strangers: readonly string[];
  /** The latest post: who, when (ISO), and its beginning without marks. */
  readonly latest?: { readonly at: string; readonly creatorId: string; readonly text: string };
}

export interface PostView {
  readonly id: string;
  readonly chatId: string;
  readonly creatorId: string;
  readonly name: string;
  readonly kind: PersonView['kind'];
  readonly at: string;
  readonly edited: boolean;
  readonly parentPostId?: string;
  readonly lines: readonly Line[];
  /** Instead of lines: who was added. */
  readonly added?: readonly string[];
}

/** Everybody one can be or talk to, the first eight of the company first, the bot last. */
export function peopleViews({ company }: Sandbox): PersonView[] {
  const bots = company.extensions.filter(({ type, deleted }) => type === 'Bot' && !deleted);
  const staff = company.extensions.filter(
    (one) => one.type === 'User' && one.status === 'Enabled' && !one.deleted && !isServiceUser(one),
  );
  return [...staff, ...company.visitors, ...bots].map((one) => personView(one, company.timeZone));
}

function personView(who: Extension | Visitor, timeZone: string): PersonView {
  if (!('type' in who)) {
    const guest = who.companyId === undefined;
    return {
      id: who.id,
      name: displayName(who),
      kind: guest ? 'guest' : 'external',
      note: guest ? 'guest' : 'of another company',
      timeZone,
    };
  }
  const { id, extensionNumber, department, permissions = [] } = who;
  const base = { id, name: displayName(who), timeZone: who.timeZone ?? timeZone };
  if (who.type === 'Bot') return { ...base, kind: 'bot', note: 'bot' };
  const rights = permissions.includes('EditCompanyInfo')
    ? 'phone admin'
    : permissions.includes('FullCompanyCallLog')
      ? 'may read every call'
      : undefined;
  const note = [rights, extensionNumber && `ext. ${extensionNumber}`, department].filter(Boolean).join(' · ');
  return { ...base, kind: 'colleague', note, ...(extensionNumber !== undefined && { extensionNumber }) };
}

/** The latest talked in first. Archived teams are not shown. */
export function chatViews(sandbox: Sandbox, personId: string): ChatView[] {
  const when = ({ latest }: ChatView) => latest?.at ?? '';
  return sandbox.company.chats
    .filter((chat) => chat.members.includes(personId) && chat.status !== 'Archived')
    .map((chat) => chatView(sandbox, chat, personId))
    .sort((a, b) => when(b).localeCompare(when(a)));
}

export function chatView(sandbox: Sandbox, chat: Chat, personId: string): ChatView {
  const others = chat.members.filter((id) => id !== personId);
  const person = (id: string) => findPerson(sandbox.company, id);
  const name = (id: string) => displayName(person(id) ?? { id, firstName: 'Somebody', lastName: 'who left' });
  const botId = sandbox.botId();
  const latest = sandbox.posts(chat.id).at(-1);
  return {
    id: chat.id,
    type: chat.type,
    name: chat.name ?? (others.length === 0 ? `${name(personId)} (you)` : others.map(name).join(', ')),
    memberIds: chat.members,
    withBot: botId !== undefined && chat.members.includes(botId),
    strangers: chat.members.filter((id) => !('type' in (person(id) ?? { type: '' }))).map(name),
    ...(latest && {
      latest: { at: latest.creationTime, creatorId: latest.creatorId, text: brief(postView(sandbox, latest)) },
    }),
  };
}

export function postView(sandbox: Sandbox, post: Post): PostView {
  const { company } = sandbox;
  const nameOf: NameOf = (type, id) => {
    if (type === 'Team') return company.chats.find((chat) => chat.id === id)?.name;
    const person = findPerson(company, id);
    return person && displayName(person);
  };
  const creator = findPerson(company, post.creatorId);
  return {
    id: post.id,
    chatId: post.groupId,
    creatorId: post.creatorId,
    name: creator ? displayName(creator) : 'Somebody who left',
    kind: creator ? personView(creator, company.timeZone).kind : 'colleague',
    at: post.creationTime,
    edited: post.lastModifiedTime !== post.creationTime,
    ...(post.parentPostId !== undefined && { parentPostId: post.parentPostId }),
    lines: post.text === undefined ? [] : linesOf(post.text, nameOf),
    ...(post.addedPersonIds && { added: post.addedPersonIds.map((id) => nameOf('Person', id) ?? 'somebody') }),
  };
}

function brief({ lines, added }: PostView): string {
  return (added ? `added ${added.join(', ')}` : plainText(lines)).slice(0, 120);
}
