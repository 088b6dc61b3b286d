/** Questions about one queue as SQL: its own range of the covering index, and from there its agents by conversation. */
import { type AccountId, type ExtensionId, extensionId } from '../../core/model.js';
import type { Part } from '../../core/participation.js';
import type { QueueQuestion, QueueSums } from '../../core/queue.js';
import type { Engine } from './engine.js';

export async function queueSums(
  engine: Engine,
  account: AccountId,
  { queue, span, within, internal }: QueueQuestion,
): Promise<QueueSums> {
  type Line = {
    agent: string;
    part: string;
    n: number;
    known: number;
    total: number | null;
    longest: number | null;
    timely: number;
  };
  const lines = await engine.query<Line>(
    `WITH offered AS MATERIALIZED (
       SELECT conversation, part, wait_ms, direction, internal FROM participations
       WHERE account = $1 AND extension = $2 AND started_at >= $3 AND started_at < $4 AND state = 'call')
     SELECT '' AS "agent", part, COUNT(*) AS "n", COUNT(wait_ms) AS "known", CAST(SUM(wait_ms) AS BIGINT) AS "total",
       MAX(wait_ms) AS "longest", SUM(CASE WHEN wait_ms <= $5 THEN 1 ELSE 0 END) AS "timely" FROM offered
       WHERE direction = 'inbound' AND ($6 = -1 OR internal = $6) GROUP BY part
     UNION ALL SELECT p.extension, p.part, COUNT(*), 0, 0, 0, 0 FROM offered CROSS JOIN participations AS p
       WHERE p.account = $1 AND p.conversation = offered.conversation AND p.queue = $2 AND p.state = 'call'
         AND ($6 = -1 OR p.internal = $6)
       GROUP BY p.extension, p.part`,
    [account, queue, span.from, span.to, within, internal === undefined ? -1 : Number(internal)],
  );
  return {
    waits: lines
      .filter(({ agent }) => agent === '')
      .map(({ part, n, known, total, longest, timely }) => ({
        part: part as Part,
        count: n,
        known,
        totalMs: total ?? 0,
        longestMs: longest ?? 0,
        within: timely,
      })),
    agents: lines
      .filter(({ agent }) => agent !== '')
      .map(({ agent, part, n }) => ({ agent: extensionId(agent), part: part as Part, count: n })),
  };
}

/** Everybody who had a call with this extension as the other party, newest calls or oldest. */
export async function withExtension(engine: Engine, account: AccountId, extension: ExtensionId): Promise<readonly ExtensionId[]> {
  const rows = await engine.query<{ extension: string }>(
    `SELECT DISTINCT other.extension AS "extension" FROM participations AS own CROSS JOIN participations AS other
     WHERE own.account = $1 AND own.extension = $2 AND other.account = $1 AND other.conversation = own.conversation
       AND other.counterpart_extension = $2 AND other.state = 'call' ORDER BY 1`,
    [account, extension],
  );
  return rows.map(({ extension: id }) => extensionId(id));
}
