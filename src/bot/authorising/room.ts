/** What the bot knows of a chat and the people in it, read from the platform when it is older than five minutes. */

import { type AccessPolicy, settingOf } from '../../core/access/policy.js';
import type { Room } from '../../core/access.js';
import { type Chat, type Person, toldAt } from '../../core/chat.js';
import type { Directory } from '../../core/directory.js';
import { type Identity, identify, isGuest, isOutsider, looksLikeOurs } from '../../core/identity.js';
import type { ChatId, ExtensionId, Instant, PersonId } from '../../core/model.js';
import type { ChatStore, Messenger } from '../../ports.js';

/** Membership decides who may read; a list older than this is read again before anything is answered. */
const freshFor = 5 * 60_000;

/** Read later than now: the clock was set back, and nobody knows how old that is. */
export const isFresh = (readAt: Instant, now: Instant): boolean => readAt <= now && now - readAt < freshFor;

/** Whether this person is surely not in the chat. The list of the whole company's chat is nobody's to rely on. */
export const isAbsent = (person: PersonId, { type, members }: Chat): boolean =>
  type !== 'Everyone' && members !== undefined && !members.includes(person);

/**
 * The chat as of at most five minutes ago, and read again where it does not know of the `writer`, who has just posted there. Rejects with
 * an Outage where the platform does not tell. `joined` is told where a reading finds somebody who was not known to be in it.
 */
export async function chatAsOf(
  now: Instant,
  id: ChatId,
  chats: ChatStore,
  messenger: Messenger,
  { writer, joined }: { readonly writer?: PersonId; readonly joined?: (chat: ChatId) => Promise<void> } = {},
): Promise<Chat> {
  const known = await chats.chat(id);
  const isKnown = known !== null && known.members !== undefined && isFresh(known.readAt, now);
  if (isKnown && (writer === undefined || !isAbsent(writer, known))) return known;
  const chat = await readChat(now, id, chats, messenger);
  if (joined && chat.members?.some((member) => known?.members?.includes(member) !== true)) await joined(id);
  return chat;
}

/** The chat as it is now, kept. */
export async function readChat(
  now: Instant,
  id: ChatId,
  chats: ChatStore,
  messenger: Messenger,
  priority: 'people' | 'background' = 'people',
): Promise<Chat> {
  const chat = await messenger.chat(id, priority);
  const meanwhile = await chats.chat(id);
  // Whoever came in while the list was on its way may be missing from it: good for this answer, not for the next.
  const overtaken = meanwhile !== null && meanwhile.readAt <= toldAt(now);
  await chats.saveChat(overtaken ? { ...chat, readAt: meanwhile.readAt } : chat);
  return chat;
}

/** Where answers about chats and people are kept, and who is asked for them. */
export interface Asked {
  readonly chats: ChatStore;
  readonly messenger: Messenger;
}

export interface PersonsAsked extends Pick<Asked, 'chats'> {
  readonly messenger: Pick<Messenger, 'persons'>;
}

/**
 * What Team Messaging says of these people. Asked once for each person, since nobody changes company under one id; only for digits that
 * could be taken for an extension of ours, or that somebody named. Whoever it does not tell of, or names no company for, is asked for
 * again after a while.
 */
export async function personsOf(
  ids: readonly PersonId[],
  now: Instant,
  { chats, messenger }: PersonsAsked,
): Promise<ReadonlyMap<PersonId, Person>> {
  const wanted = [...new Set(ids)].filter((id) => !isGuest(id) && id !== '');
  if (wanted.length === 0) return new Map();
  const known = await chats.persons(wanted);
  const isGood = (person: Person | undefined) =>
    person !== undefined && (person.companyId !== undefined || isFresh(person.readAt ?? Number.NEGATIVE_INFINITY, now));
  const unknown = wanted.filter((id) => !isGood(known.get(id)));
  if (unknown.length === 0) return known;
  const told = new Map((await messenger.persons(unknown)).map((person) => [person.id, person]));
  const read = unknown.map((id): Person => ({ ...(told.get(id) ?? { id, name: '' }), readAt: now }));
  await chats.savePersons(read);
  return new Map([...known, ...read.map((person): [PersonId, Person] => [person.id, person])]);
}

export interface Present {
  readonly room: Room;
  readonly identities: ReadonlyMap<PersonId, Identity>;
  readonly persons: ReadonlyMap<PersonId, Person>;
}

/** Who is in the chat, whether somebody from outside reads along, and what it shows. `creator` asks, and is looked at everywhere. */
export async function present(
  chat: Chat,
  creator: PersonId,
  now: Instant,
  {
    directory,
    colleagues: policy,
    ...asked
  }: Asked & {
    readonly directory: Directory;
    readonly colleagues: AccessPolicy['colleagues'];
  },
): Promise<Present> {
  const members = (chat.members ?? []).filter((id) => id !== asked.messenger.self);
  // The whole company's chat is nobody's to read, so that its members need not be asked for.
  const looked = chat.type === 'Everyone' ? members.filter((id) => id === creator) : members;
  const persons = await personsOf(
    looked.filter((id) => looksLikeOurs(id, directory)),
    now,
    asked,
  );
  const identities = new Map(members.map((id): [PersonId, Identity] => [id, identify(id, persons.get(id), directory)]));
  const colleagues = new Set<ExtensionId>();
  for (const identity of identities.values()) if (identity.kind === 'colleague') colleagues.add(identity.extension.id);
  const outsiders = chat.members === undefined || [...identities.values()].some(isOutsider);
  const shows = settingOf(policy, await asked.chats.roomSetting(chat.id), chat.type);
  return { room: { type: chat.type, archived: chat.archived, colleagues, outsiders, shows }, identities, persons };
}

/** The names of the chats the bot knows this person to be in; direct chats have none. */
export async function roomsOf(person: PersonId, chats: Pick<ChatStore, 'known'>): Promise<ReadonlyMap<ChatId, string>> {
  const known = (await chats.known()).filter(({ members }) => members?.includes(person));
  return new Map(known.flatMap(({ id, name }): [ChatId, string][] => (name === undefined ? [] : [[id, name]])));
}
