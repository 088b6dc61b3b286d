/** How much is known of the calls of those asked about. */
import type { CallSyncState } from '../../core/callSync.js';
import type { Extension } from '../../core/directory.js';
import type { Coverage } from '../../core/rendering/coverage.js';

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
