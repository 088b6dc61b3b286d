/** What a command is: data that help, the README and the tests are made from, and a function that returns a reply and cannot send one. */
import type { AccessPolicy } from '../core/access/policy.js';
import type { Audience, Level, Room, RoomSetting } from '../core/access.js';
import type { Given } from '../core/audit.js';
import type { CallSyncState } from '../core/callSync.js';
import type { Locale, Person } from '../core/chat.js';
import type { Digest } from '../core/digest.js';
import type { Directory, Extension } from '../core/directory.js';
import type { Identity } from '../core/identity.js';
import type { Measure } from '../core/measure.js';
import type { ChatId, ExtensionId, Instant, PersonId } from '../core/model.js';
import type { Period } from '../core/period/index.js';
import type { CallFilter } from '../core/question.js';
import type { Coverage } from '../core/rendering/coverage.js';
import type { NumberView } from '../core/rendering/number.js';
import type { BusinessHours } from '../core/rules/hours.js';
import type { Rules } from '../core/rules.js';
import type { AuditStore, CallStore, Connection, StoredConversation } from '../ports.js';
import type { PostsDesk } from './posts.js';
import type { Refusal } from './refusal.js';

/** What may follow a command's name. `people`: subjects whose calls are asked about; `queue`: queues among them, or, without `people`,
 * one queue; `measure`: by what they are ranked; `call`: one call by its short number; `party`: one person or number; `named`: people about whom something else is asked, which
 * the command itself allows or refuses; `word`: free words; `line`: everything as written. */
export type Argument =
  | 'people'
  | 'queue'
  | 'call'
  | 'filter'
  | 'measure'
  | 'period'
  | 'page'
  | 'party'
  | 'named'
  | 'word'
  | 'line';

/**
 * Whose calls an answer tells of. `calls of people`: those of its subjects, one by one where that is allowed; `figures of people`: theirs
 * as figures only; `calls between people`: those two people share, one by one where both allow it; `figures of a queue`: the queue's, and
 * those of its agents whose figures may be shown; `calls with a party` and `history of a party`: those with one person or number, as far as
 * the asker may list the calls of whoever had them; `another command`: whatever that one tells; `oneself`: the asker's own traces; `nothing`.
 */
export const abouts = [
  'calls of people',
  'figures of people',
  'calls between people',
  'figures of a queue',
  'calls with a party',
  'history of a party',
  'one call',
  'another command',
  'oneself',
  'nothing',
] as const;
type About = (typeof abouts)[number];

interface Example {
  readonly say: string;
  readonly gives: string;
}

export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  /** More lines for `help <name>`. */
  readonly details: readonly string[];
  readonly examples: readonly Example[];
  /** What it refuses beside what every command does. */
  readonly refusals: readonly Refusal[];
  readonly takes: readonly Argument[];
  /** Words that may stand before the people of a command that takes `named`. */
  readonly verbs?: readonly string[];
  /** Words that, alone after the name of a command that takes `people`, change something instead of asking; they come as the verb. */
  readonly switches?: readonly string[];
  readonly about: About;
  /** It only reads, so a digest may ask it. */
  readonly reads: boolean;
  /** It can be asked before the company's people are known. */
  readonly needsNobody?: boolean;
  run(ask: Ask, world: World): Promise<Reply>;
}

/** Gives a command its type. */
export const defineCommand = (command: Command): Command => command;

/** One call that is asked about. */
export interface AskedCall extends StoredConversation {
  readonly number: number;
}

/** One person or number that is asked about. `name`: nobody in the company is called so, but somebody who called may be. */
export type AskedParty =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'person'; readonly id: PersonId; readonly identity: Identity; readonly person?: Person }
  | { readonly kind: 'extension'; readonly extension: Extension }
  | { readonly kind: 'number'; readonly number: string };

/** A parsed and authorised question. */
export interface Ask {
  readonly asker: Extension;
  /** Asks the platform at most once: whether the asker holds the company call log permission. */
  readonly holder: () => Promise<boolean>;
  readonly room: Room;
  /** The directory as the asker can look people up in it. */
  readonly known: Directory;
  /** Who reads the answer: the room, or the asker alone. */
  readonly audience: Audience;
  /** How they may see phone numbers. */
  readonly numbers: NumberView;
  /** How the asker alone may see them. */
  readonly numbersAlone: NumberView;
  /** Of these, the ones whose single calls may stand in the answer. */
  readonly listable: (extensions: readonly Extension[]) => Promise<readonly Extension[]>;
  /** Of these, the ones whose figures may stand in the answer. */
  readonly countable: (extensions: readonly Extension[]) => Promise<readonly Extension[]>;
  readonly now: Instant;
  readonly locale: Locale;
  /** Never empty where the command takes people or a queue. */
  readonly subjects: readonly Extension[];
  /** Nobody was named, so that the subjects are whoever may be shown here. */
  readonly everybody: boolean;
  /** What the answer may hold of the subjects' calls. */
  readonly level: Level;
  readonly filter: CallFilter;
  /** Business hours as they hold for the asker; null where none are set. */
  readonly hours: BusinessHours | null;
  /** The filter's words as they stand in the first line, e.g. `missed internal`. */
  readonly filterWords: readonly string[];
  /** The queue all of it is to be for. */
  readonly via?: Extension;
  /** Today where none was said. */
  readonly period: Period;
  readonly measure: Measure;
  readonly dated: boolean;
  readonly page: number;
  readonly party?: AskedParty;
  /** The call asked about, or the one whose other party is; the subjects are those in it whose part may be shown. */
  readonly call?: AskedCall;
  /** For commands that take `named`. */
  readonly named: readonly Extension[];
  readonly verb?: string;
  readonly words: readonly string[];
  /** For commands that take a line: the words and mentions after the name, as written. */
  readonly line: readonly string[];
}

export interface StatusReport {
  readonly connection: Connection | null;
  readonly peopleAt: Instant | null;
  readonly calls: CallSyncState;
  readonly bot: string;
  readonly reader: string;
  readonly missing: readonly string[];
  /** Participations are being computed anew by changed rules; in percent. */
  readonly recounting?: number;
  /** Webhook requests that were refused since the process began. */
  readonly refusedEvents: number;
}

/** What a command may look at. */
export interface World {
  readonly directory: Directory;
  readonly calls: Pick<
    CallStore,
    'totals' | 'list' | 'slots' | 'last' | 'withNumber' | 'withExtension' | 'callers' | 'queue' | 'numbers'
  >;
  readonly coverage: Coverage;
  readonly pageSize: number;
  readonly rules: Rules;
  readonly commands: readonly Command[];
  readonly status: () => Promise<StatusReport>;
  readonly access: Pick<AccessPolicy, 'permission' | 'colleagues'>;
  readonly setRoom: (setting: RoomSetting) => Promise<void>;
  readonly digests: DigestDesk;
  readonly connecting: ConnectDesk;
  readonly privacy: PrivacyDesk;
  readonly audit: AuditDesk;
  readonly posts: PostsDesk;
}

/** What the asker decided about themselves, and what the configuration lays down for all. */
export interface PrivacyDesk {
  isHidden(): Promise<boolean>;
  hide(): Promise<void>;
  show(): Promise<void>;
  /** For how long, in words. */
  readonly kept: { readonly calls: string; readonly audit: string };
  readonly permission: string;
  readonly managers: boolean;
  readonly colleagues: 'totals' | 'details' | 'self';
}

interface AuditDesk extends Pick<AuditStore, 'list' | 'count'> {
  /** The names of the chats the asker is in. */
  rooms(): Promise<ReadonlyMap<ChatId, string>>;
}

/** How the company's people and calls come to be read. */
export interface ConnectDesk {
  readonly connection: Connection | null;
  /** What the configuration lacks for a consent; null where nothing is missing. */
  readonly lacks: string | null;
  /** For the asker alone, good for one consent within ten minutes. */
  link(): string;
  /** How many records of calls, and extensions, were deleted. */
  disconnect(): Promise<{ readonly calls: number; readonly people: number }>;
}

/** The digests of the chat a question was asked in. */
export interface DigestDesk {
  list(): Promise<readonly Digest[]>;
  add(digest: Pick<Digest, 'cron' | 'schedule' | 'zone' | 'say' | 'nextAt'>): Promise<Digest>;
  change(id: number, change: { readonly paused: boolean; readonly nextAt: Instant }): Promise<void>;
  remove(id: number): Promise<void>;
  /** Has it posted now, once, beside its schedule; false where that was done less than a minute ago. */
  run(id: number): Promise<boolean>;
  /** The names by which these people are known, as far as it is sure who they are. */
  names(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>>;
  /** What the command line would answer the asker here and now. Rejects with the asker's UserError. */
  preview(say: string): Promise<Reply>;
}

export interface Reply {
  readonly lines: readonly string[];
  /** Holds call data or personal data: never posted where somebody from outside reads along. */
  readonly confidential: boolean;
  /** For the asker alone: never posted where anybody else reads along. */
  readonly alone?: boolean;
  /** The numbers of the calls in it. */
  readonly listed?: readonly number[];
  /** For the audit, where it does not follow from the question. */
  readonly gave?: Given;
  /** For the audit: people whose calls it tells of, beside those who were asked about. */
  readonly saw?: readonly ExtensionId[];
  /** For the audit: the outside number it tells of, where the question did not say it. */
  readonly number?: string;
  /** Why the asker alone may read it, though the room may read call data. */
  readonly moved?: string;
}

export const reply = (...lines: readonly string[]): Reply => ({ lines, confidential: false });
export const confidential = (...lines: readonly string[]): Reply => ({ lines, confidential: true });
export const forAskerAlone = (...lines: readonly string[]): Reply => ({ lines, confidential: true, alone: true });
