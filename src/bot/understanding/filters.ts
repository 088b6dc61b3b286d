/** The words that filter calls, and how they combine. */
import type { Locale } from '../../core/chat.js';
import type { ExtensionId } from '../../core/model.js';
import { outcomeParts } from '../../core/outcome.js';
import type { Part } from '../../core/participation.js';
import type { CallFilter } from '../../core/question.js';
import { hoursFor } from '../../core/rules/hours.js';
import type { Rules } from '../../core/rules.js';
import { zoneWords } from '../../core/text.js';
import { weekTimeNamed, weekTimesOf } from '../../core/weekTimes.js';
import { refuse } from '../command/sentences.js';

interface FilterWord {
  readonly parts?: readonly Part[];
  readonly direction?: 'inbound' | 'outbound';
  readonly internal?: boolean;
  readonly outside?: boolean;
  /** Of those whose wait is known, the ones answered later than they should be, or not later. */
  readonly late?: boolean;
  /** For no queue. */
  readonly forOthers?: boolean;
}

const words: Readonly<Record<string, FilterWord>> = {
  ...Object.fromEntries(Object.entries(outcomeParts).map(([word, parts]): [string, FilterWord] => [word, { parts }])),
  inbound: { direction: 'inbound' },
  outbound: { direction: 'outbound' },
  internal: { internal: true },
  external: { internal: false },
  'rang for others': { parts: ['rang'], forOthers: true },
  'in-time': { parts: ['answered'], late: false },
  late: { parts: ['answered'], late: true },
  'after hours': { outside: true },
  'business hours': { outside: false },
};

export const filterWords: readonly string[] = Object.keys(words);

const synonyms: Readonly<Record<string, string>> = {
  voicemails: 'voicemail',
  incoming: 'inbound',
  outgoing: 'outbound',
  rung: 'rang',
  'taken elsewhere': 'elsewhere',
  took: 'answered',
  abandoned: 'missed',
  offered: 'inbound',
  'in time': 'in-time',
  'too late': 'late',
  'gave up': 'given up',
  'after-hours': 'after hours',
  afterhours: 'after hours',
  'out of hours': 'after hours',
  'outside hours': 'after hours',
  'office hours': 'business hours',
  'working hours': 'business hours',
};

/** The filter word a typed word, or two or three of them, stands for, if any. */
export function filterWord(word: string): string | null {
  const known = word.toLowerCase();
  const meant = synonyms[known] ?? known;
  return Object.hasOwn(words, meant) ? meant : weekTimeNamed(meant);
}

export type Way = 'inbound' | 'outbound';

/** A delegate takes calls and makes them. */
const eitherWay: ReadonlySet<Part> = new Set(['on behalf', 'unknown']);

/** Which way the calls went that this word leaves; undefined where it leaves both. */
export function directionOf(word: string): Way | undefined {
  const { direction, parts = [] } = words[word] ?? {};
  if (direction !== undefined || parts.length === 0 || parts.some((part) => eitherWay.has(part))) return direction;
  return parts.includes('connected') ? 'outbound' : 'inbound';
}

/** Without a word that another one narrows: of the calls made, those connected. */
export function narrowest(chosen: readonly string[]): readonly string[] {
  const partsOf = (word: string) => words[word]?.parts ?? [];
  const isWithin = (word: string, wider: string) =>
    partsOf(word).length > 0 &&
    partsOf(word).length < partsOf(wider).length &&
    partsOf(word).every((part) => partsOf(wider).includes(part));
  return chosen.filter((word) => !chosen.some((other) => isWithin(other, word)));
}

/** `out of hours`, `hour 2 pm`. */
export const longestFilter = 3;

/** The filter that begins here, and how many words it takes; longer ones first. */
export function filterAt(words: readonly string[]): { readonly word: string; readonly length: number } | null {
  for (let length = Math.min(longestFilter, words.length); length > 0; length--) {
    const word = filterWord(words.slice(0, length).join(' '));
    if (word !== null) return { word, length };
  }
  return null;
}

/**
 * Several outcomes widen (`missed voicemail` is either), an outcome and a direction narrow.
 * What the rules leave out is left out unless it is asked for. `via` is the queue it was for.
 * @throws UserError where two words exclude each other, or ask for business hours that nobody set.
 */
export function combine(
  chosen: readonly string[],
  rules: Pick<Rules, 'hours' | 'internal' | 'serviceLevel'>,
  locale: Locale,
  via?: ExtensionId,
): CallFilter {
  const parts = new Set<Part>();
  let direction: 'inbound' | 'outbound' | undefined;
  let internal: boolean | undefined;
  let outside: boolean | undefined;
  let late: boolean | undefined;
  let queue: ExtensionId | null | undefined = via;
  for (const word of chosen) {
    const filter = words[word] ?? {};
    for (const part of filter.parts ?? []) parts.add(part);
    direction = oneOf(direction, filter.direction, 'inbound', 'outbound');
    internal = oneOf(internal, filter.internal, 'internal', 'external');
    outside = oneOf(outside, filter.outside, 'after hours', 'in business hours');
    late = oneOf(late, filter.late, 'in time', 'late');
    if (filter.forOthers && via !== undefined) throw refuse('filters-disagree', 'for a queue', 'for others');
    if (filter.forOthers) queue = null;
  }
  const open = outside === undefined ? null : hoursFor(rules.hours, locale);
  if (outside !== undefined && open === null) throw refuse('no-hours', zoneWords(locale.zone));
  if (rules.internal === 'left out') internal ??= false;
  const times = weekTimesOf(chosen);
  return {
    ...(parts.size > 0 && { parts: [...parts] }),
    ...(direction !== undefined && { direction }),
    ...(internal !== undefined && { internal }),
    ...(outside !== undefined && open && { hours: { open, outside } }),
    ...(times && { times: { ...times, locale } }),
    ...(queue !== undefined && { queue }),
    ...(late !== undefined && { wait: { ms: 1000 * rules.serviceLevel, longer: late } }),
  };
}

/** What was said first or now of something that can be only one. */
function oneOf<Said>(before: Said | undefined, now: Said | undefined, one: string, other: string): Said | undefined {
  if (before !== undefined && now !== undefined && before !== now) throw refuse('filters-disagree', one, other);
  return now ?? before;
}
