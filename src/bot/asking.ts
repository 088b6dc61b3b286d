/** From a post to an authorised question: identify the asker, parse, name the subjects, ask the policy. Nothing is answered before. */
import { decide, decideAll, type Level } from '../core/access.js';
import type { Chat, Locale, Post } from '../core/chat.js';
import type { Directory, Extension } from '../core/directory.js';
import { Outage } from '../core/errors.js';
import { identify, personOf } from '../core/identity.js';
import type { ExtensionId, Instant, PersonId } from '../core/model.js';
import { typedNumber } from '../core/number.js';
import { findExtension } from '../core/people.js';
import { matchPeriod } from '../core/period/index.js';
import { plain } from '../core/text.js';
import type { AccountStore, Messenger, Reader } from '../ports.js';
import { attempting } from './attempt.js';
import type { Ask, AskedParty, Command } from './command.js';
import { combine } from './filters.js';
import { namedIn } from './named.js';
import { type Parsed, parse } from './parse.js';
import { type Present, personsOf, present } from './room.js';
import { refuse } from './sentences.js';
import { identityOf, type Naming, subjectsOf } from './subjects.js';
import { bare, questionLimit, sourceOf, type Token, tokensOf, words } from './tokens.js';

export interface Desk {
  readonly store: AccountStore;
  readonly messenger: Messenger;
  readonly reader: Pick<Reader, 'locale' | 'holds'> | null;
  readonly commands: readonly Command[];
  /** For askers whose own settings RingCentral does not tell. */
  readonly fallback: Locale;
  readonly permission: string;
}

/** How long the asker's own zone and language stay good. */
const localeFor = 24 * 3_600_000;

export interface Asking {
  readonly command: Command;
  readonly ask: Ask;
  readonly directory: Directory;
}

/**
 * The question a post asks.
 * @returns null where the post is none of the bot's business: another bot's.
 * @throws UserError for whatever the asker can mend.
 */
export async function askingOf(post: Post, chat: Chat, text: string, now: Instant, desk: Desk): Promise<Asking | null> {
  const directory = await desk.store.directory.read();
  if (!directory) throw refuse('no-people-yet');
  const here = await present(chat, directory, { chats: desk.store.chats, messenger: desk.messenger });
  const asker = await askerOf(post.creator, directory, here, desk);
  if (asker === 'bot') return null;
  const locale = await localeOf(asker, now, desk);
  if ([...text].length > questionLimit) throw refuse('too-long');
  const parsed = parse(tokensOf(text, desk.messenger.self), desk.commands, { now, locale, directory });
  const holder = once(() => holds(asker, desk));
  const naming = await namingOf(parsed.rest, post, directory, asker, here, desk);
  const takes = (argument: Command['takes'][number]) => parsed.command.takes.includes(argument);
  if (parsed.command.takes.length === 0) refuseLeftovers(parsed);
  const subjects = takes('people') ? subjectsOrRoom(parsed.rest, naming, here, chat) : [];
  const period = parsed.period ?? mustMatch('today', now, locale);
  const attempt = { asker: asker.id, command: parsed.command.name, subjects: subjects.map(({ id }) => id), period };
  const level = takes('people') ? await attempting(attempt, () => authorise(subjects, asker, here, holder)) : 'nothing';
  const party = takes('party') ? partyOf(parsed.rest, naming, locale) : undefined;
  const named = takes('named') ? namedIn(parsed.rest, parsed.command.verbs ?? [], naming) : { people: [] };
  const ask: Ask = {
    asker,
    holder,
    room: here.room,
    now,
    locale,
    subjects,
    level,
    filter: combine(parsed.filterWords),
    filterWords: parsed.filterWords,
    period,
    dated: parsed.period !== undefined,
    page: parsed.page,
    line: takes('line') ? parsed.rest.map(sourceOf) : [],
    words: takes('word') ? words(parsed.rest).map((word) => bare(word).toLowerCase()) : [],
    named: named.people,
    ...(named.verb !== undefined && { verb: named.verb }),
    ...(party && { party }),
  };
  return { command: parsed.command, ask, directory };
}

async function askerOf(creator: PersonId, directory: Directory, here: Present, desk: Desk): Promise<Extension | 'bot'> {
  const known = here.identities.get(creator);
  const persons = known ? here.persons : await personsOf([creator], desk.store.chats, desk.messenger);
  const identity = known ?? identify(creator, persons.get(creator), directory);
  if (identity.kind === 'bot') return 'bot';
  if (identity.kind !== 'colleague') throw refuse('not-colleague');
  return identity.extension;
}

async function localeOf(asker: Extension, now: Instant, desk: Desk): Promise<Locale> {
  const known = await desk.store.profiles.locale(asker.id);
  if (known && now - known.readAt < localeFor) return known.locale;
  if (!desk.reader) return known?.locale ?? desk.fallback;
  try {
    const locale = await desk.reader.locale(asker.id);
    await desk.store.profiles.saveLocale(asker.id, locale, now);
    return locale;
  } catch {
    // A zone that cannot be read must not cost the answer: yesterday's, else the company's.
    return known?.locale ?? desk.fallback;
  }
}

/** Unknown is no: without a reader, or where the platform refuses to tell. Rejects with an Outage where it may tell later. */
async function holds(asker: Extension, desk: Desk): Promise<boolean> {
  try {
    return (await desk.reader?.holds(asker.id, desk.permission)) ?? false;
  } catch (fault) {
    const told = fault instanceof Outage && fault.reason.startsWith('checkUserPermission');
    if (told && [400, 403, 404].includes(fault.status)) return false;
    throw fault;
  }
}

async function namingOf(
  rest: readonly Token[],
  post: Post,
  directory: Directory,
  asker: Extension,
  here: Present,
  desk: Desk,
): Promise<Naming> {
  const named = rest.flatMap((token) => (token.kind === 'person' ? [token.id] : []));
  const others = named.filter((id) => !here.persons.has(id));
  const persons = new Map([...here.persons, ...(await personsOf(others, desk.store.chats, desk.messenger))]);
  const mentioned = new Map(post.mentions.map(({ id, name }): [string, string] => [id, name ?? '']));
  return { asker, directory, persons, mentioned };
}

/** Nobody named: the asker in a direct chat, else everybody here who has an extension. */
function subjectsOrRoom(rest: readonly Token[], naming: Naming, here: Present, chat: Chat): readonly Extension[] {
  const named = subjectsOf(rest, naming);
  if (named.length > 0) return named;
  if (chat.type === 'Direct') return [naming.asker];
  const members = [...here.room.colleagues].flatMap((id) => naming.directory.extensions.get(id) ?? []);
  if (chat.type === 'Everyone') return [naming.asker];
  if (members.length === 0) throw refuse('nobody-here');
  return members;
}

async function authorise(
  subjects: readonly Extension[],
  asker: Extension,
  here: Present,
  holder: () => Promise<boolean>,
): Promise<Level> {
  const ids = subjects.map(({ id }) => id);
  const without = decideAll({ extension: asker.id, holder: false }, ids, here.room);
  // The platform is asked only where its answer could change ours.
  const couldMore = without.level !== 'list' && decideAll({ extension: asker.id, holder: true }, ids, here.room).level === 'list';
  const more = couldMore && (await holder().catch((fault: unknown) => unlessEnough(without.level, fault)));
  const verdict = more ? { level: 'list' as const } : without;
  if (verdict.level !== 'nothing') return verdict.level;
  throw refusalFor(subjects, asker.id, here);
}

/** Figures are better than no answer; but nobody is told that they may not, only because nobody could be asked. */
function unlessEnough(level: Level, fault: unknown): false {
  if (level === 'nothing') throw fault;
  return false;
}

function refusalFor(subjects: readonly Extension[], asker: ExtensionId, here: Present) {
  for (const subject of subjects) {
    const { refusal } = decide({ extension: asker, holder: false }, subject.id, here.room);
    if (refusal === 'not in this room') return refuse('not-in-room', subject.name);
    if (refusal === 'everyone room') return refuse('everyone-room');
  }
  return refuse('direct-needs-permission');
}

function partyOf(rest: readonly Token[], naming: Naming, locale: Locale): AskedParty {
  const [first, ...more] = rest;
  if (first?.kind === 'person' && more.length === 0) {
    const { identity } = identityOf(first.id, naming);
    const person = naming.persons.get(first.id);
    const name = naming.mentioned.get(first.id);
    return { kind: 'person', id: first.id, identity, ...(person ? { person } : name && { person: { id: first.id, name } }) };
  }
  if (!first || rest.some((token) => token.kind !== 'word'))
    throw refuse(first?.kind === 'object' ? 'team-mention' : 'one-party');
  const text = words(rest).map(bare).join(' ').trim();
  if (text === '' || text === '@') throw refuse(text === '@' ? 'empty-mention' : 'one-party');
  if (/^(me|myself|i)$/i.test(text))
    return { kind: 'person', id: personOf(naming.asker.id), identity: { kind: 'colleague', extension: naming.asker } };
  const found = findExtension(text, naming.directory);
  if (found.kind === 'one') return { kind: 'extension', extension: found.extension };
  if (found.kind === 'several') throw refuse('ambiguous', text, found.extensions);
  const number = typedNumber(words(rest).join(' '), locale.language.split('-')[1] ?? 'US');
  if (number !== null) return { kind: 'number', number };
  throw refuse('unknown-word', text);
}

function refuseLeftovers({ command, rest }: Parsed): void {
  const [left] = words(rest);
  if (left !== undefined && bare(left) !== '') throw refuse('unwanted-words', command.name, plain(left));
}

function mustMatch(text: string, now: Instant, locale: Locale) {
  const period = matchPeriod(text, { now, locale });
  if (!period) throw new Error(`"${text}" is not a period`);
  return period;
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= read();
    return value;
  };
}
