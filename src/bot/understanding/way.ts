/** `calls from Bob`, `calls to Bob`: which way the calls of whoever is named went. */
import type { Directory } from '../../core/directory.js';
import { findExtension, isWhole } from '../../core/people.js';
import { refuse } from '../command/sentences.js';
import { directionOf } from './filters.js';
import { isAsker, isFiller, longestName } from './subjects.js';
import { bare, type Token } from './tokens.js';

const ways: Readonly<Record<string, 'inbound' | 'outbound'>> = { from: 'outbound', to: 'inbound' };

interface Line {
  readonly tokens: readonly Token[];
  readonly filterWords: readonly string[];
  readonly directory: Directory | null;
}

/**
 * `rest` is what filters and a period left of the line.
 * @throws UserError where both ends of a call are named
 */
export function cutWay(
  rest: readonly Token[],
  { tokens, filterWords, directory }: Line,
): { readonly filterWords: readonly string[]; readonly rest: readonly Token[] } {
  // `from last week` is said of no one.
  const isBeforeSomebody = (token: Token, at: number) =>
    wayOf(token) !== undefined &&
    tokens[tokens.indexOf(token) + 1] === rest[at + 1] &&
    isSomebody(rest[at + 1], directory) &&
    !isPartOfName(rest, at, directory);
  const [at = -1, other] = rest.flatMap((token, place) => (isBeforeSomebody(token, place) ? [place] : []));
  const way = wayOf(rest[at]);
  if (way === undefined) return { filterWords, rest };
  // `missed calls from Bob` are those that somebody else missed.
  const isOtherWay = filterWords.some((word) => (directionOf(word) ?? way) !== way);
  if (other !== undefined || isOtherWay || !rest.slice(0, at).every(isFiller)) throw refuse('two-ends');
  return { filterWords: [...new Set([...filterWords, way])], rest: rest.slice(at + 1) };
}

const wordOf = (token: Token | undefined) => (token?.kind === 'word' ? bare(token.word) : '');

function wayOf(token: Token | undefined): 'inbound' | 'outbound' | undefined {
  const word = wordOf(token).toLowerCase();
  return Object.hasOwn(ways, word) ? ways[word] : undefined;
}

function isSomebody(token: Token | undefined, directory: Directory | null): boolean {
  if (token === undefined || isFiller(token)) return false;
  if (token.kind === 'person') return true;
  const word = wordOf(token);
  // Of a phone number it is told that it is one.
  return (
    isAsker(word) ||
    /^\+?\d{3}/.test(word) ||
    (word !== '' && directory !== null && findExtension(word, directory).kind !== 'none')
  );
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
