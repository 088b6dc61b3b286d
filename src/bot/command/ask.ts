/** A question as a command gets it: parsed, and authorised. */
import type { Audience, Level, Room } from '../../core/access.js';
import type { Locale, Person } from '../../core/chat.js';
import type { Directory, Extension } from '../../core/directory.js';
import type { Identity } from '../../core/identity.js';
import type { Measure } from '../../core/measure.js';
import type { Instant, PersonId } from '../../core/model.js';
import type { Period } from '../../core/period/index.js';
import type { CallFilter } from '../../core/question.js';
import type { NumberView } from '../../core/rendering/number.js';
import type { BusinessHours } from '../../core/rules/hours.js';
import type { StoredConversation } from '../../ports.js';

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
