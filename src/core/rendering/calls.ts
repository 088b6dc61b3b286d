/** The answer to a question about calls, as lines: the count, the totals, how much of the period is known, and the calls. */
import type { CallTotals, ListedCall } from '../question.js';
import type { BusinessHours } from '../rules/hours.js';
import { counted, plain } from '../text.js';
import { callLine } from './call.js';
import { asOf, gap, isKnown } from './coverage.js';
import { headLine, saidOf, type Telling, whenWords, whoWords } from './head.js';
import { nextPage, noSuchPage, pagesOf } from './pages.js';
import { apartLine, totalsLine } from './totals.js';

export interface CallsAnswer extends Telling {
  readonly filterWords: readonly string[];
  readonly totals: CallTotals;
  /** A call outside of them is called so. */
  readonly hours?: BusinessHours | null;
  /** Absent where only totals may be shown. */
  readonly list?: { readonly calls: readonly ListedCall[]; readonly page: number; readonly pageSize: number };
}

/** More people than this are not told one by one. */
const peopleShown = 20;

export function callsAnswer(answer: CallsAnswer): readonly string[] {
  const { totals, coverage, reference, directory, period } = answer;
  const missing = gap(period.span, coverage, reference);
  return saidOf([
    headLine(
      totals.calls,
      answer.filterWords,
      whoWords(answer.subjects),
      whenWords(answer, answer.filterWords),
      missing !== null,
    ),
    missing,
    answer.totals.calls > 0 ? totalsLine(totals, directory) : '',
    ...perPerson(answer),
    answer.filterWords.length === 0 ? apartLine(totals, directory) : '',
    ...listLines(answer),
    freshLine(answer),
  ]);
}

/** As of when, and why nothing is listed. */
export const freshLine = ({ coverage, reference, list, totals }: Omit<CallsAnswer, 'filterWords'>): string =>
  [asOf(coverage, reference), list || totals.calls === 0 ? '' : 'Figures only: I may not list these calls to whoever reads this.']
    .filter(Boolean)
    .join(' ');

/** Each one's own count, most first; they may add up to more than the total, and then that is said. */
function perPerson({ subjects, totals, coverage }: CallsAnswer): readonly string[] {
  if (subjects.length < 2 || totals.calls === 0) return [];
  const counts = subjects
    .map(({ id, name }) => ({ id, name, calls: totals.bySubject.get(id)?.calls ?? 0 }))
    .filter(({ id, calls }) => calls > 0 || isKnown(id, coverage))
    .sort((a, b) => b.calls - a.calls);
  const shown = counts.slice(0, peopleShown);
  const sum = counts.reduce((total, { calls }) => total + calls, 0);
  return [
    `Per person: ${shown.map(({ name, calls }) => `${plain(name, 40)} ${calls}`).join(', ')}${counts.length > shown.length ? ` and ${counts.length - shown.length} more people` : ''}.`,
    sum > totals.calls
      ? 'One call can involve several of them, and end otherwise for each, so these figures can add up to more than the total.'
      : '',
  ];
}

/** The page of calls, and how many are left; nothing where only totals may be shown. */
export function listLines({ list, totals, subjects, ...seen }: Omit<CallsAnswer, 'filterWords'>): readonly string[] {
  if (!list || totals.calls === 0) return [];
  const pages = pagesOf(totals.calls, list.pageSize);
  if (list.page > pages) return [noSuchPage(list.page, pages)];
  const rest = totals.calls - list.page * list.pageSize;
  return [
    ...list.calls.map((call) => callLine(call, subjects.length > 1, seen)),
    rest > 0 ? nextPage(counted(rest, 'more call'), list.page) : '',
  ];
}
