/** Finds whom typed words mean: by extension number, e-mail address, full name, first or last name, or the beginning of one. */
import type { Directory, Extension } from './directory.js';

export type Found =
  | { readonly kind: 'one'; readonly extension: Extension }
  | { readonly kind: 'several'; readonly extensions: readonly Extension[] }
  | { readonly kind: 'none' };

/** Lower case, without accents, in single blanks: what two spellings of one name have in common. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();

/** Someone who can be asked about, with the name as it is compared. */
export interface KnownPerson {
  readonly extension: Extension;
  readonly folded: string;
}

interface Index {
  readonly byNumber: ReadonlyMap<string, readonly Extension[]>;
  readonly byEmail: ReadonlyMap<string, readonly Extension[]>;
  readonly byName: ReadonlyMap<string, readonly Extension[]>;
  readonly byWord: ReadonlyMap<string, readonly Extension[]>;
  readonly wordsOf: ReadonlyMap<Extension, readonly string[]>;
  /** The words of all names, sorted, to find beginnings in. */
  readonly words: readonly string[];
  readonly people: readonly KnownPerson[];
}

// A directory stays the same object until people change, and a name is looked up many times in one question.
const indexes = new WeakMap<Directory, Index>();

function indexOf(directory: Directory): Index {
  const known = indexes.get(directory);
  if (known) return known;
  const byNumber = new Map<string, Extension[]>();
  const byEmail = new Map<string, Extension[]>();
  const byName = new Map<string, Extension[]>();
  const byWord = new Map<string, Extension[]>();
  const wordsOf = new Map<Extension, readonly string[]>();
  const people: KnownPerson[] = [];
  for (const extension of directory.extensions.values()) {
    const name = folded(extension.name);
    if (extension.extensionNumber) add(byNumber, extension.extensionNumber, extension);
    if (extension.email) add(byEmail, folded(extension.email), extension);
    add(byName, name, extension);
    const itsWords = [...new Set(name.split(' '))];
    wordsOf.set(extension, itsWords);
    for (const word of itsWords) add(byWord, word, extension);
    if (isPerson(extension)) people.push({ extension, folded: name });
  }
  const index = { byNumber, byEmail, byName, byWord, wordsOf, words: [...byWord.keys()].sort(), people };
  indexes.set(directory, index);
  return index;
}

function add(map: Map<string, Extension[]>, key: string, extension: Extension): void {
  const found = map.get(key);
  if (found) found.push(extension);
  else map.set(key, [extension]);
}

const isPerson = (extension: Extension) => extension.kind === 'person' && extension.status !== 'Deleted';

type Match = (wanted: string, index: Index) => readonly Extension[] | undefined;

/** From the surest to the loosest; the first kind of match that finds anybody decides. */
const matches: readonly Match[] = [
  (wanted, { byNumber }) => byNumber.get(wanted.replace(/^(ext\.?|x|#)\s*/, '')),
  (wanted, { byEmail }) => byEmail.get(wanted),
  (wanted, { byName }) => byName.get(wanted),
  (wanted, { byWord }) => byWord.get(wanted),
  (wanted, index) => {
    const [first = '', ...more] = wanted.length > 1 ? wanted.split(' ') : [];
    if (first === '') return undefined;
    const begun = new Set(beginningWith(first, index).flatMap((word) => index.byWord.get(word) ?? []));
    return [...begun].filter((extension) => {
      // A beginning is too little to mean somebody who left.
      if (extension.status === 'Deleted') return false;
      const parts = index.wordsOf.get(extension) ?? [];
      return more.every((word) => parts.some((part) => part.startsWith(word)));
    });
  },
];

function beginningWith(start: string, { words }: Index): readonly string[] {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (words[end]?.startsWith(start)) end += 1;
  return words.slice(low, end);
}

/** The extension the words mean. A person, or what else is wanted, is preferred to other extensions, and those to whoever left. */
export function findExtension(words: string, directory: Directory, kind: Extension['kind'] = 'person'): Found {
  const wanted = folded(words.replace(/^@/, ''));
  if (wanted === '') return { kind: 'none' };
  const index = indexOf(directory);
  for (const match of matches) {
    const all = match(wanted, index) ?? [];
    const people = all.filter((extension) => extension.kind === kind && extension.status !== 'Deleted');
    const living = all.filter((extension) => extension.status !== 'Deleted');
    const found = people.length > 0 ? people : living.length > 0 ? living : all;
    const [first] = found;
    if (first) return found.length === 1 ? { kind: 'one', extension: first } : { kind: 'several', extensions: found };
  }
  return { kind: 'none' };
}

/** Whether the words are somebody's or something's whole name, or extension number. */
export function isWhole(words: string, directory: Directory): boolean {
  const { byName, byNumber } = indexOf(directory);
  return byName.has(folded(words)) || byNumber.has(words);
}

/** What to type to mean this one: the extension number, unless it may have been handed on. */
export const typedName = ({ extensionNumber, name, status }: Extension): string =>
  (status === 'Deleted' ? undefined : extensionNumber) ?? name;

/** Everybody who can be asked about. */
export const knownPeople = (directory: Directory): readonly KnownPerson[] => indexOf(directory).people;

/** Who has this extension number, those who left included; numbers are handed on. */
export const withNumber = (extensionNumber: string, directory: Directory): readonly Extension[] =>
  indexOf(directory).byNumber.get(extensionNumber) ?? [];
