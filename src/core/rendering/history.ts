/** The answer to `with`, as lines: how the calls with one number or person went, who spoke last, and whether one is still unreturned. */
import { formatMoment } from '../calendar.js';
import type { Participation } from '../participation.js';
import type { CallTotals, ListedCall } from '../question.js';
import { counted, listed, plain } from '../text.js';
import { partPhrase } from './call.js';
import { asOf, gap } from './coverage.js';
import { headLine, saidOf, type Telling } from './head.js';
import { nextPage, noSuchPage, pagesOf } from './pages.js';
import { apartLine } from './totals.js';

export interface HistoryAnswer extends Omit<Telling, 'subjects' | 'everybody' | 'via'> {
  /** The number or person, as this audience may see it. */
  readonly who: string;
  readonly totals: CallTotals;
  readonly calls: readonly ListedCall[];
  readonly page: number;
  readonly pageSize: number;
  /** The newest call in which somebody spoke with them, whenever that was. */
  readonly spoken: ListedCall | null;
  /** The newest call from them that nobody took, where nobody has spoken with them since. */
  readonly unreturned: ListedCall | null;
  /** A newer one that somebody took of whom nothing may be listed. */
  readonly takenSince: ListedCall | null;
}

export function historyAnswer(answer: HistoryAnswer): readonly string[] {
  const { who, totals, period, coverage, reference, calls, page, pageSize, spoken, unreturned, takenSince } = answer;
  const missing = gap(period.span, coverage, reference);
  const count = totals.calls;
  const pages = pagesOf(count, pageSize);
  const rest = count - page * pageSize;
  const when = ({ participations: [first] }: ListedCall) => (first ? formatMoment(first.startedAt, reference) : '');
  /** With its number, and that it is none of the period's. */
  const whenever = (call: ListedCall) => {
    const startedAt = call.participations[0]?.startedAt ?? period.span.from;
    const outside =
      startedAt < period.span.from ? ', before that period' : startedAt >= period.span.to ? ', after that period' : '';
    return `${when(call)}${call.number === undefined ? '' : ` (#${call.number})`}${outside}`;
  };
  return saidOf([
    headLine(count, [], who, period.label, missing !== null),
    missing,
    spoken && `Last spoken with${by(namesIn(spoken, answer))}, ${whenever(spoken)}.`,
    unreturned &&
      `Still unreturned: ${whenever(unreturned)}, ${listed(partsIn(unreturned, answer))}. Nobody whose calls I may list here has spoken with them since.`,
    takenSince && `Somebody else took a newer call from them: ${whenever(takenSince)}.`,
    count === 0 ? apartLine(totals, answer.directory) : '',
    ...(page > pages ? [noSuchPage(page, pages)] : calls.map((call) => `* ${when(call)} ${lineOf(call, answer)}`)),
    rest > 0 && page <= pages ? nextPage(counted(rest, 'more call'), page) : '',
    [asOf(coverage, reference), 'Only calls I may list to whoever reads this.'].filter(Boolean).join(' '),
  ]);
}

const nameOf = ({ extension }: Participation, { directory }: Pick<Telling, 'directory'>) =>
  plain(directory.extensions.get(extension)?.name ?? 'somebody', 40);

/** People before queues: who spoke says more than where it rang. */
const inOrder = ({ participations }: ListedCall, { directory }: Pick<Telling, 'directory'>): readonly Participation[] => {
  const isQueue = ({ extension }: Participation) => directory.extensions.get(extension)?.kind === 'queue';
  return [...participations].sort((a, b) => Number(isQueue(a)) - Number(isQueue(b)));
};

/** Nobody, where the log tells of no time that they spoke. */
const by = (names: readonly string[]) => (names.length === 0 ? '' : ` by ${listed(names)}`);

const namesIn = (call: ListedCall, told: Pick<Telling, 'directory'>) =>
  inOrder(call, told)
    .filter(({ talkMs }) => talkMs > 0)
    .map((each) => nameOf(each, told));

const partsIn = (call: ListedCall, told: Pick<Telling, 'directory'>) =>
  inOrder(call, told).map((each) => `${partPhrase(each)} (${nameOf(each, told)})`);

function lineOf(call: ListedCall, told: Pick<Telling, 'directory'>): string {
  const [first] = call.participations;
  const way = first?.direction === 'outbound' ? 'to them' : 'from them';
  const number = call.number === undefined ? '' : ` · #${call.number}`;
  return `${way}: ${partsIn(call, told).join('; ')}${number}`;
}
