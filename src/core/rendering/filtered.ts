/** What calls are called that a filter left: `3 missed inbound calls`, `2 calls to voicemail after hours`. */
import type { Outcome } from '../outcome.js';
import { counted, listed } from '../text.js';
import { weekTimeNamed } from '../weekTimes.js';

type Ending = Outcome | 'rang for others';

/** How calls ended, as it stands behind them. */
const endings: Readonly<Record<Ending, string>> = {
  answered: 'answered',
  missed: 'missed',
  voicemail: 'to voicemail',
  unanswered: 'unanswered',
  declined: 'declined',
  made: 'made',
  connected: 'connected',
  'given up': 'given up at once',
  rang: 'that only rang',
  'rang for others': 'that only rang for others',
  elsewhere: 'taken by somebody else',
  'on behalf': 'handled by a delegate',
  unclear: 'unclear',
};

/** Where one of these is all that is said of it, it stands before them. */
const adjectives = new Set(['answered', 'missed', 'unanswered', 'declined', 'connected', 'unclear']);

/** What narrows how they ended, or when they came. */
const narrowing: Readonly<Record<string, string>> = {
  'in-time': 'in time',
  late: 'late',
  'after hours': 'after hours',
  'business hours': 'in business hours',
};
const waits = new Set(['in-time', 'late']);

const isEnding = (word: string): word is Ending => Object.hasOwn(endings, word);

/** So many calls by these filter words; times of the week are told with the period. `none` says "No" for nought. */
export function filteredCalls(calls: number, filterWords: readonly string[], none: boolean): string {
  const timed = filterWords.some((word) => waits.has(word));
  const said = filterWords.filter(isEnding);
  const ended = timed && !said.includes('answered') ? [...said, 'answered' as const] : said;
  const phrases = ended.map((word) => endings[word]);
  const isClause = (phrase: string) => phrase.startsWith('that ');
  const how = listed([...phrases.filter((phrase) => !isClause(phrase)), ...phrases.filter(isClause)], 'or');
  const first = ended.length === 1 && adjectives.has(how) && !timed;
  const kinds = filterWords.filter((word) => !isEnding(word) && !Object.hasOwn(narrowing, word) && weekTimeNamed(word) === null);
  const narrowed = filterWords.flatMap((word) => narrowing[word] ?? []);
  const noun = (call: string) => [first ? how : '', ...kinds, call, first ? '' : how, ...narrowed].filter(Boolean).join(' ');
  return calls === 0 && none ? `No ${noun('calls')}` : counted(calls, noun('call'), noun('calls'));
}
