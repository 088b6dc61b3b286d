/** `calls from Bob`, `calls to Bob`: which way the calls of whoever is named went. */
import type { Directory } from '../../core/directory.js';
import { findExtension, isWhole } from '../../core/people.js';
import { refuse } from '../command/sentences.js';
import { directionOf, type Way } from './filters.js';
import { isAsker, isFiller, longestName } from './subjects.js';
import { type Token, wordOf } from './tokens.js';

const ways: ReadonlyMap<string, Way> = new Map([
  ['from', 'outbound'],
  ['to', 'inbound'],
]);

/**
 * The way, and the tokens without the word for it. `dated` are the same tokens before a period was cut out of them: `from last week` is
 * said of nobody.
 * @throws UserError where both ends of a call are named
 */
export function cutWay(
  tokens: readonly Token[],
  dated: readonly Token[],
  directory: Directory | null,
): { readonly way?: Way; readonly rest: readonly Token[] } {
  if (tokens.some((token) => wordOf(token) === 'between')) throw refuse('two-ends');
  const places = tokens.flatMap((token, at) => {
    const next = tokens[at + 1];
    const isOfWhom = next !== undefined && dated[dated.indexOf(token) + 1] === next;
    return ways.has(wordOf(token)) && isOfWhom && !isPartOfName(tokens, at, directory) ? [at] : [];
  });
  const [at = 0] = places;
  const way = ways.get(wordOf(tokens[at]));
  if (places.length === 0 || way === undefined) return { rest: tokens };
  const before = tokens.slice(0, at);
  const isOneWay = places.every((place) => wordOf(tokens[place]) === wordOf(tokens[at]));
  if (!isOneWay || !before.every(isFiller)) {
    const ends = isOneWay ? [before, [tokens[at + 1]]] : places.map((place) => [tokens[place + 1]]);
    // Else there is a word in it that nobody understands, and that is said.
    if (ends.every((end) => end.some((token) => isSomebody(token, directory)))) throw refuse('two-ends');
    return { rest: tokens };
  }
  const named = tokens.filter((_, place) => place > at && !places.includes(place));
  // Nobody but callers makes the calls of a queue.
  return way === 'outbound' && areQueues(named, directory) ? { rest: named } : { way, rest: named };
}

/**
 * The filters with the way among them.
 * @throws UserError where none of the calls they leave went that way: `missed calls from Bob` are those that somebody else missed.
 */
export function wentThatWay(filterWords: readonly string[], way: Way | undefined): readonly string[] {
  if (way === undefined) return filterWords;
  const other = filterWords.find((word) => (directionOf(word) ?? way) !== way);
  if (other !== undefined) throw refuse('other-way', other, way);
  return [...new Set([...filterWords, way])];
}

function isSomebody(token: Token | undefined, directory: Directory | null): boolean {
  if (token?.kind === 'person') return true;
  const word = wordOf(token);
  return isAsker(word) || (word !== '' && directory !== null && findExtension(word, directory).kind !== 'none');
}

function areQueues(tokens: readonly Token[], directory: Directory | null): boolean {
  const said = tokens.filter((token) => !isFiller(token) && wordOf(token) !== 'queue');
  const words = said.map(wordOf);
  if (directory === null || words.includes('')) return false;
  for (let at = 0; at < words.length; ) {
    const run = words.slice(at, at + longestName);
    const length = run.findLastIndex((_, last) => isQueue(run.slice(0, last + 1).join(' '), directory)) + 1;
    if (length === 0) return false;
    at += length;
  }
  return words.length > 0;
}

function isQueue(name: string, directory: Directory): boolean {
  const found = findExtension(name, directory);
  return found.kind === 'one' && found.extension.kind === 'queue';
}

/** Of somebody called To. */
function isPartOfName(tokens: readonly Token[], at: number, directory: Directory | null): boolean {
  if (directory === null) return false;
  for (let from = Math.max(0, at - longestName + 1); from <= at; from++) {
    for (let to = Math.max(at + 1, from + 2); to <= Math.min(tokens.length, from + longestName); to++) {
      if (isWhole(tokens.slice(from, to).map(wordOf).join(' '), directory)) return true;
    }
  }
  return false;
}
