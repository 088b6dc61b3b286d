/** Asks the policy about a question's subjects: in the room, else alone; what may not be seen drops out or is refused by name. */
import { type Audience, audienceOf, decide, decideAll, type Level, mayRead, permitted, type Room } from '../../core/access.js';
import type { Extension } from '../../core/directory.js';
import type { UserError } from '../../core/errors.js';
import { refuse } from '../command/sentences.js';
import type { Rights } from './rights.js';

export interface Granted {
  readonly subjects: readonly Extension[];
  readonly level: Level;
  /** Who may read the answer. */
  readonly audience: Audience;
}

/**
 * People and queues somebody named: all of them, or a refusal that names those who are not to be shown. What the room may not read is
 * granted to the asker alone, where they may know it.
 * @throws UserError where any of them may not be shown at all; Outage where it cannot be found out now.
 */
export async function authoriseNamed(
  subjects: readonly Extension[],
  rights: Rights,
  room: Room,
  permission: string,
): Promise<Granted> {
  const near = audienceOf(room);
  const asked = subjects.map(rights.subjectOf);
  for (const audience of near === 'room' ? (['room', 'asker'] as const) : (['asker'] as const)) {
    const { asker, fault } = await rights.over(asked, room, audience);
    const { level } = decideAll(asker, asked, room, audience);
    if (level !== 'nothing') return { subjects, level, audience };
    if (audience === 'room') continue;
    // Nobody is told that they may not, only because nobody could be asked.
    if (fault !== undefined) throw fault;
    const verdicts = asked.map((subject) => decide(asker, subject, room, audience));
    const not = subjects.filter((_, index) => verdicts[index]?.level === 'nothing');
    throw refusalOf(verdicts.find((verdict) => verdict.level === 'nothing')?.refusal, not, permission);
  }
  throw refusalOf(undefined, subjects, permission);
}

/** Everybody here: whoever may not be shown is left out, counts included. The asker is always among those who are left. */
export async function authoriseEverybody(members: readonly Extension[], rights: Rights, room: Room): Promise<Granted> {
  const audience = audienceOf(room);
  const asked = members.map((extension) => ({ ...rights.subjectOf(extension), of: extension }));
  const { asker } = await rights.over(asked, room, audience);
  const kept = permitted(asker, asked, room, audience);
  return { subjects: kept.map(({ of }) => of), level: decideAll(asker, kept, room, audience).level, audience };
}

/** Those whose single calls may stand near the question; where there are none, those whose the asker may read alone; null for nobody. */
export async function authoriseSome(extensions: readonly Extension[], rights: Rights, room: Room): Promise<Granted | null> {
  const near = audienceOf(room);
  const asked = extensions.map((extension) => ({ ...rights.subjectOf(extension), of: extension }));
  for (const audience of near === 'room' ? (['room', 'asker'] as const) : (['asker'] as const)) {
    const { asker, fault } = await rights.over(asked, room, audience, 'list');
    const kept = permitted(asker, asked, room, audience, 'list').map(({ of }) => of);
    if (kept.length > 0) return { subjects: kept, level: 'list', audience };
    if (audience === 'asker' && fault !== undefined) throw fault;
  }
  return null;
}

/** Of these, the ones whose single calls, or whose figures, may stand in an answer that this audience reads. */
export async function showable(
  least: 'list' | 'totals',
  extensions: readonly Extension[],
  rights: Rights,
  room: Room,
  audience: Audience,
): Promise<readonly Extension[]> {
  const asked = extensions.map((extension) => ({ ...rights.subjectOf(extension), of: extension }));
  const { asker } = await rights.over(asked, room, audience, least);
  return permitted(asker, asked, room, audience, least).map(({ of }) => of);
}

function refusalOf(why: ReturnType<typeof decide>['refusal'], not: readonly Extension[], permission: string): UserError {
  const names = not.map(({ name }) => name);
  if (why === 'everyone room') return refuse('everyone-room');
  if (why === 'private room') return refuse('private-room', permission);
  if (why === 'direct chat') return refuse('not-in-direct', names, permission);
  if (why === 'queue of others') return refuse('not-your-queue', names, permission);
  return refuse('not-shown-here', names, permission);
}

/** Why a room may not read call data; null where it may. */
export function unreadable(room: Room): string | null {
  if (mayRead(room)) return null;
  if (room.type !== 'Team' && room.type !== 'Group') return 'this chat is for the whole company';
  return room.outsiders ? 'somebody from outside the company is in this chat' : 'this team is archived';
}
