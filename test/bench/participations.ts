/** Fills a store with participations as a company's year would, straight in SQL: the millionth call record need not be read for it. */
import type { Engine } from '../../src/adapters/store/engine.js';
import type { AccountId, ExtensionId, Span } from '../../src/core/model.js';

export interface Filling extends Span {
  readonly account: AccountId;
  readonly extensions: readonly ExtensionId[];
  readonly count: number;
}

const perTransaction = 50_000;

/** Conversations of one participation each, evenly over the time and the people, of every part. */
export async function fill(engine: Engine, { account, extensions, count, from, to }: Filling): Promise<void> {
  const step = (to - from) / count;
  for (let start = 0; start < count; start += perTransaction) {
    await engine.write((tx) =>
      tx.query(
        `INSERT INTO participations (
           account, conversation, extension, direction, part, rule, state, started_at, talk_ms, duration_ms, counterpart_extension,
           counterpart_number, counterpart_name, internal, queue, left_voicemail)
         WITH RECURSIVE counted(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM counted WHERE i + 1 < $2),
           drawn AS (SELECT i, i / $3 AS turn, (i / $3 * 37 + i) % 100 AS luck, (i * 7919) % $3 AS who FROM counted)
         SELECT $4, printf('s-a0d17ae2-%09d', i), json_extract($5, '$[' || who || ']'),
           CASE WHEN luck < 70 THEN 'inbound' ELSE 'outbound' END,
           CASE WHEN luck < 35 THEN 'answered' WHEN luck < 50 THEN 'missed' WHEN luck < 60 THEN 'rang' WHEN luck < 70 THEN 'voicemail'
             WHEN luck < 92 THEN 'connected' ELSE 'not connected' END,
           'd', CASE WHEN turn % 50 = 0 THEN 'fax' ELSE 'call' END, CAST($6 + i * $7 AS INTEGER),
           CASE WHEN luck < 35 OR luck >= 70 THEN (i * 31) % 900000 ELSE 0 END, 1000 + (i * 31) % 900000,
           CASE WHEN luck % 4 = 0 THEN json_extract($5, '$[' || ((who + 1) % $3) || ']') END, printf('+1415%07d', (i * 7919) % 10000000),
           CASE WHEN luck % 3 = 0 THEN 'A CALLER ' || who END, luck % 4 = 0,
           CASE WHEN luck >= 50 AND luck < 60 THEN json_extract($5, '$[0]') END, 0
         FROM drawn`,
        [start, Math.min(count, start + perTransaction), extensions.length, account, JSON.stringify(extensions), from, step],
      ),
    );
  }
}
