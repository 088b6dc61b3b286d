/** Counts of posts of one account: a post's id is kept until its time is settled, so that it counts once however often it is told. */
import { type CountedRoom, type PostReading, quarterOf, type WrittenPost } from '../../core/activity.js';
import { type AccountId, type ChatId, chatId, type Instant, personId } from '../../core/model.js';
import type { ActivityStore } from '../../ports.js';
import { type ColumnType, toJson } from './dialect.js';
import type { Engine, Writing } from './engine.js';
import type { Row } from './models.js';
import { pruneByTime } from './retention.js';

/** So much later than through a post may be told again, and be recognised by its id. */
const recognisedFor = 24 * 3_600_000;

const given = { chat: 'text', post: 'text', created_at: 'int8' } as const satisfies Record<string, ColumnType>;
const sums = { chat: 'text', person: 'text', quarter: 'int8', posts: 'int8' } as const satisfies Record<string, ColumnType>;

export function createActivityStore(engine: Engine, account: AccountId): ActivityStore {
  const { dialect } = engine;
  /** Everything that writes counts of an account, one after the other. */
  const write = <T>(work: (tx: Writing) => Promise<T>) =>
    engine.write(async (tx) => {
      await tx.lock(`activity ${account}`);
      return work(tx);
    });

  return {
    async rooms() {
      const rows = await engine.find('counted_rooms', { account });
      return rows.map(roomOf).sort((one, other) => (one.chat < other.chat ? -1 : 1));
    },
    async room(chat) {
      const [row] = await engine.find('counted_rooms', { account, chat });
      return row === undefined ? null : roomOf(row);
    },

    turnOn: (chat, by, at, since) =>
      write(async (tx) => {
        await tx.query(
          `INSERT INTO counted_rooms
             (account, chat, turned_on_by, turned_on_at, since, is_read, settled, doubts, doubts_read, checked_at)
           VALUES ($1, $2, $3, $4, $5, 0, $5, 1, 0, 0) ON CONFLICT (account, chat) DO NOTHING`,
          [account, chat, by, at, since],
        );
        const [row] = await tx.query<Row<'counted_rooms'>>('SELECT * FROM counted_rooms WHERE account = $1 AND chat = $2', [
          account,
          chat,
        ]);
        return roomOf(row as Row<'counted_rooms'>);
      }),

    turnOff: (chat) =>
      write(async (tx) => {
        for (const table of ['post_counts', 'counted_posts'] as const) await tx.remove(table, { account, chat });
        const gone = await tx.query('DELETE FROM counted_rooms WHERE account = $1 AND chat = $2 RETURNING chat', [account, chat]);
        return gone.length > 0;
      }),

    count: (posts) => (posts.length === 0 ? Promise.resolve(0) : write((tx) => add(tx, posts))),

    countPage: (room, posts, { knownFrom, reading, next }) =>
      write(async (tx) => {
        const same = [account, room.chat, room.turnedOnAt];
        const still = await tx.query(
          'SELECT chat FROM counted_rooms WHERE account = $1 AND chat = $2 AND turned_on_at = $3',
          same,
        );
        if (still.length === 0) return;
        await add(tx, posts);
        const saved = next === undefined ? null : toJson({ ...reading, pageToken: next } satisfies PostReading);
        await tx.query(
          `UPDATE counted_rooms SET reading = $4,
             known_from = CASE WHEN $5 < known_from OR known_from IS NULL THEN $5 ELSE known_from END
           WHERE account = $1 AND chat = $2 AND turned_on_at = $3`,
          [...same, saved, knownFrom],
        );
        if (next === undefined) await end(tx, room, reading);
      }),

    restart: (chat) =>
      write(async (tx) => {
        await tx.query('UPDATE counted_rooms SET reading = NULL WHERE account = $1 AND chat = $2', [account, chat]);
      }),

    passOver: ({ chat, doubts }, at) =>
      write(async (tx) => {
        await tx.query(
          'UPDATE counted_rooms SET reading = NULL, doubts_read = $3, checked_at = $4 WHERE account = $1 AND chat = $2',
          [account, chat, doubts, at],
        );
      }),

    doubt: () =>
      write(async (tx) => {
        await tx.query('UPDATE counted_rooms SET doubts = doubts + 1 WHERE account = $1', [account]);
      }),

    async counts(chats, people, { from, to }) {
      const rows = await engine.query<{ person: string; quarter: number; posts: number }>(
        `SELECT c.person, c.quarter, CAST(SUM(c.posts) AS BIGINT) AS posts
         FROM ${dialect.values(2)} AS room CROSS JOIN ${dialect.values(3)} AS asked CROSS JOIN post_counts AS c
         WHERE c.account = $1 AND c.chat = room.value AND c.person = asked.value AND c.quarter >= $4 AND c.quarter < $5
         GROUP BY c.person, c.quarter ORDER BY c.person, c.quarter`,
        [account, dialect.list([...new Set(chats)]), dialect.list([...new Set(people)]), quarterOf(from), to],
      );
      return rows.map(({ person, quarter, posts }) => ({ person: personId(person), from: quarter, posts }));
    },

    prune: (before) =>
      pruneByTime(engine, account, quarterOf(before), { tables: ['post_counts'], column: 'quarter', rowsAtOnce: 2_000 }),
  };

  /** Those that are new are remembered and added up; the others are known, settled, or of rooms that are not counted. */
  async function add(tx: Writing, posts: readonly WrittenPost[]): Promise<number> {
    const byKey = new Map(posts.map((post) => [keyOf(post.chat, post.id), post]));
    const rows = [...byKey.values()].map(({ id, chat, createdAt }) => ({ chat, post: id, created_at: createdAt }));
    const fresh = await tx.query<{ chat: string; post: string }>(
      `INSERT INTO counted_posts (account, chat, post, created_at)
       SELECT room.account, given.chat, given.post, given.created_at
       FROM ${dialect.rows(2, given)} AS given JOIN counted_rooms AS room ON room.account = $1 AND room.chat = given.chat
       WHERE given.created_at >= room.settled
       ON CONFLICT (account, chat, post) DO NOTHING RETURNING chat, post`,
      [account, dialect.encode(given, rows)],
    );
    const added = new Map<string, { chat: ChatId; person: string; quarter: Instant; posts: number }>();
    for (const { chat, post } of fresh) {
      const written = byKey.get(keyOf(chat, post));
      if (!written) continue;
      const key = `${chat} ${written.creator} ${quarterOf(written.createdAt)}`;
      const sum = added.get(key);
      if (sum) sum.posts += 1;
      else added.set(key, { chat: written.chat, person: written.creator, quarter: quarterOf(written.createdAt), posts: 1 });
    }
    if (added.size > 0)
      await tx.query(
        `INSERT INTO post_counts (account, chat, person, quarter, posts)
         SELECT $1, chat, person, quarter, posts FROM ${dialect.rows(2, sums)} AS sums WHERE true
         ON CONFLICT (account, chat, person, quarter) DO UPDATE SET posts = post_counts.posts + excluded.posts`,
        [account, dialect.encode(sums, [...added.values()])],
      );
    return fresh.length;
  }

  /** A reading has come to its limit: what it began with is known to be whole, and what is a day older is settled. */
  async function end(tx: Writing, { chat, turnedOnAt }: CountedRoom, reading: Omit<PostReading, 'pageToken'>): Promise<void> {
    await tx.query(
      `UPDATE counted_rooms SET is_read = 1, doubts_read = $4, checked_at = $5, known_from = since,
         through = CASE WHEN through IS NULL OR through < $6 THEN $6 ELSE through END
       WHERE account = $1 AND chat = $2 AND turned_on_at = $3`,
      [account, chat, turnedOnAt, reading.doubts, reading.startedAt, reading.newest],
    );
    await tx.query(
      `UPDATE counted_rooms SET settled = through - $3 WHERE account = $1 AND chat = $2 AND through - $3 > settled`,
      [account, chat, recognisedFor],
    );
    await tx.query(
      `DELETE FROM counted_posts WHERE account = $1 AND chat = $2
         AND created_at < (SELECT settled FROM counted_rooms WHERE account = $1 AND chat = $2)`,
      [account, chat],
    );
  }
}

const keyOf = (chat: string, post: string) => `${chat} ${post}`;

function roomOf(row: Row<'counted_rooms'>): CountedRoom {
  return {
    chat: chatId(row.chat),
    turnedOnAt: row.turned_on_at,
    since: row.since,
    knownFrom: row.known_from,
    isRead: row.is_read === 1,
    through: row.through,
    settled: row.settled,
    doubts: row.doubts,
    doubtsRead: row.doubts_read,
    checkedAt: row.checked_at,
    ...(row.reading !== null && { reading: JSON.parse(row.reading) as PostReading }),
  };
}
