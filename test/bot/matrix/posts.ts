/** Counted rooms in memory, in which every count of posts betrays whose they are. */
import type { CountedRoom, PostCount } from '../../../src/core/activity.js';
import { type ChatId, type ExtensionId, extensionId, type PersonId } from '../../../src/core/model.js';
import { now } from './company.js';

const counted = (chat: ChatId): CountedRoom => ({
  chat,
  turnedOnAt: 0,
  since: 0,
  knownFrom: 0,
  isRead: true,
  through: now,
  settled: 0,
  doubts: 0,
  doubtsRead: 0,
  checkedAt: now,
});

interface Rooms {
  /** The room asked in, unless it is a direct chat. */
  readonly asked?: ChatId;
  readonly known: readonly ChatId[];
  /** How many posts somebody wrote. */
  readonly bit: (id: ExtensionId) => number;
}

/** In the room asked in, and in the team with Tom and Hedda, everybody wrote as many posts as say whose they are. */
export const activityOf = ({ asked, known, bit }: Rooms) => ({
  room: async () => (asked === undefined ? null : counted(asked)),
  rooms: async () => known.map(counted),
  counts: async ([chat]: readonly ChatId[], of: readonly PersonId[]): Promise<readonly PostCount[]> =>
    chat === asked || chat === '6001'
      ? of.map((person) => ({ person, from: Date.UTC(2026, 10, 18, 8), posts: bit(extensionId(person)) }))
      : [],
});
