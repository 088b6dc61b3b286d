/** Who may see whose calls, and where: decided from the asker, the subject, the room asked in and the room answered in; default no. */
import type { Chat } from './chat.js';
import type { ExtensionId } from './model.js';

/** What an answer may hold: everything, figures only, or nothing at all. */
export type Level = 'list' | 'totals' | 'nothing';

export interface Room {
  readonly type: Chat['type'];
  readonly archived: boolean;
  /** The colleagues in it; empty where the platform would not tell. */
  readonly colleagues: ReadonlySet<ExtensionId>;
  /** A guest or a member of another account is in it, or its members are not known. */
  readonly outsiders: boolean;
  /** A holder of the permission has opened it for lists. */
  readonly detailsOpen: boolean;
}

export interface Asker {
  readonly extension: ExtensionId;
  /** Holds the company call log permission. Not known is no. */
  readonly holder: boolean;
}

type Refusal = 'not in this room' | 'direct chat needs the permission' | 'everyone room';

export interface Verdict {
  readonly level: Level;
  readonly refusal?: Refusal;
}

/** Whether the room itself may read call data; where it may not, the answer belongs in the asker's direct chat. */
export const mayRead = (room: Room): boolean =>
  room.type === 'Direct' || ((room.type === 'Team' || room.type === 'Group') && !room.archived && !room.outsiders);

/** What the asker may learn of one subject. */
export function decide(asker: Asker, subject: ExtensionId, room: Room): Verdict {
  if (subject === asker.extension) return { level: 'list' };
  // A holder reads everything, but only where nobody reads along: in the direct chat, also when a room sends the answer there.
  if (asker.holder && (room.type === 'Direct' || !mayRead(room))) return { level: 'list' };
  if (room.type === 'Direct') return { level: 'nothing', refusal: 'direct chat needs the permission' };
  if (room.type !== 'Team' && room.type !== 'Group') return { level: 'nothing', refusal: 'everyone room' };
  if (!room.colleagues.has(asker.extension) || !room.colleagues.has(subject))
    return { level: 'nothing', refusal: 'not in this room' };
  return { level: room.detailsOpen && mayRead(room) ? 'list' : 'totals' };
}

/** The least of all verdicts; no subject at all is nothing. */
export function decideAll(asker: Asker, subjects: readonly ExtensionId[], room: Room): Verdict {
  const verdicts = subjects.map((subject) => decide(asker, subject, room));
  return (
    verdicts.find(({ level }) => level === 'nothing') ??
    verdicts.find(({ level }) => level === 'totals') ??
    verdicts[0] ?? { level: 'nothing' }
  );
}
