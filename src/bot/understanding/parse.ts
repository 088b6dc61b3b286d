/** Finds the command in a post and cuts the rest into arguments; says nothing yet about who may ask. */
import type { Locale } from '../../core/chat.js';
import type { Directory, Extension } from '../../core/directory.js';
import { type Measure, measureNamed } from '../../core/measure.js';
import type { Instant } from '../../core/model.js';
import { nearest } from '../../core/nearMiss.js';
import { findExtension, withNumber } from '../../core/people.js';
import { matchPeriod, type Period } from '../../core/period/index.js';
import type { Command } from '../command/command.js';
import type { Argument } from '../command/description.js';
import { refuse } from '../command/sentences.js';
import { filterAt, filterWord, longestFilter, narrowest } from './filters.js';
import { isFiller } from './subjects.js';
import { bare, type Token, wordOf, words } from './tokens.js';
import { cutVia } from './via.js';
import { cutWay, wentThatWay } from './way.js';

export interface Parsed {
  readonly command: Command;
  readonly filterWords: readonly string[];
  readonly period?: Period;
  readonly measure?: Measure;
  /** The queue the calls were for. */
  readonly via?: Extension;
  readonly page: number;
  /** What is left: people, or free words. */
  readonly rest: readonly Token[];
}

/** What a period and a number are read against. */
export interface Reading {
  readonly now: Instant;
  readonly locale: Locale;
  readonly directory: Directory | null;
}

/**
 * Reads a command line.
 * @throws UserError for no command, an unknown one, a bad page or a senseless period.
 */
export function parse(tokens: readonly Token[], commands: readonly Command[], reading: Reading): Parsed {
  const { command, rest } = findCommand(tokens, commands, reading);
  const takes = (argument: Argument) => command.takes.includes(argument);
  const paged = takes('page') ? cutPage(rest, reading.directory) : { page: 1, rest };
  const via = takes('filter') && takes('queue') ? cutVia(paged.rest, reading.directory) : null;
  const read = (of: readonly Token[], isVia = false): Omit<Parsed, 'command' | 'page'> =>
    argumentsIn(of, command, reading, isVia);
  if (via) {
    const narrowed = read(via.rest, true);
    const isNarrowing = narrowed.filterWords.includes('rang') || narrowed.rest.some((token) => !isFiller(token));
    if (via.surely || isNarrowing) return { command, page: paged.page, ...narrowed, via: via.queue };
  }
  return { command, page: paged.page, ...read(paged.rest) };
}

/** Nobody makes calls through a queue: beside one, `from` says nothing. */
function argumentsIn(
  tokens: readonly Token[],
  command: Command,
  reading: Reading,
  isVia: boolean,
): Omit<Parsed, 'command' | 'page'> {
  const takes = (argument: Argument) => command.takes.includes(argument);
  const filtered = takes('filter') ? cutFilters(tokens) : { filterWords: [], rest: tokens };
  const ranked = takes('measure') ? cutMeasure(filtered.rest, reading.directory) : { rest: filtered.rest };
  const dated = takes('period') ? cutPeriod(ranked.rest, reading) : { rest: ranked.rest };
  const said = { ...ranked, ...dated, filterWords: filtered.filterWords };
  const lists = takes('filter');
  if (!lists && command.about !== 'figures of people') return said;
  const { way, rest } = cutWay(dated.rest, ranked.rest, reading.directory);
  if (!lists && way !== undefined) throw refuse('both-ways', command.name);
  return { ...said, rest, filterWords: wentThatWay(filtered.filterWords, isVia && way === 'outbound' ? undefined : way) };
}

/** The words that filter, wherever they stand. */
export function cutFilters(tokens: readonly Token[]): {
  readonly filterWords: readonly string[];
  readonly rest: readonly Token[];
} {
  const chosen = new Set<string>();
  const rest: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = filterIn(tokens.slice(at, at + longestFilter));
    const token = tokens[at];
    if (found) chosen.add(found.word);
    else if (token) rest.push(token);
    at += found?.length ?? 1;
  }
  return { filterWords: narrowest([...chosen]), rest };
}

/** The one word that changes something, where nothing else is said. */
export function switchIn({ command: { switches = [] }, rest, period }: Parsed): string | undefined {
  const [only, ...more] = rest;
  if (only?.kind !== 'word' || more.length > 0 || period !== undefined) return undefined;
  return switches.find((word) => word === bare(only.word).toLowerCase());
}

interface Led {
  readonly command: Command;
  readonly rest: readonly Token[];
}

/** The command whose name, or another name of it, stands first; before `calls` its filters may stand: `missed calls today`. */
export function leadingCommand(tokens: readonly Token[], commands: readonly Command[]): Led | null {
  const led = ledByName(tokens, commands);
  if (led) return led;
  const filters: Token[] = [];
  for (let found = filterIn(tokens); found && filters.length < mostFilters; found = filterIn(tokens.slice(filters.length))) {
    filters.push(...tokens.slice(filters.length, filters.length + found.length));
  }
  const { command, rest } = (filters.length > 0 && ledByName(tokens.slice(filters.length), commands)) || {};
  const isList = command?.takes.includes('filter') && command.takes.includes('page');
  return command && rest && isList ? { command, rest: [...filters, ...rest] } : null;
}

/** The filter that stands here first, if any. */
function filterIn(tokens: readonly Token[]): ReturnType<typeof filterAt> {
  const next = tokens.slice(0, longestFilter);
  const other = next.findIndex((token) => token.kind !== 'word');
  return filterAt(words(other < 0 ? next : next.slice(0, other)).map(bare));
}

/** Nobody combines more words than this. */
const mostFilters = 8;

function ledByName(tokens: readonly Token[], commands: readonly Command[]): Led | null {
  const said = words(tokens.slice(0, 2)).map((word) => bare(word).toLowerCase());
  for (const command of commands) {
    for (const name of [command.name, ...(command.aliases ?? [])]) {
      const length = name.split(' ').length;
      const leading = tokens.slice(0, length);
      if (leading.every((token) => token.kind === 'word') && said.slice(0, length).join(' ') === name) {
        return { command, rest: tokens.slice(length) };
      }
    }
  }
  return null;
}

/** Words that sentences for people begin with, and nobody's name. */
const sentenceStarts = new Set(
  'how what who whom which when where why show give list tell can could did does do are is'.split(' '),
);

function findCommand(
  tokens: readonly Token[],
  commands: readonly Command[],
  reading: Reading,
): { command: Command; rest: readonly Token[] } {
  if (tokens.length === 0) throw refuse('nothing-asked');
  const found = leadingCommand(tokens, commands);
  if (found) return found;
  const [first] = tokens;
  if (first?.kind !== 'word') throw refuse('command-forgotten', 'calls last week');
  const word = bare(first.word).toLowerCase();
  if (word === '') throw refuse('nothing-asked');
  if (word === 'page') throw refuse('bad-page');
  if (matchPeriodOrNull(words(tokens).join(' '), reading)) throw refuse('command-forgotten', `calls ${words(tokens).join(' ')}`);
  const names = commands.flatMap((command) => [command.name, ...(command.aliases ?? [])]);
  const isName = (each: string) => names.includes(bare(each).toLowerCase());
  if (filterWord(word) !== null) {
    const others = words(tokens.slice(1)).filter((each) => !isName(each));
    throw refuse('command-forgotten', ['calls', word, ...others].join(' '));
  }
  if (word === 'who' || word === 'whom') throw refuse('no-sentences');
  const later = words(tokens).find(isName);
  if (later !== undefined) {
    const command = bare(later).toLowerCase();
    const example = commands.find(({ name, aliases }) => name === command || aliases?.includes(command))?.examples[0]?.say;
    throw refuse('command-first', sentenceStarts.has(word) && example ? example : `${command} ${word.replace(/['’]s$/, '')}`);
  }
  const near = nearest(word, names);
  throw near === null ? refuse('unknown-command', first.word) : refuse('near-command', first.word, near);
}

/** `page 2`, wherever it stands; `page` before anything else may be somebody's name. */
function cutPage(tokens: readonly Token[], directory: Directory | null): { page: number; rest: readonly Token[] } {
  const at = tokens.findLastIndex((token) => token.kind === 'word' && /^page$/i.test(bare(token.word)));
  if (at < 0) return { page: 1, rest: tokens };
  const number = tokens[at + 1];
  const typed = number?.kind === 'word' ? bare(number.word) : '';
  if (/^\d{1,4}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 1000) {
    return { page: Number(typed), rest: [...tokens.slice(0, at), ...tokens.slice(at + 2)] };
  }
  const named = directory !== null && findExtension('page', directory).kind !== 'none';
  if (named && !/\d/.test(typed)) return { page: 1, rest: tokens };
  throw refuse('bad-page');
}

/** `by time`, wherever it stands; the word alone will do, since nobody is called so. */
function cutMeasure(tokens: readonly Token[], directory: Directory | null): { measure?: Measure; rest: readonly Token[] } {
  const isMeasure = (token: Token) => measureNamed(wordOf(token)) !== null;
  const by = tokens.findIndex((token, at) => isMeasure(token) && wordOf(tokens[at - 1]) === 'by');
  const at = by < 0 ? tokens.findIndex(isMeasure) : by;
  const measure = measureNamed(wordOf(tokens[at]));
  if (measure === null) {
    const unknown = tokens.findLastIndex((token) => wordOf(token) === 'by');
    const next = tokens[unknown + 1];
    const isNobody = next?.kind === 'word' && directory !== null && findExtension(bare(next.word), directory).kind === 'none';
    if (unknown >= 0 && (next === undefined || isNobody)) throw refuse('unknown-measure');
    return { rest: tokens };
  }
  return { measure, rest: [...tokens.slice(0, by < 0 ? at : at - 1), ...tokens.slice(at + 1)] };
}

/** No period is written in more words than this: `Mon 3 November 2025 9:00 am to Wed 5 November 2025 5:00 pm`. */
const longestPeriod = 13;

/** The longest run of words that is a period, the last one where two are equally long; an existing extension number is never a year. */
export function cutPeriod(tokens: readonly Token[], reading: Reading): { period?: Period; rest: readonly Token[] } {
  for (let length = Math.min(tokens.length, longestPeriod); length > 0; length--) {
    for (let start = tokens.length - length; start >= 0; start--) {
      const run = tokens.slice(start, start + length);
      if (!run.every((token) => token.kind === 'word')) continue;
      const text = words(run).join(' ');
      if (namesExtensions(run, reading.directory)) continue;
      const period = matchPeriod(text, reading);
      if (period) return { period, rest: [...tokens.slice(0, start), ...tokens.slice(start + length)] };
    }
  }
  return { rest: tokens };
}

/** `2025`, `from 1003 to 1005`: where there are such extensions. */
function namesExtensions(run: readonly Token[], directory: Directory | null): boolean {
  const numbers = run.map(wordOf).filter((word) => !['from', 'between', 'to', 'until', 'and'].includes(word));
  return directory !== null && numbers.every((word) => /^\d{2,8}$/.test(word) && withNumber(word, directory).length > 0);
}

function matchPeriodOrNull(text: string, reading: Reading): Period | null {
  try {
    return matchPeriod(text.slice(0, 100), reading);
  } catch {
    return null;
  }
}
