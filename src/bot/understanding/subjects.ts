/** Turns what is left of a command line into the extensions whose calls are asked about. */
import type { Person } from '../../core/chat.js';
import type { Directory, Extension } from '../../core/directory.js';
import { type Identity, identify } from '../../core/identity.js';
import type { PersonId } from '../../core/model.js';
import { nearest } from '../../core/nearMiss.js';
import { type Found, findExtension, folded, knownPeople, withNumber } from '../../core/people.js';
import { nearPeriod } from '../../core/period/index.js';
import { refuse } from '../command/sentences.js';
import { filterWords } from './filters.js';
import { bare, type Token } from './tokens.js';

/** Words that carry nothing: `calls of alice and bob for last week please`. */
const fillers = new Set([
  'and',
  '&',
  '+',
  ',',
  'or',
  'of',
  'by',
  'for',
  'from',
  'with',
  'the',
  'please',
  'in',
  'on',
  'during',
  'did',
  'get',
]);
const asker = new Set(['me', 'my', 'mine', 'i', 'myself']);
const everyone = new Set(['all', 'everyone', 'everybody', 'team', 'us']);

/** No name is written in more words than this. */
export const longestName = 6;

export interface Naming {
  readonly asker: Extension;
  readonly directory: Directory;
  /** What Team Messaging says of mentioned people. */
  readonly persons: ReadonlyMap<PersonId, Person>;
  /** Names that came with the mentions, for people nothing else is known of. */
  readonly mentioned: ReadonlyMap<string, string>;
}

/**
 * The extensions named, each once, in the order they were named; empty where nobody was.
 * @throws UserError for unknown and ambiguous names, and for guests, externals, bots and people who left, and for queues where they are not allowed.
 */
export function subjectsOf(
  tokens: readonly Token[],
  naming: Naming,
  allow: { readonly queues: boolean } = { queues: false },
): readonly Extension[] {
  const subjects = new Map<string, Extension>();
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (!token) break;
    if (token.kind === 'object') throw refuse('team-mention');
    if (token.kind === 'person') {
      const extension = mentionedColleague(token.id, naming, allow);
      subjects.set(extension.id, extension);
      at += 1;
      continue;
    }
    const word = bare(token.word);
    if (token.word === '@') throw refuse('empty-mention');
    const lower = word.toLowerCase().replace(/['’]s$/, '');
    if (asker.has(lower)) subjects.set(naming.asker.id, naming.asker);
    if (everyone.has(lower.replace(/^@/, ''))) throw refuse('team-mention');
    if (word === '' || fillers.has(lower) || asker.has(lower)) {
      at += 1;
      continue;
    }
    const { extension, length } = namedColleague(tokens, at, naming, allow);
    subjects.set(extension.id, extension);
    at += length;
  }
  return [...subjects.values()];
}

export const isAsker = (word: string): boolean => asker.has(word.toLowerCase());

export const isFiller = (token: Token): boolean =>
  token.kind === 'word' && ['', ...fillers].includes(bare(token.word).toLowerCase());

/** `team`, `everybody please`: says that nobody in particular is meant. */
export const isEverybody = (tokens: readonly Token[]): boolean => {
  const said = tokens.map((token) => (token.kind === 'word' ? bare(token.word).toLowerCase().replace(/^@/, '') : null));
  return (
    said.some((word) => word !== null && everyone.has(word)) &&
    said.every((word) => word !== null && (word === '' || everyone.has(word) || fillers.has(word)))
  );
};

/**
 * The one queue the words name.
 * @throws UserError where they name none, several, or somebody who is no queue.
 */
export function queueIn(tokens: readonly Token[], naming: Naming): Extension {
  const said = tokens.filter((token) => token.kind !== 'word' || !fillers.has(bare(token.word).toLowerCase()));
  if (said.length === 0 || said.some((token) => token.kind !== 'word')) throw refuse('which-queue');
  const name = said
    .map((token) => (token.kind === 'word' ? bare(token.word) : ''))
    .join(' ')
    .trim();
  return subjectOf(queueNamed(name, naming.directory), true);
}

/** @throws UserError where the name is no queue's, or more than one's */
export function queueNamed(name: string, directory: Directory): Extension {
  const found = findExtension(name, directory, 'queue');
  if (found.kind === 'several') throw refuse('ambiguous', name, found.extensions);
  if (found.kind === 'one' && found.extension.kind === 'queue') return found.extension;
  const queues = [...directory.extensions.values()].filter(({ kind, status }) => kind === 'queue' && status !== 'Deleted');
  const near = nearest(
    folded(name),
    queues.map((queue) => folded(queue.name)),
  );
  const meant = queues.find((queue) => folded(queue.name) === near);
  throw meant ? refuse('near-person', name, meant) : refuse('not-a-queue', name);
}

/** The identity of a mentioned person, and the name to speak of them by. */
export function identityOf(
  id: PersonId,
  naming: Pick<Naming, 'directory' | 'persons' | 'mentioned'>,
): { identity: Identity; name: string } {
  const person = naming.persons.get(id);
  const identity = identify(id, person, naming.directory);
  const known = 'extension' in identity ? identity.extension.name : person?.name;
  return { identity, name: known || naming.mentioned.get(id) || (identity.kind === 'unknown' ? 'that person' : 'This person') };
}

function mentionedColleague(id: PersonId, naming: Naming, allow: { readonly queues: boolean }): Extension {
  if (id === '') throw refuse('empty-mention');
  const { identity, name } = identityOf(id, naming);
  if (identity.kind === 'colleague' || (allow.queues && identity.kind === 'queue')) return identity.extension;
  throw refuse(identity.kind, name);
}

/** The longest run of words from here that names somebody. */
function namedColleague(
  tokens: readonly Token[],
  at: number,
  naming: Naming,
  allow: { readonly queues: boolean },
): { extension: Extension; length: number } {
  const run: string[] = [];
  for (const token of tokens.slice(at, at + longestName)) {
    if (token.kind !== 'word') break;
    run.push(bare(token.word));
    if (/[,;]$/.test(token.word)) break;
  }
  for (let length = run.length; length > 0; length--) {
    const name = run.slice(0, length).join(' ');
    const found = findExtension(name.replace(/['’]s$/, ''), naming.directory);
    // `alice and bob` is not the beginning of Alice Anderson.
    if (found.kind !== 'none' && run.slice(1, length).some(standsAlone) && !isFullName(name, found)) continue;
    if (found.kind === 'several') throw refuse('ambiguous', name, found.extensions);
    if (found.kind === 'one') return { extension: subjectOf(found.extension, allow.queues), length };
  }
  throw unknown(run, naming.directory);
}

const standsAlone = (word: string): boolean => [fillers, asker, everyone].some((words) => words.has(word.toLowerCase()));

function isFullName(name: string, found: Exclude<Found, { kind: 'none' }>): boolean {
  const [extension] = found.kind === 'one' ? [found.extension] : found.extensions;
  return extension !== undefined && folded(extension.name) === folded(name.replace(/^@/, ''));
}

function subjectOf(extension: Extension, queues: boolean): Extension {
  if (extension.status === 'Deleted') throw refuse('deleted', extension.name);
  if (extension.kind === 'person' || (queues && extension.kind === 'queue')) return extension;
  throw refuse(extension.kind, extension.name);
}

function unknown(run: readonly string[], directory: Directory) {
  const [word = ''] = run;
  const period = nearPeriod(run.join(' ')) ?? nearPeriod(run.slice(0, 2).join(' ')) ?? nearPeriod(word);
  if (period !== null) return refuse('near-word', run.join(' '), period);
  if (looksLikeNumber(run, directory)) return refuse('a-number');
  const filter = nearest(word.toLowerCase(), filterWords);
  if (filter !== null) return refuse('near-word', word, filter);
  const person = nearPerson(run, directory);
  if (person) return refuse('near-person', person.said, person.extension);
  return refuse('unknown-word', run.length > 1 ? run.slice(0, 3).join(' ') : word);
}

/** `+1 650 555 0100`, `(650) 555-0100`, `6505550100`; neither two extensions nor a date. */
function looksLikeNumber(run: readonly string[], directory: Directory): boolean {
  const end = run.findIndex((each) => /[^\d+().\-/]/.test(each));
  const typed = run.slice(0, end < 0 ? run.length : end).join(' ');
  const groups = typed.split(/\D+/).filter(Boolean);
  const digits = groups.join('').length;
  if (typed.startsWith('+')) return digits >= 7;
  const isDate = /^\d{4}\D\d{1,2}\D/.test(typed);
  const hasExtension = groups.some((group) => withNumber(group, directory).length > 0);
  return digits >= 10 && !isDate && !hasExtension && (groups.length === 1 || groups.every((group) => group.length <= 4));
}

/** Who was meant by a mistyped full or first name, and as how much of the words. */
export function nearPerson(
  run: readonly string[],
  directory: Directory,
): { readonly said: string; readonly extension: Extension } | null {
  const people = knownPeople(directory);
  for (const length of [2, 1]) {
    const said = run.slice(0, length).join(' ');
    const names = people.map((person) => person.folded.split(' ').slice(0, length).join(' '));
    const near = nearest(folded(said).replace(/^@/, ''), names);
    const person = near === null ? undefined : people[names.indexOf(near)];
    if (person) return { said, extension: person.extension };
  }
  return null;
}
