/** The posts an answer may tell of: those of the room asked in, or, alone with the bot, of the counted rooms the asker shares with them. */
import type { AccessPolicy } from '../../core/access/policy.js';
import { decide } from '../../core/access.js';
import type { CountedRoom, PostCount } from '../../core/activity.js';
import type { Chat } from '../../core/chat.js';
import type { Directory, Extension } from '../../core/directory.js';
import { Outage } from '../../core/errors.js';
import { personOf } from '../../core/identity.js';
import type { ExtensionId, Instant, PersonId, Span } from '../../core/model.js';
import type { AccountStore, Messenger } from '../../ports.js';
import type { Rights } from '../authorising/rights.js';
import { chatAsOf, isFresh, present } from '../authorising/room.js';
import type { Ask } from '../command/ask.js';
import type { PostsDesk, PostsTold } from '../command/posts.js';

/** Most rooms that are looked at, and that are read again, for one question. */
const mostRooms = 20;
const mostReads = 5;

export interface PostsPlace {
  readonly store: Pick<AccountStore, 'activity' | 'chats'>;
  readonly messenger: Messenger;
  readonly chat: Chat;
  readonly ask: Pick<Ask, 'asker' | 'now'>;
  readonly directory: Directory;
  readonly rights: Rights;
  readonly colleagues: AccessPolicy['colleagues'];
  /** What is counted from before is not kept any more. */
  readonly keptFrom: Instant;
  /** Counting was turned on or off in this chat. */
  readonly changed: (isCounted: boolean) => Promise<void>;
}

/** How far back a room's posts are read when counting is turned on. */
const readBackFor = 30 * 24 * 3_600_000;

export function postsDeskOf(place: PostsPlace): PostsDesk {
  const { chat, ask, store } = place;
  const { activity } = store;
  return {
    async turnOn() {
      const { since } = await activity.turnOn(
        chat.id,
        personOf(ask.asker.id),
        ask.now,
        Math.max(ask.now - readBackFor, place.keptFrom),
      );
      await place.changed(true);
      return since;
    },
    async turnOff() {
      const was = await activity.turnOff(chat.id);
      await place.changed(false);
      return was;
    },
    async told(subjects, span) {
      const alone = chat.type === 'Direct';
      const rooms = alone ? await sharedRooms(subjects, place) : await here(subjects, place);
      return toldOf(rooms, span, place);
    },
  };
}

interface Shown {
  readonly room: CountedRoom;
  readonly name?: string;
  /** Of whom posts there may be told. */
  readonly of: readonly ExtensionId[];
}

/** Those the pipeline has already let through, in the room they were let through for. */
async function here(subjects: readonly Extension[], { chat, store }: PostsPlace): Promise<readonly Shown[]> {
  const room = await store.activity.room(chat.id);
  return room ? [{ room, of: subjects.map(({ id }) => id), ...(chat.name !== undefined && { name: chat.name }) }] : [];
}

/** Each room is judged by the policy as if the asker asked there and read the answer alone; a room they are not in shows nothing. */
async function sharedRooms(subjects: readonly Extension[], place: PostsPlace): Promise<readonly Shown[]> {
  const { store, messenger, ask, directory, rights, colleagues } = place;
  const { activity, chats } = store;
  const { asker, now } = ask;
  const counted = new Map((await activity.rooms()).map((room) => [room.chat, room]));
  if (counted.size === 0) return [];
  const self = personOf(asker.id);
  const known = (await chats.known()).filter(
    ({ id, type, members }) => type !== 'Direct' && counted.has(id) && members?.includes(self),
  );
  known.sort((one, other) => other.readAt - one.readAt);
  const shown: Shown[] = [];
  let reads = 0;
  for (const each of known.slice(0, mostRooms)) {
    if (!isFresh(each.readAt, now)) {
      if (reads === mostReads) continue;
      reads += 1;
    }
    const current = await chatAsOf(now, each.id, chats, messenger).catch(nullWhereGone);
    const room = counted.get(each.id);
    if (!current?.members?.includes(self) || !room) continue;
    const there = await present(current, self, now, { directory, colleagues, chats, messenger });
    const asked = subjects.map(rights.subjectOf);
    const { asker: as } = await rights.over(asked, there.room, 'asker');
    const of = asked.filter(
      (subject) => there.room.colleagues.has(subject.extension) && decide(as, subject, there.room, 'asker').level !== 'nothing',
    );
    if (of.length === 0) continue;
    shown.push({ room, of: of.map(({ extension }) => extension), ...(current.name !== undefined && { name: current.name }) });
  }
  return shown;
}

async function toldOf(rooms: readonly Shown[], span: Span, { store, keptFrom }: PostsPlace): Promise<PostsTold> {
  const counts = new Map<ExtensionId, PostCount[]>();
  for (const { room, of } of rooms) {
    const byPerson = new Map(of.map((id): [PersonId, ExtensionId] => [personOf(id), id]));
    for (const count of await store.activity.counts([room.chat], [...byPerson.keys()], span)) {
      const id = byPerson.get(count.person);
      if (id === undefined) continue;
      const own = counts.get(id);
      if (own) own.push(count);
      else counts.set(id, [count]);
    }
  }
  const froms = rooms.map(({ room }) => room.knownFrom);
  const from = froms.includes(null) || rooms.length === 0 ? null : Math.max(keptFrom, ...froms.map((each) => each ?? 0));
  return {
    rooms: rooms.map(({ name }) => name ?? ''),
    of: new Set(rooms.flatMap(({ of }) => of)),
    knownFrom: from,
    isRead: rooms.every(({ room }) => room.isRead),
    inDoubt: rooms.some(({ room }) => room.isRead && room.doubts !== room.doubtsRead),
    counts,
  };
}

function nullWhereGone(fault: unknown): null {
  if (fault instanceof Outage && (fault.status === 403 || fault.status === 404)) return null;
  throw fault;
}
