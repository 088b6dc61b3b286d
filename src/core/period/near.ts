/** Which period a mistyped one was meant to be, for the words that name one without a date. */
import { WEEKDAYS } from '../calendar.js';
import { nearest } from '../nearMiss.js';
import { readPhrase } from './phrase.js';

const DAYS = WEEKDAYS.map((name) => name.toLowerCase());
const UNITS = ['week', 'month', 'quarter', 'year'];
const COUNTED = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'];
const WORDS = ['today', 'yesterday', 'last', 'this', 'past', 'since', 'hour', 'day', ...UNITS, ...COUNTED, ...DAYS];

const PERIODS = new RegExp(
  [
    'today|yesterday',
    `this (?:${UNITS.join('|')})`,
    `(?:last|past) (?:hour|day|${UNITS.join('|')})`,
    String.raw`(?:last|past) [1-9]\d{0,3} (?:${COUNTED.join('|')})`,
    `(?:last |since )?(?:${DAYS.join('|')})`,
    'since yesterday',
  ]
    .map((form) => `^(?:${form})$`)
    .join('|'),
);

/** The period a mistyped text was meant to be, e.g. “last week” for “last weak”; null where it is none, or needs no mending. */
export function nearPeriod(text: string): string | null {
  const words = readPhrase(text)?.text.split(' ') ?? [];
  if (words.length > 3) return null;
  const mended = words.map((word) => (/^\d+$/.test(word) ? word : nearWord(word)));
  const period = mended.join(' ');
  return mended.includes(null) || period === words.join(' ') || !PERIODS.test(period) ? null : period;
}

/** Two edits in five letters are another word: Sandy is not sunday. */
const nearWord = (word: string): string | null => nearest(word, WORDS, word.length <= 5 ? 1 : 2);
