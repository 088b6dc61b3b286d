/** Posts as they are counted: whose, where, and in which quarter of an hour; never what they say. */
import { type Day, dayOf, daysBetween, quarterHour, type Reference, shiftDay, startOfDay } from './calendar.js';
import type { Person } from './chat.js';
import type { Directory } from './directory.js';
import { identify } from './identity.js';
import type { ChatId, Instant, PersonId, PostId, Span } from './model.js';

/** A post without its text. */
export interface WrittenPost {
  readonly id: PostId;
  readonly chat: ChatId;
  readonly creator: PersonId;
  readonly createdAt: Instant;
}

/** How many posts a person wrote in one quarter of an hour of UTC, which begins at `from`. */
export interface PostCount {
  readonly person: PersonId;
  readonly from: Instant;
  readonly posts: number;
}

/** A room that turned counting on, and how far its posts are read. */
export interface CountedRoom {
  readonly chat: ChatId;
  readonly turnedOnAt: Instant;
  /** Nothing older is counted. */
  readonly since: Instant;
  /** Every post since is counted; null before anything was read. */
  readonly knownFrom: Instant | null;
  /** The posts since `since` were read once. */
  readonly isRead: boolean;
  /** Every post created before is counted; null before the first reading ended. */
  readonly through: Instant | null;
  /** Posts created before are all counted, and none is counted again: what is known of single ones begins here. */
  readonly settled: Instant;
  /** How often there was reason to think that posts were missed, and how many of those times the posts were read since. */
  readonly doubts: number;
  readonly doubtsRead: number;
  /** When the last reading that ended had begun. */
  readonly checkedAt: Instant;
  readonly reading?: PostReading;
}

/** A reading of a room's posts on its way from the newest into the past. */
export interface PostReading {
  readonly startedAt: Instant;
  /** The doubts it takes away. */
  readonly doubts: number;
  /** The newest post it saw; null where there was none. */
  readonly newest: Instant | null;
  readonly pageToken: string;
}

export const quarterOf = (at: Instant): Instant => Math.floor(at / quarterHour) * quarterHour;

/** The types of posts people write (`TMPostInfo.type` of the contract); the others tell who joined, or are cards of bots. */
export const isWritten = (postType: string): boolean => postType === 'TextMessage';

/**
 * Whether posts of theirs count: only colleagues' do, those included whom the directory does not know yet and Team Messaging does. `person`
 * is what it says.
 */
export function areCounted(creator: PersonId, person: Person | undefined, directory: Directory): boolean {
  const { kind } = identify(creator, person, directory);
  return kind === 'colleague' || (kind === 'unknown' && person?.companyId === directory.account);
}

/** A day of the asker's calendar as far as the span goes. */
export interface ActivityDay {
  readonly day: Day;
  readonly span: Span;
}

/** The days a span touches, oldest first; at most so many, else null. */
export function daysOf(span: Span, { locale }: Reference, most: number): readonly ActivityDay[] | null {
  if (span.to <= span.from) return [];
  const first = dayOf(span.from, locale);
  const count = daysBetween(first, dayOf(span.to - 1, locale)) + 1;
  if (count > most) return null;
  return Array.from({ length: count }, (_, n) => {
    const day = shiftDay(first, n, 'day');
    const [from, to] = [startOfDay(day, locale), startOfDay(shiftDay(day, 1, 'day'), locale)];
    return { day, span: { from: Math.max(from, span.from), to: Math.min(to, span.to) } };
  }).filter((each) => each.span.from < each.span.to);
}

/** Whole quarters of an hour: the one the span begins in is in it. */
export const isIn = ({ from }: Pick<PostCount, 'from'>, span: Span): boolean => from >= quarterOf(span.from) && from < span.to;
