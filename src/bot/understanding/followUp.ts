/** Follow-ups: what is asked without repeating the question, made into a whole command line from the asker's last one in this chat. */
import { typedName } from '../../core/people.js';
import type { Command } from '../command/command.js';
import { refuse } from '../command/sentences.js';
import { directionOf, type Way } from './filters.js';
import { cutFilters, cutPeriod, leadingCommand, type Parsed, parse, type Reading } from './parse.js';
import { bare, sourceOf, type Token } from './tokens.js';
import { cutVia } from './via.js';
import { cutWay, wentThatWay } from './way.js';

interface LastQuestion {
  /** The command line, without a mention of the bot. */
  readonly line: string;
  /** The numbers of the calls its answer listed. */
  readonly listed: readonly number[];
}

export interface LastQuestions {
  get(key: string): LastQuestion | undefined;
  set(key: string, question: LastQuestion): unknown;
  delete(key: string): unknown;
}

export interface Following {
  readonly commands: readonly Command[];
  readonly reading: Reading;
  readonly tokens: (line: string) => readonly Token[];
}

/** How a follow-up may begin; without such words it is filters and a period alone, or a page. */
const leads = [
  'and what about',
  'and how about',
  'what about',
  'how about',
  'and the same for',
  'the same for',
  'and same for',
  'same for',
  'same with',
  'same',
  'and only',
  'and for',
  'and',
  'only',
  'just',
];
const narrowing = new Set(['and only', 'only', 'just']);
const pageWords = /^(?:page\s+(\d{1,4})|more|next)$/i;

/**
 * The whole command line of a follow-up; null where it is none.
 * @throws UserError where it follows up on something that is not remembered, or that has nothing of the kind.
 */
export function completed(said: readonly Token[], last: LastQuestion | undefined, following: Following): string | null {
  const line = said.map(sourceOf).join(' ');
  const plainly = line.replace(/[?!.…]+$/, '').trim();
  const [aboutCall] = /^(?:why|with)$/i.exec(plainly) ?? [];
  if (aboutCall !== undefined && last?.listed.length === 1) return `${aboutCall.toLowerCase()} #${last.listed[0]}`;
  const paged = line.length < 200 ? pageWords.exec(plainly) : null;
  if (paged) return onPage(paged[1], last, following);
  if (leadingCommand(said, following.commands)) return null;
  const { lead, rest } = led(said);
  // `and calls today` is a question of its own.
  if (lead !== undefined && leadingCommand(rest, following.commands)) return rest.map(sourceOf).join(' ');
  const change = changeOf(lead, rest, following.reading);
  if (!change) return null;
  if (!last) {
    if (lead !== undefined) throw refuse('no-last');
    return null;
  }
  return changed(parse(following.tokens(last.line), following.commands, following.reading), change, following);
}

function onPage(number: string | undefined, last: LastQuestion | undefined, { commands, reading, tokens }: Following): string {
  if (!last) throw refuse('no-page');
  const before = parse(tokens(last.line), commands, reading);
  if (!before.command.takes.includes('page')) throw refuse('one-page');
  return lineOf({ ...before, page: number === undefined ? before.page + 1 : Number(number) });
}

interface Change {
  readonly filterWords: readonly string[];
  readonly period?: Parsed['period'];
  readonly via?: Parsed['via'];
  /** `and from Bob`. */
  readonly way?: Way;
  /** Whom it is about now; empty: as before. */
  readonly people: readonly Token[];
}

/** What it begins with that only a follow-up begins with, and what it says. */
function led(said: readonly Token[]): { readonly lead: string | undefined; readonly rest: readonly Token[] } {
  const spoken = said.slice(0, 4).map((token) => (token.kind === 'word' ? bare(token.word).toLowerCase() : ''));
  const lead = leads.find((each) => spoken.slice(0, each.split(' ').length).join(' ') === each);
  return { lead, rest: trimmed(said.slice(lead === undefined ? 0 : lead.split(' ').length)) };
}

function changeOf(lead: string | undefined, rest: readonly Token[], reading: Reading): Change | null {
  if (rest.length === 0) return null;
  const via = cutVia(rest, reading.directory);
  const filtered = cutFilters(via?.surely ? via.rest : rest);
  const dated = cutPeriod(filtered.rest, reading);
  // `just a moment` is about nobody.
  if ((lead === undefined || narrowing.has(lead)) && peopleIn(dated.rest).length > 0) return null;
  const { way, rest: named } = cutWay(dated.rest, filtered.rest, reading.directory);
  const through = { ...(via?.surely && { via: via.queue }), ...(way && { way }) };
  return {
    filterWords: filtered.filterWords,
    people: peopleIn(named),
    ...through,
    ...(dated.period && { period: dated.period }),
  };
}

const peopleIn = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter((token) => token.kind !== 'word' || !/^(?:for|in|on|of|the|with|from|during)?$/i.test(bare(token.word)));

/** Without the mark at the end: `missed?`, `yesterday ?`. */
function trimmed(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'word' || index < tokens.length - 1) return [token];
    const word = token.word.replace(/[?!.…]+$/, '');
    return word === '' ? [] : [{ ...token, word }];
  });
}

/** What was said anew stands in the place of what was said of the same kind; the rest holds. A figure is narrowed to the list behind it. */
function changed(before: Parsed, change: Change, { commands }: Following): string {
  const takes = (argument: Command['takes'][number]) => before.command.takes.includes(argument);
  const { measure: _, period, ...rest } = before;
  const base: Parsed = { ...before, page: 1 };
  const about = change.people.length > 0 ? { rest: change.people } : {};
  const when = change.period ? { period: change.period } : {};
  if (change.period && !takes('period')) throw refuse('no-such-follow-up', before.command.name);
  if (change.people.length > 0 && !(takes('people') || takes('party') || takes('queue')))
    throw refuse('no-such-follow-up', before.command.name);
  const through = change.via ? { via: change.via } : {};
  const isOneWay = change.way !== undefined && (takes('people') || takes('queue'));
  const isNarrowed = change.filterWords.length > 0 || change.via !== undefined || isOneWay;
  if (!isNarrowed) return lineOf({ ...base, ...about, ...when });
  const { way } = change;
  // What was said before gives way to what is said now.
  const held = before.filterWords.filter((word) => (directionOf(word) ?? way) === way || way === undefined);
  const filterWords = wentThatWay(change.filterWords.length === 0 ? held : change.filterWords, way);
  if (takes('filter')) return lineOf({ ...base, ...about, ...when, ...through, filterWords });
  const list = commands.find(({ takes: all }) => all.includes('filter') && all.includes('people'));
  if (!list || !(takes('people') || takes('queue'))) throw refuse('no-such-follow-up', before.command.name);
  const dated = change.period ?? period;
  return lineOf({ ...rest, command: list, page: 1, filterWords, ...about, ...through, ...(dated && { period: dated }) });
}

/** A command line that is read as this. */
export function lineOf({ command, rest, filterWords, measure, via, period, page }: Parsed): string {
  return [
    command.name,
    ...rest.map(sourceOf),
    ...filterWords,
    ...(via ? ['via', typedName(via)] : []),
    ...(measure === undefined ? [] : [`by ${measure}`]),
    ...(period ? [period.words] : []),
    ...(page > 1 ? [`page ${page}`] : []),
  ].join(' ');
}
