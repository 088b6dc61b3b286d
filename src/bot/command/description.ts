/** What a command says of itself: its words, what follows its name, whose calls it tells of. */
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

/** A command without its function: what help, the README and the tests are made from. */
export interface CommandDescription {
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
}
