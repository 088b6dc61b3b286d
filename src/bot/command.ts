/** What a command is: data that help, the README and the tests are made from, and a function that returns a reply and cannot send one. */
import type { Level, Room } from '../core/access.js';
import type { CallSyncState } from '../core/callSync.js';
import type { Locale, Person } from '../core/chat.js';
import type { Digest } from '../core/digest.js';
import type { Directory, Extension } from '../core/directory.js';
import type { Identity } from '../core/identity.js';
import type { Instant, PersonId } from '../core/model.js';
import type { Period } from '../core/period/index.js';
import type { CallFilter } from '../core/question.js';
import type { Coverage } from '../core/rendering/coverage.js';
import type { CallStore } from '../ports.js';

/** What may follow a command's name. `people`: subjects whose calls are asked about; `party`: one person or number; `word`: free words;
 * `line`: everything as it was written. */
export type Argument = 'people' | 'filter' | 'period' | 'page' | 'party' | 'word' | 'line';

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
  readonly takes: readonly Argument[];
  /** It only reads, so a digest may ask it. */
  readonly reads: boolean;
  run(ask: Ask, world: World): Promise<Reply>;
}

/** Gives a command its type. */
export const defineCommand = (command: Command): Command => command;

/** One person or number that is asked about by `whois`. */
export type AskedParty =
  | { readonly kind: 'person'; readonly id: PersonId; readonly identity: Identity; readonly person?: Person }
  | { readonly kind: 'extension'; readonly extension: Extension }
  | { readonly kind: 'number'; readonly number: string };

/** A parsed and authorised question. */
export interface Ask {
  readonly asker: Extension;
  /** Asks the platform at most once: whether the asker holds the company call log permission. */
  readonly holder: () => Promise<boolean>;
  readonly room: Room;
  readonly now: Instant;
  readonly locale: Locale;
  /** Never empty where the command takes people. */
  readonly subjects: readonly Extension[];
  /** What the answer may hold of the subjects' calls. */
  readonly level: Level;
  readonly filter: CallFilter;
  /** The filter's words as they stand in the first line, e.g. `missed internal`. */
  readonly filterWords: readonly string[];
  readonly period: Period;
  readonly page: number;
  readonly party?: AskedParty;
  readonly words: readonly string[];
  /** For commands that take a line: the words and mentions after the name, as written. */
  readonly line: readonly string[];
}

export interface StatusReport {
  readonly peopleAt: Instant | null;
  readonly calls: CallSyncState;
  readonly bot: string;
  readonly reader: string;
  readonly missing: readonly string[];
  /** Webhook requests that were refused since the process began. */
  readonly refusedEvents: number;
}

/** What a command may look at. */
export interface World {
  readonly directory: Directory;
  readonly calls: Pick<CallStore, 'totals' | 'list' | 'last'>;
  readonly coverage: Coverage;
  /** The company log may not be read: calls come from the logs of single people, after somebody asked about them. */
  readonly oneByOne: boolean;
  readonly pageSize: number;
  readonly commands: readonly Command[];
  readonly status: () => Promise<StatusReport>;
  readonly openRoom: (open: boolean) => Promise<void>;
  readonly digests: DigestDesk;
}

/** The digests of the chat a question was asked in. */
export interface DigestDesk {
  list(): Promise<readonly Digest[]>;
  add(digest: Pick<Digest, 'cron' | 'schedule' | 'zone' | 'say' | 'nextAt'>): Promise<Digest>;
  change(id: number, change: { readonly paused: boolean; readonly nextAt: Instant }): Promise<void>;
  remove(id: number): Promise<void>;
  /** Has it posted now, once, beside its schedule. */
  run(id: number): Promise<void>;
  /** What the command line would answer the asker here and now. Rejects with the asker's UserError. */
  preview(say: string): Promise<Reply>;
}

export interface Reply {
  readonly lines: readonly string[];
  /** Holds call data or personal data: never posted where somebody from outside reads along. */
  readonly confidential: boolean;
}

export const reply = (...lines: readonly string[]): Reply => ({ lines, confidential: false });
export const confidential = (...lines: readonly string[]): Reply => ({ lines, confidential: true });
