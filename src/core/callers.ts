/** Which of the callers the log knows by name typed words mean. */
import { nearest } from './nearMiss.js';
import { folded } from './people.js';
import type { Caller } from './question.js';

/** From the surest to the loosest; the first kind of match that finds anybody decides. */
const matches: readonly ((wanted: string, name: string) => boolean)[] = [
  (wanted, name) => name === wanted,
  (wanted, name) => each(wanted, (word) => wordsOf(name).includes(word)),
  (wanted, name) => wanted.length > 1 && each(wanted, (word) => wordsOf(name).some((known) => known.startsWith(word))),
];

const wordsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
const each = (text: string, is: (word: string) => boolean): boolean => {
  const words = wordsOf(text);
  return words.length > 0 && words.every(is);
};

/** Those the words mean, each number once, whoever called last first. Carriers write last names first, so the order of words is none. */
export function callersNamed(words: string, callers: readonly Caller[]): readonly Caller[] {
  const wanted = folded(words);
  for (const match of matches) {
    const found = new Map<string, Caller>();
    for (const caller of callers)
      if (!found.has(caller.phoneNumber) && match(wanted, folded(caller.name))) found.set(caller.phoneNumber, caller);
    if (found.size > 0) return [...found.values()];
  }
  return [];
}

/** Those whose name, or a word of it, was meant by a mistyped one. */
export function callersNear(words: string, callers: readonly Caller[]): readonly Caller[] {
  const known = callers.flatMap(({ name }) => [folded(name), ...wordsOf(folded(name))]);
  const near = nearest(
    folded(words),
    [...new Set(known)].filter((word) => word.length > 2),
    // Among so many names there is nearly always one two edits away.
    1,
  );
  return near === null ? [] : callersNamed(near, callers);
}

/** What stands in the name of everybody the words can mean: the longest of them. */
export const sureWord = (words: string): string => [...wordsOf(words)].sort((a, b) => b.length - a.length)[0] ?? words;
