/** The answer to `between`, as lines: the conversations both had a part in, what each did in them, and the calls. */
import { noFigures } from '../figures.js';
import { plain } from '../text.js';
import { type CallsAnswer, freshLine, listLines } from './calls.js';
import { gap } from './coverage.js';
import { figuresWords } from './figures.js';
import { headLine, saidOf, whoWords } from './head.js';

export function betweenAnswer(answer: Omit<CallsAnswer, 'filterWords'>): readonly string[] {
  const { subjects, totals, period, coverage, reference } = answer;
  const missing = gap(period.span, coverage, reference);
  const each = subjects.map(
    ({ id, name }) => `${plain(name, 40)}: ${figuresWords(totals.bySubject.get(id) ?? noFigures, undefined)}`,
  );
  return saidOf([
    headLine(totals.calls, [], whoWords(subjects), period.label, missing !== null),
    missing,
    ...(totals.calls > 0 ? each : []),
    ...listLines(answer),
    freshLine(answer),
  ]);
}
