/** How much is known of the calls of those asked about. */
import type { CallSyncState } from '../core/callSync.js';
import type { Extension } from '../core/directory.js';
import type { Coverage } from '../core/rendering/coverage.js';

/** What is known of these people: the whole log's state, or, read person by person, the least of those that are known. */
export function coverageOf(sync: CallSyncState, subjects: readonly Extension[]): Coverage {
  if (sync.way !== 'people') return sync;
  const isKnown = ({ id }: Extension) => sync.people?.[id] !== undefined && sync.unreadable?.[id] === undefined;
  const namesOf = (known: boolean) => subjects.flatMap((each) => (isKnown(each) === known ? [each.name] : []));
  const singly = { known: namesOf(true), not: namesOf(false) };
  const spans = subjects.filter(isKnown).flatMap(({ id }) => sync.people?.[id] ?? []);
  if (spans.length === 0) return { singly };
  const coveredFrom = Math.max(...spans.map(({ from }) => from));
  return { through: Math.min(...spans.map(({ to }) => to)), coveredFrom, target: coveredFrom, singly };
}
