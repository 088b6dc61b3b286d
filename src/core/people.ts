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

type Match = (extension: Extension, wanted: string) => boolean;

/** From the surest to the loosest; the first kind of match that finds anybody decides. */
const matches: readonly Match[] = [
  (extension, wanted) => extension.extensionNumber === wanted.replace(/^(ext\.?|x|#)\s*/, ''),
  (extension, wanted) => extension.email !== undefined && folded(extension.email) === wanted,
  (extension, wanted) => folded(extension.name) === wanted,
  (extension, wanted) => folded(extension.name).split(' ').includes(wanted),
  (extension, wanted) => {
    const name = folded(extension.name).split(' ');
    return wanted.length > 1 && wanted.split(' ').every((word) => name.some((part) => part.startsWith(word)));
  },
];

/** The extension the words mean. Someone who can be asked about is preferred to a queue, a menu or somebody who left. */
export function findExtension(words: string, directory: Directory): Found {
  const wanted = folded(words.replace(/^@/, ''));
  if (wanted === '') return { kind: 'none' };
  const everyone = [...directory.extensions.values()];
  for (const match of matches) {
    const all = everyone.filter((extension) => match(extension, wanted));
    const people = all.filter((extension) => extension.kind === 'person' && extension.status !== 'Deleted');
    const living = all.filter((extension) => extension.status !== 'Deleted');
    const found = people.length > 0 ? people : living.length > 0 ? living : all;
    const [first] = found;
    if (first) return found.length === 1 ? { kind: 'one', extension: first } : { kind: 'several', extensions: found };
  }
  return { kind: 'none' };
}
