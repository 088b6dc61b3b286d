/** Who may see whose calls, and where: decided from the asker, the subject, the room asked in and who reads the answer; default no. */
import type { Chat } from './chat.js';
import type { ExtensionId } from './model.js';

/** What an answer may hold: everything, figures only, or nothing at all. */
export const levels = ['nothing', 'totals', 'list'] as const;
export type Level = (typeof levels)[number];

/** What a room shows of the people in it: to each only their own calls, figures of all, or lists of all. From the least to the most. */
export const roomSettings = ['private', 'totals', 'details'] as const;
export type RoomSetting = (typeof roomSettings)[number];

/** The room a question is asked in: it gives the right. */
export interface Room {
  readonly type: Chat['type'];
  readonly archived: boolean;
  /** The colleagues in it; empty where the platform would not tell. */
  readonly colleagues: ReadonlySet<ExtensionId>;
  /** A guest or a member of another account is in it, or its members are not known. */
  readonly outsiders: boolean;
  /** What holds in it, after the configuration and whoever decided about the room. */
  readonly shows: RoomSetting;
}

/** Who reads the answer: everybody in the room asked in, or the asker alone, in their direct chat. */
export type Audience = 'room' | 'asker';

export interface Asker {
  readonly extension: ExtensionId;
  /** Holds the company call log permission. Not known is no. */
  readonly holder: boolean;
  /** The people and queues the configuration names them manager of. */
  readonly manages: ReadonlySet<ExtensionId>;
  /** The queues they answer. */
  readonly queues: ReadonlySet<ExtensionId>;
  /** Those of the asked-about people who share an active team with them and the bot; counts in a direct chat only. */
  readonly teammates: ReadonlySet<ExtensionId>;
}

export interface Subject {
  readonly kind: 'person' | 'queue';
  readonly extension: ExtensionId;
  /** Wants to be left out of what colleagues see. */
  readonly hidden: boolean;
}

type Refusal =
  | 'not shown here'
  | 'private room'
  | 'direct chat'
  | 'everyone room'
  | 'queue of others'
  /** Somebody reads the answer there who may not. */
  | 'unreadable room';

export interface Verdict {
  readonly level: Level;
  readonly refusal?: Refusal;
}

const isWorkRoom = ({ type }: Room) => type === 'Team' || type === 'Group';

/** Whether the room itself may read call data; where it may not, the answer belongs in the asker's direct chat. */
export const mayRead = (room: Room): boolean => room.type === 'Direct' || (isWorkRoom(room) && !room.archived && !room.outsiders);

/** Who reads an answer that is posted as near to the question as may be. */
export const audienceOf = (room: Room): Audience => (room.type !== 'Direct' && mayRead(room) ? 'room' : 'asker');

const refused = (refusal: Refusal): Verdict => ({ level: 'nothing', refusal });

/** What the asker may learn of one subject, in an answer that this audience reads. */
export function decide(asker: Asker, subject: Subject, room: Room, audience: Audience): Verdict {
  if (audience === 'room' && !mayRead(room)) return refused('unreadable room');
  if (subject.kind === 'person' && subject.extension === asker.extension) return { level: 'list' };
  const inFull = asker.holder || asker.manages.has(subject.extension);
  const alone = audience === 'asker' || room.type === 'Direct';
  // Who may read more than the room reads it alone: everybody in the room is the audience there.
  if (inFull && alone) return { level: 'list' };
  if (subject.kind === 'person') return ofColleague(asker, subject, room);
  if (!inFull && !asker.queues.has(subject.extension)) return refused('queue of others');
  return !alone && room.shows === 'private' ? refused('private room') : { level: 'totals' };
}

function ofColleague(asker: Asker, { extension, hidden }: Subject, room: Room): Verdict {
  if (room.type === 'Direct')
    return room.shows !== 'private' && !hidden && asker.teammates.has(extension) ? { level: 'totals' } : refused('direct chat');
  if (!isWorkRoom(room)) return refused('everyone room');
  if (room.shows === 'private') return refused('private room');
  if (hidden || !room.colleagues.has(asker.extension) || !room.colleagues.has(extension)) return refused('not shown here');
  return { level: room.shows === 'details' && mayRead(room) ? 'list' : 'totals' };
}

/** The least of all verdicts, since one answer is about all of them; no subject at all is nothing. */
export function decideAll(asker: Asker, subjects: readonly Subject[], room: Room, audience: Audience): Verdict {
  const verdicts = subjects.map((subject) => decide(asker, subject, room, audience));
  for (const level of levels) {
    const found = verdicts.find((verdict) => verdict.level === level);
    if (found) return found;
  }
  return { level: 'nothing' };
}

/**
 * Those the asker may learn at least this much of; the others drop out as if they were not there. For questions that name nobody:
 * everybody here, or whoever took part in the calls with a number.
 */
export const permitted = <S extends Subject>(
  asker: Asker,
  subjects: readonly S[],
  room: Room,
  audience: Audience,
  least: Exclude<Level, 'nothing'> = 'totals',
): readonly S[] =>
  subjects.filter((subject) => levels.indexOf(decide(asker, subject, room, audience).level) >= levels.indexOf(least));
