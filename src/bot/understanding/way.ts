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
  const [at, other] = places;
  const way = at === undefined ? undefined : ways.get(wordOf(tokens[at]));
  if (at === undefined || way === undefined) return { rest: tokens };
  const named = tokens.slice(at + 1);
  const isSecond = other !== undefined || !tokens.slice(0, at).every(isFiller);
  if (isSecond && isSomebody(tokens[(other ?? at) + 1], directory)) throw refuse('two-ends');
  if (isSecond) return { rest: tokens };
  // Nobody but callers makes the calls of a queue.
  return way === 'outbound' && isQueue(named, directory) ? { rest: named } : { way, rest: named };
}

/**
 * The filters with the way among them, in the place of another one.
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

function isQueue(tokens: readonly Token[], directory: Directory | null): boolean {
  if (directory === null) return false;
  for (let length = Math.min(tokens.length, longestName); length > 0; length--) {
    const found = findExtension(tokens.slice(0, length).map(wordOf).join(' '), directory);
    if (found.kind !== 'none') return found.kind === 'one' && found.extension.kind === 'queue';
  }
  return false;
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
