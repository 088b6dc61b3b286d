/** How much is known of the calls of those asked about. */
import type { CallSyncState } from '../../core/callSync.js';
import type { Extension } from '../../core/directory.js';
import type { Coverage } from '../../core/rendering/coverage.js';
import type { Ask } from '../command/ask.js';
import type { Command } from '../command/command.js';

/**
 * What is known of these people: the whole log's state, or, read person by person, the least of those that are known. Where nobody in
 * particular is asked about, that is the least of everybody's who was ever read.
 */
export function coverageOf(sync: CallSyncState, subjects: readonly Extension[]): Coverage {
  if (sync.way !== 'people') return sync;
  const { people = {}, unreadable = {} } = sync;
  const isRead = ({ id }: Pick<Extension, 'id'>) => people[id] !== undefined && unreadable[id] === undefined;
  const known = subjects.filter(isRead);
  const refused = subjects.filter(({ id }) => unreadable[id] !== undefined);
  const unread = subjects.filter((each) => !known.includes(each) && !refused.includes(each));
  const nobody = subjects.length === 0;
  const singly = { known, unread, refused, ...(nobody && { people: Object.keys(people).length }) };
  const spans = nobody ? Object.values(people) : known.flatMap(({ id }) => people[id] ?? []);
  if (spans.length === 0) return { singly };
  const coveredFrom = Math.max(...spans.map(({ from }) => from));
  return { through: Math.min(...spans.map(({ to }) => to)), coveredFrom, target: coveredFrom, singly };
}

/** Whoever asks about two colleagues or one party means internal calls, too. */
const leavingOut: ReadonlySet<Command['about']> = new Set(['calls of people', 'figures of people', 'figures of a queue']);

/** Whether the rules leave internal calls out of an answer that nobody asked to be without them. */
export const leavesOut = (
  { about }: Pick<Command, 'about'>,
  { filter, filterWords }: Pick<Ask, 'filter' | 'filterWords'>,
): boolean => leavingOut.has(about) && filter.internal === false && !filterWords.includes('external');
