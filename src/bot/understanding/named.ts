/** For commands that are about people without reading their calls: a word that says what is wanted, and the people named. */
import type { Extension } from '../../core/directory.js';
import { type Naming, subjectsOf } from './subjects.js';
import { bare, type Token } from './tokens.js';

export interface Named {
  /** One of the command's own words, where the line begins with one. */
  readonly verb?: string;
  readonly people: readonly Extension[];
}

/** @throws UserError as `subjectsOf` does */
export function namedIn(rest: readonly Token[], verbs: readonly string[], naming: Naming): Named {
  const [first, ...others] = rest;
  const word = first?.kind === 'word' ? bare(first.word).toLowerCase() : undefined;
  if (word === undefined || !verbs.includes(word)) return { people: subjectsOf(rest, naming) };
  return { verb: word, people: subjectsOf(others, naming) };
}
