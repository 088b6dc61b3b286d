/** Figures in the words of an answer, whichever answer it is: a count, what it counts, and the question whose list is as long. */
import type { Company } from '../../core/conversations/company.js';
import { lineNamed, narrowedTo, type Question } from './questions.js';

export interface Figure {
  readonly what: string;
  readonly count: number;
  readonly of: Question;
}

export const numberIn = (text: string) => (text === 'no' || text === 'No' ? 0 : Number(text));

const firstLine = /^(\d+|No) (?:[\w-]+ )*calls?(?: [\w, ]+)? · /;
export const hasCount = (text: string): boolean => firstLine.test(text);

/** The count in the first line. */
export function counted(text: string): number {
  const [, count] = firstLine.exec(text) ?? [];
  if (count === undefined) throw new Error(`no count in ${text}`);
  return numberIn(count);
}

/** The lines of a list. */
export const callsIn = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('* '));

/** How each outcome is written, and the word that filters by it. */
const outcomes: readonly (readonly [RegExp, string])[] = [
  [/(\d+) answered/, 'answered'],
  [/(\d+) missed/, 'missed'],
  [/(\d+) to voicemail/, 'voicemail'],
  [/(\d+) declined/, 'declined'],
  [/(\d+) made \(/, 'made'],
  [/made \((\d+) connected/, 'connected'],
  [/(\d+) made \((?:all )?connected/, 'connected'],
  [/(\d+) taken by somebody else/, 'elsewhere'],
  [/(\d+) (?:on their behalf|handled by a delegate)/, 'on behalf'],
  [/(\d+) given up by the caller at once/, 'given up'],
  [/(\d+) unclear/, 'unclear'],
  [/(\d+) only rang/, 'rang'],
];
/** Left out where they are none. */
const always = ['answered', 'missed', 'voicemail', 'declined', 'made'];

export function outcomesIn(words: string, question: Question, company: Company, complete: boolean): Figure[] {
  const found = outcomes.flatMap(([pattern, outcome]) => {
    const [, count] = pattern.exec(words) ?? [];
    return count === undefined ? [] : [{ what: `${count} ${outcome}`, count: Number(count), of: narrowedTo(question, outcome) }];
  });
  const none = /made \((?:none|not) connected/.test(words)
    ? [{ what: 'none connected', count: 0, of: narrowedTo(question, 'connected') }]
    : [];
  const rang = [...words.matchAll(/(\d+) times? for (.+?)(?=, \d| and |, |\.|$)/g)].map(([what, count, name = '']) => ({
    what,
    count: Number(count),
    of:
      name === 'others'
        ? narrowedTo(question, 'rang for others')
        : { ...narrowedTo(question, 'rang'), via: lineNamed(company, name) },
  }));
  const absent = always
    .filter((outcome) => complete && !found.some(({ of }) => of.words.includes(outcome)))
    .map((outcome) => ({ what: `no word of ${outcome}`, count: 0, of: narrowedTo(question, outcome) }));
  return [...found, ...none, ...rang, ...absent];
}

/** `7 calls ▲2: 4 answered, 1 missed ▼1, …`, and the same of the period before, as far as it is told. */
export function withChange(words: string, question: Question, company: Company, before: string | undefined): readonly Figure[] {
  const figures = outcomesIn(words, question, company, true);
  for (const [what, count = '', noun = '', change = '', by] of words.matchAll(/(\d+|no) (calls?|missed) ([▲▼±])(\d+)/g)) {
    const of = noun === 'missed' ? narrowedTo(question, 'missed') : question;
    const now = numberIn(count);
    figures.push({ what, count: now, of });
    if (before === undefined) continue;
    const earlier = now - (change === '▲' ? Number(by) : change === '▼' ? -Number(by) : 0);
    figures.push({ what: `${what} against ${before}`, count: earlier, of: { ...of, period: before } });
  }
  const [, count] = /^(\d+|no) calls?\b/.exec(words) ?? [];
  if (count !== undefined) figures.push({ what: words, count: numberIn(count), of: question });
  return figures;
}
