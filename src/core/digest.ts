/** A digest: a command line that is asked again and again, on a schedule, in somebody's name. */
import type { ChatId, Instant, PersonId } from './model.js';

export interface Digest {
  /** Counts from 1 within the account; what people call it by. */
  readonly id: number;
  readonly chat: ChatId;
  /** In whose name it asks: their rights are checked at each run. */
  readonly owner: PersonId;
  readonly cron: string;
  /** The schedule in words. */
  readonly schedule: string;
  readonly zone: string;
  /** The command line, as it would be written after the mention of the bot. */
  readonly say: string;
  readonly paused: boolean;
  readonly nextAt: Instant;
  /** `bot.config.ts` or the chat it was made in; only the latter can be changed there. */
  readonly source: 'config' | 'chat';
}

/** After a time without the bot, a digest that is no later than this is still posted, and says so. */
export const latestAfter = 6 * 3_600_000;
/** From here on a digest says that it is late. */
export const lateAfter = 5 * 60_000;
