/** From a post to an authorised question: identify the asker, parse, name the subjects, ask the policy. Nothing is answered before. */
import type { AccessPolicy } from '../core/access/policy.js';
import { audienceOf } from '../core/access.js';
import type { Chat, Locale, Post } from '../core/chat.js';
import { type Directory, type Extension, isInUse, lookedUp } from '../core/directory.js';
import { UserError } from '../core/errors.js';
import { identify, looksLikeBot, looksLikeOurs } from '../core/identity.js';
import type { AccountId, Instant, PersonId } from '../core/model.js';
import { withNumber } from '../core/people.js';
import { matchPeriod } from '../core/period/index.js';
import { hoursFor } from '../core/rules/hours.js';
import type { Rules } from '../core/rules.js';
import { plain } from '../core/text.js';
import type { AccountStore, Messenger, Reader } from '../ports.js';
import { askedCall, type CallAsking, callMeant, shownCall } from './authorising/askedCall.js';
import { showable, unreadable } from './authorising/authorise.js';
import { directoryOfAsker } from './authorising/beforePeople.js';
import { granted } from './authorising/grant.js';
import { type NumberRules, numbersFor, numbersIn } from './authorising/numberView.js';
import { type Rights, rightsOf } from './authorising/rights.js';
import { type Present, personsOf, present } from './authorising/room.js';
import type { Ask } from './command/ask.js';
import type { Command } from './command/command.js';
import { type Fault, namesColleagues, refuse } from './command/sentences.js';
import { localeOf } from './localeOf.js';
import { combine } from './understanding/filters.js';
import { namedIn } from './understanding/named.js';
import { type Parsed, parse, switchIn } from './understanding/parse.js';
import { partyOf } from './understanding/party.js';
import type { Naming } from './understanding/subjects.js';
import { bare, questionLimit, sourceOf, type Token, tokensOf, words } from './understanding/tokens.js';

export interface Desk {
  readonly account: AccountId;
  /** Whoever may, can connect a reader. */
  readonly connectable: boolean;
  readonly store: AccountStore;
  readonly messenger: Messenger;
  readonly reader: Pick<Reader, 'locale' | 'holds'> | null;
  readonly commands: readonly Command[];
  /** For askers whose own settings RingCentral does not tell. */
  readonly fallback: Locale;
  readonly access: AccessPolicy;
  readonly rules: Rules;
  readonly numbers: NumberRules;
}

export interface Asking {
  readonly command: Command;
  readonly ask: Ask;
  readonly directory: Directory;
  readonly rights: Rights;
  /** A refusal of this question, as it may stand where it was asked. */
  readonly refused: (fault: UserError) => UserError;
}

/**
 * The question a post asks.
 * @returns null where the post is none of the bot's business: another bot's.
 * @throws UserError for whatever the asker can mend.
 */
export async function askingOf(post: Post, chat: Chat, text: string, now: Instant, desk: Desk): Promise<Asking | null> {
  const directory = (await desk.store.directory.read()) ?? (await directoryOfAsker(post.creator, text, now, desk));
  const asked = { chats: desk.store.chats, messenger: desk.messenger };
  const here = await present(chat, post.creator, now, { directory, colleagues: desk.access.colleagues, ...asked });
  const asker = await askerOf(post.creator, directory, here, now, desk);
  if (asker === 'bot') return null;
  const rights = rightsOf({
    asker,
    directory,
    now,
    access: desk.access,
    reader: desk.reader,
    hidden: await desk.store.privacy.hidden(),
    ...asked,
  });
  const question = { post, chat, text, now, desk, directory, here, asker, rights };
  const view = lookedUp(directory, new Set([asker.id, ...here.room.colleagues, ...rights.manages]));
  /** A refusal may name colleagues, and somebody from outside would read it; or repeat a number, and others would. */
  const refused = (fault: UserError) => {
    const why = unreadable(here.room);
    return namesColleagues.has(fault.code) && why !== null ? fault.toldAlone(why) : fault.seenIn(numbersIn(here, desk.numbers));
  };
  try {
    const understanding = await understood({ ...question, view, callers: false }).catch(async (fault: unknown) => {
      // Whoever may see every call finds those, too, who are kept out of the directory; for anybody else they do not exist.
      if (!(fault instanceof UserError) || !nobodyFound.has(fault.code)) throw fault;
      const all = view !== directory && (await rights.holder().catch(() => false));
      if (!all && fault.code !== 'unknown-party') throw fault;
      return understood({ ...question, view: all ? directory : view, callers: true });
    });
    return { ...understanding, refused };
  } catch (fault) {
    throw fault instanceof UserError ? refused(fault) : fault;
  }
}

/** Refusals of words that may be the name of somebody who is kept out of the directory. */
const nobodyFound = new Set<string>([
  'unknown-word',
  'unknown-party',
  'near-word',
  'near-person',
  'not-a-queue',
  'unknown',
  'a-number',
  'two-ends',
] satisfies Fault[]);

interface Question {
  readonly post: Post;
  readonly chat: Chat;
  readonly text: string;
  readonly now: Instant;
  readonly desk: Desk;
  readonly directory: Directory;
  /** The directory as the asker can look people up in it. */
  readonly view: Directory;
  readonly here: Present;
  readonly asker: Extension;
  readonly rights: Rights;
  /** A name that nobody in the company has may be that of somebody who called. */
  readonly callers: boolean;
}

type Asked = Omit<Asking, 'refused'>;

async function understood(question: Question): Promise<Asked> {
  const { post, chat, text, now, desk, directory, view, here, asker, rights, callers } = question;
  const locale = await localeOf(asker, now, desk);
  if ([...text].length > questionLimit) throw refuse('too-long');
  const parsed = parse(tokensOf(text, desk.messenger.self), desk.commands, { now, locale, directory: view });
  const naming = await namingOf(parsed.rest, { post, directory, view, asker, here, now, desk });
  const takes = (argument: Command['takes'][number]) => parsed.command.takes.includes(argument);
  if (parsed.command.takes.length === 0) refuseLeftovers(parsed);
  const period = parsed.period ?? mustMatch('today', now, locale);
  const ofCall = { asker: asker.id, command: parsed.command.name };
  const callAsking = { calls: desk.store.calls, directory, rights, room: here.room, attempt: ofCall };
  const asked = takes('call')
    ? await askedCall(parsed.rest, callAsking)
    : takes('party')
      ? await callOfParty(parsed.rest, view, callAsking)
      : undefined;
  const attempt = { ...ofCall, period };
  const nobody = { subjects: [], level: 'nothing' as const, audience: audienceOf(here.room) };
  const switched = switchIn(parsed);
  const filter = combine(parsed.filterWords, desk.rules, locale, parsed.via?.id);
  const { subjects, level, audience, everybody } =
    (takes('people') || takes('queue')) && switched === undefined
      ? await granted(parsed, naming, { here, chat, rights, permission: desk.access.permission, attempt })
      : { ...(asked?.granted ?? nobody), everybody: false };
  if (filter.wait && subjects.some(({ kind }) => kind !== 'queue')) throw refuse('waits-of-queues');
  const party = takes('party') && !asked ? partyOf(parsed.command.name, parsed.rest, { ...naming, callers }, locale) : undefined;
  const named = takes('named') ? namedIn(parsed.rest, parsed.command.verbs ?? [], naming) : { people: [] };
  const ask: Ask = {
    asker,
    holder: rights.holder,
    room: here.room,
    known: view,
    audience,
    numbers: numbersFor(audience, here, desk.numbers),
    numbersAlone: numbersFor('asker', here, desk.numbers),
    listable: (extensions) => showable('list', extensions, rights, here.room, audience),
    countable: (extensions) => showable('totals', extensions, rights, here.room, audience),
    now,
    locale,
    subjects,
    everybody,
    level,
    measure: parsed.measure ?? 'calls',
    filter,
    hours: hoursFor(desk.rules.hours, locale),
    filterWords: parsed.filterWords,
    ...(parsed.via && { via: parsed.via }),
    period,
    dated: parsed.period !== undefined,
    page: parsed.page,
    line: takes('line') ? parsed.rest.map(sourceOf) : [],
    // A mention is a word, too: `privacy hide @bob` is not `privacy hide`.
    words: takes('word') ? parsed.rest.map((token) => bare(sourceOf(token)).toLowerCase()) : [],
    named: named.people,
    ...(switched !== undefined && { verb: switched }),
    ...(named.verb !== undefined && { verb: named.verb }),
    ...(party && { party }),
    ...(asked && { call: asked.call }),
  };
  return { command: parsed.command, ask, directory, rights };
}

/** The call whose other party is meant. A number with a mark that is none of a call the asker may see may still be an extension's. */
async function callOfParty(rest: readonly Token[], view: Directory, asking: CallAsking) {
  const number = callMeant(rest);
  if (number === null) return undefined;
  return shownCall(number, asking).catch((fault: unknown) => {
    if (fault instanceof UserError && withNumber(String(number), view).length > 0) return undefined;
    throw fault;
  });
}

async function askerOf(
  creator: PersonId,
  directory: Directory,
  here: Present,
  now: Instant,
  { store, messenger }: Desk,
): Promise<Extension | 'bot'> {
  const known = here.identities.get(creator);
  const persons = known ? here.persons : await personsOf([creator], now, { chats: store.chats, messenger });
  const identity = known ?? identify(creator, persons.get(creator), directory);
  if (identity.kind === 'bot' || (identity.kind === 'unknown' && looksLikeBot(creator, directory))) return 'bot';
  if (identity.kind !== 'colleague' || !isInUse(identity.extension)) throw refuse('not-colleague');
  return identity.extension;
}

type NamingOf = Pick<Question, 'post' | 'directory' | 'view' | 'asker' | 'here' | 'now' | 'desk'>;

async function namingOf(rest: readonly Token[], question: NamingOf): Promise<Naming> {
  const { post, directory, view, asker, here, now, desk } = question;
  const named = rest.flatMap((token) => (token.kind === 'person' ? [token.id] : []));
  const others = named.filter((id) => !here.persons.has(id));
  const read = await personsOf(others, now, { chats: desk.store.chats, messenger: desk.messenger });
  // Of people who cannot be looked up, the bot knows no more than of digits that nobody has.
  const told = [...here.persons, ...read].filter(([id]) => looksLikeOurs(id, view) || !looksLikeOurs(id, directory));
  const mentioned = new Map(post.mentions.map(({ id, name }): [string, string] => [id, name ?? '']));
  return { asker, directory: view, persons: new Map(told), mentioned };
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
