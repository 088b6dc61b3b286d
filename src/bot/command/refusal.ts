/** A refusal by example: the README is made of them, and a test asks the whole pipeline each of them. */
import type { PeriodRefusal } from '../../core/period/refusal.js';
import type { Fault } from './sentences.js';

/** Where a question is asked and by whom, where it is not by a colleague in a team. */
export type Circumstance =
  | 'direct chat'
  | 'private team'
  | 'chat of the whole company'
  | 'team whose members are not told'
  | 'asked by a guest'
  | 'asked after leaving'
  | 'colleagues see only themselves'
  | 'before people are read'
  | 'before anybody connected'
  | 'connected by Bob'
  | 'connected by the asker'
  | 'consent not configured'
  | 'twenty digests'
  | 'Bob’s digest'
  | 'own digest'
  | 'configured digest'
  | 'digest of somebody who left';

export interface Refusal {
  /** The case, as a clause. */
  readonly when: string;
  /** The line that is refused, as it is written after the mention of the bot; mentions by first name. */
  readonly say: string;
  readonly fault: Fault | PeriodRefusal;
  readonly where?: Circumstance;
  /** What the asker asked there right before. */
  readonly after?: string;
}
