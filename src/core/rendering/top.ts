/** The answer to `top`, as lines: who has most of what was asked for, with shared places. */
import { formatDuration } from '../calendar.js';
import { noFigures } from '../figures.js';
import { type Measure, measured, outcomeOfMeasure } from '../measure.js';
import type { CallTotals } from '../question.js';
import { ordinal, ranked } from '../ranking.js';
import { counted, plain } from '../text.js';
import { asOf, gap, isKnown } from './coverage.js';
import { headLine, listLine, saidOf, type Telling, whoWords } from './head.js';
import { nextPage, noSuchPage, pagesOf } from './pages.js';

export interface TopAnswer extends Telling {
  readonly measure: Measure;
  /** Of the calls that are ranked by alone. */
  readonly totals: CallTotals;
  readonly page: number;
  readonly pageSize: number;
}

export function topAnswer(answer: TopAnswer): readonly string[] {
  const { subjects, measure, totals, period, coverage, reference, page, pageSize } = answer;
  const missing = gap(period.span, coverage, reference);
  const outcome = outcomeOfMeasure(measure);
  const named = [...subjects].sort((a, b) => (a.name < b.name ? -1 : 1));
  const places = ranked(named, ({ id }) => measured(totals.bySubject.get(id) ?? noFigures, measure));
  const pages = pagesOf(places.length, pageSize);
  const rest = places.length - page * pageSize;
  const placed = new Set(places.map(({ item }) => item.id));
  const without = subjects.filter(({ id }) => !placed.has(id) && isKnown(id, coverage)).length;
  const valueWords = (value: number) => (measure === 'time' ? formatDuration(value) : `${value}`);
  return saidOf([
    headLine(totals.calls, outcome === null ? [] : [outcome], whoWords(subjects), period.label, missing !== null),
    missing,
    totals.calls > 0 ? totalWords(totals, measure) : '',
    ...(page > pages
      ? [noSuchPage(page, pages)]
      : places
          .slice((page - 1) * pageSize, page * pageSize)
          .map(({ place, item, value }) => `* ${ordinal(place)}: ${plain(item.name, 40)}, ${valueWords(value)}`)),
    rest > 0 ? nextPage(counted(rest, 'more person', 'more people'), page) : '',
    places.length > 0 && without > 0 ? `None: ${counted(without, 'person', 'people')}.` : '',
    totals.calls > 0 ? `Behind the figures: ${listLine(answer, outcome === null ? [] : [outcome])}.` : '',
    asOf(coverage, reference),
  ]);
}

function totalWords({ talkMs }: CallTotals, measure: Measure): string {
  if (measure === 'time') return `${formatDuration(talkMs)} on calls, the most first:`;
  return { calls: 'Most calls first:', missed: 'Most missed calls first:', answered: 'Most answered calls first:' }[measure];
}
