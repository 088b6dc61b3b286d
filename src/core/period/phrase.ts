/** A period as somebody typed it, tidied up so that each form can be read by one pattern. */
import { MONTHS, WEEKDAYS } from '../calendar.js';

export interface Phrase {
  /** Lower case, single blanks, hyphens for all dashes, without the leading word. */
  readonly text: string;
  /** The word before it, as in “in May”; empty where there was none. */
  readonly lead: string;
}

/** Longer than any period: what is longer is not even looked at. */
const LONGEST = 200;

/** Null where the text cannot be a period whatever it says. */
export function readPhrase(typed: string): Phrase | null {
  if (typed.length > LONGEST) return null;
  const tidy = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Pd}|\u2212/gu, '-')
    .replace(/\s+/g, ' ')
    .replace(/\b([ap])\.m\b\.?/g, '$1m')
    .replace(/^[ "'“”‘’«»(,:;]+/, '')
    .replace(/[ "'“”‘’«»),:;.?!…]+$/, '');
  const [, lead = '', text = ''] = /^(?:(for|in|during|from|over|within|on) )?(?:the )?(.*)$/.exec(tidy) ?? [];
  return text === '' ? null : { text, lead };
}

/** A month's number by its name or the usual short form, else null. */
export const monthNamed = (word: string): number | null => MONTH_NUMBERS.get(word) ?? null;
/** A weekday's number (1 is Monday) by its name or the usual short form, else null. */
export const weekdayNamed = (word: string): number | null => WEEKDAY_NUMBERS.get(word) ?? null;

const MONTH_NUMBERS = numbered(MONTHS, { sept: 9 });
const WEEKDAY_NUMBERS = numbered(WEEKDAYS, { tues: 2, weds: 3, thur: 4, thurs: 4 });

function numbered(names: readonly string[], others: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const lower = names.map((name) => name.toLowerCase());
  const forms = lower.flatMap((name, index): [string, number][] => [name, name.slice(0, 3)].map((form) => [form, index + 1]));
  return new Map([...forms, ...Object.entries(others)]);
}
