/** The answer to `summary`, as lines: all together, then a line for each person, the most active first, against the period before. */
import type { Extension } from '../directory.js';
import { countOf, type Figures, noFigures } from '../figures.js';
import type { Before } from '../period/before.js';
import type { CallTotals } from '../question.js';
import { counted, listed, plain } from '../text.js';
import { asOf, gap, isKnown } from './coverage.js';
import { callsWords, change, figuresWords, isQuiet } from './figures.js';
import { headLine, listLine, saidOf, type Telling, whoWords } from './head.js';
import { nextPage, noSuchPage, pagesOf } from './pages.js';
import { apartLine, totalsLine } from './totals.js';

export interface SummaryAnswer extends Telling {
  readonly totals: CallTotals;
  readonly before: Before & { readonly totals: CallTotals };
  readonly page: number;
}

interface Line {
  /** As it stands in the directory: of ten thousand, a page is shown. */
  readonly name: string;
  readonly figures: Figures;
  readonly before: Figures | undefined;
  /** Else it would mean nothing that they have no calls. */
  readonly isKnown: boolean;
}

/** So many people to a page, so that a page of long names and figures still fits one post. */
const pageSize = 20;
const namesShown = 10;

export function summaryAnswer(answer: SummaryAnswer): readonly string[] {
  const { subjects, totals, period, coverage, directory, reference } = answer;
  const missing = gap(period.span, coverage, reference);
  const compared = gap(answer.before.span, coverage, reference) === null;
  const all = linesOf(answer, compared);
  const [only] = all;
  const alone = subjects.length === 1 && only !== undefined;
  return saidOf([
    headLine(totals.calls, [], whoWords(subjects), period.label, missing !== null),
    missing,
    ...(alone ? aloneLines(only, answer) : togetherLines(all, answer, compared)),
    againstLine(answer, compared),
    listsLine(answer),
    asOf(coverage, reference),
  ]);

  function aloneLines(line: Line, { totals: own }: SummaryAnswer): readonly string[] {
    return isQuiet(line.figures, line.before) ? [] : [callsWords(line.figures, line.before), apartLine(own, directory)];
  }
}

function linesOf({ subjects, totals, before, coverage }: SummaryAnswer, compared: boolean): readonly Line[] {
  return subjects
    .map(
      ({ id, name }: Extension): Line => ({
        name,
        figures: totals.bySubject.get(id) ?? noFigures,
        before: compared ? (before.totals.bySubject.get(id) ?? noFigures) : undefined,
        isKnown: isKnown(id, coverage),
      }),
    )
    .sort((a, b) => b.figures.calls - a.figures.calls || (a.name < b.name ? -1 : 1));
}

function togetherLines(all: readonly Line[], answer: SummaryAnswer, compared: boolean): readonly string[] {
  const { totals, before, page, directory } = answer;
  const active = all.filter((line) => !isQuiet(line.figures, line.before));
  const quiet = all.filter((line) => line.isKnown && isQuiet(line.figures, line.before)).map(({ name }) => name);
  const pages = pagesOf(active.length, pageSize);
  if (page > pages) return [noSuchPage(page, pages)];
  const shown = active.slice((page - 1) * pageSize, page * pageSize);
  const rest = active.slice(page * pageSize);
  const sum = active.reduce((total, { figures }) => total + figures.calls, 0);
  return [
    totals.calls > 0 ? totalsLine(totals, directory) : '',
    compared && (totals.calls > 0 || before.totals.calls > 0)
      ? `All together: calls${change(totals.calls, before.totals.calls)}, missed${change(totals.byPart.missed ?? 0, before.totals.byPart.missed ?? 0)}.`
      : '',
    ...shown.map(({ name, figures, before: earlier }) => `* ${plain(name, 40)}: ${figuresWords(figures, earlier)}`),
    restLine(rest, page),
    quiet.length > 0 ? `No calls: ${listed(shortened(quiet).map((name) => plain(name, 40)))}.` : '',
    sum > totals.calls
      ? `These lines add up to ${sum} and overlap: a call in which several of them had a part stands in each one's line, and once in the total.`
      : '',
  ];
}

function restLine(rest: readonly Line[], page: number): string {
  if (rest.length === 0) return '';
  const of = (count: (figures: Figures) => number) => rest.reduce((sum, { figures }) => sum + count(figures), 0);
  const people = counted(rest.length, 'more person', 'more people');
  const figures = `${counted(
    of(({ calls }) => calls),
    'call',
  )}, ${of((each) => countOf(each, 'answered'))} answered and ${of((each) => countOf(each, 'missed'))} missed`;
  return nextPage(`* ${people}, whose lines add up to ${figures}`, page);
}

const shortened = (names: readonly string[]): readonly string[] =>
  names.length > namesShown + 1 ? [...names.slice(0, namesShown), `${names.length - namesShown} more`] : names;

function againstLine({ before, totals }: SummaryAnswer, compared: boolean): string {
  if (compared) return totals.calls > 0 || before.totals.calls > 0 ? `▲ more and ▼ fewer than ${before.label}.` : '';
  return `Not compared with ${before.label}, of which not all is known.`;
}

/** Where each of the figures can be read call by call. */
function listsLine(answer: SummaryAnswer): string {
  const { calls, apart } = answer.totals;
  if (calls === 0 && Object.keys(apart).length === 0) return '';
  return `Behind the figures: ${listLine(answer, ['missed'])}; likewise answered, voicemail, declined, made, connected, rang.`;
}
