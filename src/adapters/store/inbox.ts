/** Deliveries on their way to an answer. The body is encrypted, and gone once the answer stands. */
import { Outage } from '../../core/errors.js';
import { type AccountId, type ChatId, chatId, type Instant, type PostId, postId } from '../../core/model.js';
import type { Clock, Delivery, Inbox, InboxItem, Log } from '../../ports.js';
import { keyIdOf, UnknownKey } from './encryption.js';
import type { Engine } from './engine.js';
import { mustHold } from './leases.js';
import type { Row } from './models.js';
import { notePosted, notePosting } from './posted-answers.js';
import type { Vault } from './vault.js';

/** Another process may have the key of a delivery, or get it; after so long whoever asked has given up. */
const keyAwaitedFor = 3_600_000;

/** @param owner the process: what another one works on is left to it */
export function createInbox(engine: Engine, vault: Vault, owner: string, clock: Clock, log: Log): Inbox {
  const told = new Map<string, string>();
  /** Once for each delivery, though it is met again at every look. */
  const tell = (uuid: string, message: string, key: string | undefined) => {
    if (told.get(uuid) === message) return;
    told.set(uuid, message);
    log.warn(message, { uuid, key: key ?? 'none' });
  };
  const forget = (rows: readonly Row<'deliveries'>[]) => {
    const open = new Set(rows.map(({ uuid }) => uuid));
    for (const uuid of told.keys()) if (!open.has(uuid)) told.delete(uuid);
  };
  /** Empty where nothing can be read any more: such a row is given up like any other that fails. Null where its key may still come. */
  const bodyOf = ({ uuid, body, received_at }: Row<'deliveries'>, now: Instant): string | null => {
    try {
      return vault.open(body ?? '', 'deliveries', uuid);
    } catch (error) {
      const key = error instanceof UnknownKey ? keyIdOf(body ?? '') : undefined;
      if (key !== undefined && now - received_at < keyAwaitedFor) {
        tell(uuid, 'a delivery waits for a secret key that is not here', key);
        return null;
      }
      tell(uuid, 'a delivery cannot be opened', key);
      return '';
    }
  };

  return {
    shared: engine.dialect.name === 'postgres',

    async claim({ uuid, account, kind, chat, post, body, receivedAt }) {
      // Without a target the conflict is one of uuid or of post: the same post told again under another uuid is no news either.
      const rows = await engine.write(async (tx) => {
        const seal = await vault.sealing(tx);
        return tx.query<{ uuid: string }>(
          `INSERT INTO deliveries (uuid, account, kind, chat, post, body, received_at, state)
           VALUES ($1, $2, $3, $4, $5, $6, $7, 'received') ON CONFLICT DO NOTHING RETURNING uuid`,
          [uuid, account, kind, chat, kind === 'post' ? (post ?? null) : null, seal(body, 'deliveries', uuid), receivedAt],
        );
      });
      return rows.length === 1;
    },

    async open() {
      const rows = await engine.query<Row<'deliveries'>>(
        `SELECT * FROM deliveries WHERE state IN ('received', 'posting') ORDER BY received_at, uuid`,
      );
      forget(rows);
      return rows.flatMap((row) => {
        const body = bodyOf(row, clock.now());
        return body === null ? [] : itemOf(row, body);
      });
    },

    async posting(uuid, chat, since, earlier, callData = false) {
      await engine.write(async (tx) => {
        const [row] = await tx.query<{ account: string }>(
          `UPDATE deliveries SET state = 'posting', posting_chat = $2, posting_since = $3,
             earlier_post = COALESCE($4, earlier_post)
           WHERE uuid = $1 AND state <> 'answered' RETURNING account`,
          [uuid, chat, since, earlier ?? null],
        );
        // To post all the same would answer twice.
        if (!row) throw new Error(`Delivery ${uuid} is already answered, or not in the inbox`);
        await mustHold(tx, row.account, owner);
        await notePosting(tx, { uuid, chat, since, earlier, callData });
        if (since === null) return;
        const doubtful = await tx.query(
          `SELECT uuid FROM deliveries
           WHERE state = 'posting' AND account = $3 AND posting_chat = $1 AND posting_since IS NOT NULL AND uuid <> $2 LIMIT 1`,
          [chat, uuid, row.account],
        );
        // With two on their way, nobody could tell which of them a post that stands belongs to.
        if (doubtful.length > 0) throw new Outage('another post is still on its way to this chat');
      });
    },

    async answered(uuid, at, post) {
      await engine.write(async (tx) => {
        const [row] = await tx.query<{ account: string }>(
          `UPDATE deliveries SET state = 'answered', body = NULL, answered_at = COALESCE(answered_at, $2),
             reply_post = COALESCE($3, reply_post) WHERE uuid = $1 RETURNING account`,
          [uuid, at, post ?? null],
        );
        // That a post stands is true whoever says it; that nothing is to be said is for who works for the account to decide.
        if (post !== undefined) await notePosted(tx, uuid, post);
        else if (row) await mustHold(tx, row.account, owner);
      });
    },

    async held(account, posts) {
      const rows = await engine.query<{ value: string }>(
        `SELECT value FROM ${engine.dialect.values(1)} AS asked
         WHERE EXISTS (SELECT 1 FROM deliveries WHERE account = $2 AND (reply_post = value OR earlier_post = value))
            OR EXISTS (SELECT 1 FROM posted_answers WHERE account = $2 AND post = value)`,
        [engine.dialect.list(posts), account],
      );
      return new Set<PostId>(rows.map((row) => postId(row.value)));
    },

    async askedIn(account, since, most) {
      const rows = await engine.query<{ chat: string }>(
        `SELECT chat FROM deliveries WHERE account = $1 AND kind = 'post' AND received_at >= $2
         GROUP BY chat ORDER BY MAX(received_at) DESC, chat LIMIT $3`,
        [account, since, most],
      );
      return rows.map(({ chat }) => chatId(chat));
    },

    async postedSince(account, since) {
      const [row] = await engine.query<{ n: number }>(
        `SELECT COUNT(reply_post) + COUNT(earlier_post) AS n FROM deliveries
         WHERE account = $1 AND state = 'answered' AND answered_at >= $2`,
        [account, since],
      );
      return row?.n ?? 0;
    },

    async prune(before) {
      await engine.write((tx) => tx.query(`DELETE FROM deliveries WHERE state = 'answered' AND answered_at < $1`, [before]));
    },
  };
}

function itemOf(row: Row<'deliveries'>, body: string): InboxItem {
  return {
    uuid: row.uuid,
    account: row.account as AccountId,
    kind: row.kind as Delivery['kind'],
    chat: row.chat as ChatId,
    ...(row.post !== null && { post: postId(row.post) }),
    body,
    receivedAt: row.received_at,
    state: row.state as InboxItem['state'],
    ...(row.posting_chat !== null && {
      posting: {
        chat: chatId(row.posting_chat),
        ...(row.posting_since !== null && { since: row.posting_since }),
        ...(row.earlier_post !== null && { earlier: postId(row.earlier_post) }),
      },
    }),
  };
}
