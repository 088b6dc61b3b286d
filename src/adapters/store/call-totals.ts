/** How many calls, of whom, and how they ended: as SQL, in one pass over the participations. */
import { figuresOf, type PartSum } from '../../core/figures.js';
import { type AccountId, extensionId } from '../../core/model.js';
import { outcomeParts } from '../../core/outcome.js';
import { parts as allParts, callParts, type Part } from '../../core/participation.js';
import type { CallQuestion, CallTotals } from '../../core/question.js';
import { bindOf, inQuestion, partAsked } from './call-questions.js';
import type { Engine } from './engine.js';

/** Shown beside the totals, whatever parts were asked for. */
const apartParts: readonly Part[] = ['rang', 'elsewhere', 'on behalf', 'gave up', 'unknown'];

const onlyRang = outcomeParts.rang.map((part) => `'${part}'`).join(', ');

/** The parts a conversation was seen in, as one number: a bit for each. */
const bitOf = (part: Part) => 2 ** allParts.indexOf(part);
const bit = `CASE part ${allParts.map((part) => `WHEN '${part}' THEN ${bitOf(part)}`).join(' ')} ELSE 0 END`;

type ConversationCount = readonly [parts: number, count: number];
type SubjectSum = readonly [extension: string, part: Part, count: number, talk: number, talked: number, longest: number];
type QueueCount = readonly [queue: string | null, count: number];

/** One statement, one pass over the participations, and three small tables as its only row: a driver takes longer over each row than SQL. */
export async function totals(engine: Engine, account: AccountId, question: CallQuestion): Promise<CallTotals> {
  const { dialect } = engine;
  const own = `SELECT p.started_at, p.conversation, p.extension, p.part, p.talk_ms, p.queue ${inQuestion(engine, question)}`;
  // What is not asked for costs nothing: the shared conversations are looked for in a step of their own.
  const seen = question.together
    ? `found AS MATERIALIZED (${own}), seen AS MATERIALIZED (SELECT * FROM found WHERE conversation IN (
         SELECT conversation FROM found WHERE ${partAsked(engine)} GROUP BY conversation HAVING COUNT(*) >= $8))`
    : // PostgreSQL wants every parameter used.
      `seen AS MATERIALIZED (${own} AND $8 = 0 AND CAST($7 AS TEXT) <> '')`;
  const [found] = await engine.query<Record<'conversations' | 'subjects' | 'rung', string>>(
    `WITH ${seen},
       by_conversation AS (SELECT SUM(bit) AS parts FROM (SELECT conversation, ${bit} AS bit FROM seen GROUP BY conversation, part) AS each
         GROUP BY conversation),
       by_parts AS (SELECT parts, COUNT(*) AS n FROM by_conversation GROUP BY parts),
       by_subject AS (SELECT extension, part, COUNT(*) AS n, SUM(talk_ms) AS talk, SUM(CASE WHEN talk_ms > 0 THEN 1 ELSE 0 END) AS talked,
         MAX(talk_ms) AS longest FROM seen GROUP BY extension, part),
       by_queue AS (SELECT queue, COUNT(DISTINCT conversation) AS n FROM seen
         WHERE part = 'rang' OR (part IN (${onlyRang}) AND queue IS NOT NULL) GROUP BY queue)
     SELECT (SELECT ${dialect.table('parts, n')} FROM by_parts) AS "conversations",
       (SELECT ${dialect.table('extension, part, n, talk, talked, longest')} FROM by_subject) AS "subjects",
       (SELECT ${dialect.table('queue, n')} FROM by_queue) AS "rung"`,
    bindOf(engine, account, question),
  );
  const tableOf = <Line>(what: 'conversations' | 'subjects' | 'rung') => JSON.parse(found?.[what] ?? '[]') as Line[];
  const rung = tableOf<QueueCount>('rung');
  const conversations = tableOf<ConversationCount>('conversations');
  const asked = question.filter.parts ?? callParts;
  const inAnyOf = (wanted: readonly Part[]) => {
    const bits = wanted.reduce((sum, part) => sum | bitOf(part), 0);
    return conversations.reduce((sum, [seenIn, count]) => ((seenIn & bits) === 0 ? sum : sum + count), 0);
  };
  const byPart = (wanted: readonly Part[]) =>
    Object.fromEntries(wanted.map((part) => [part, inAnyOf([part])]).filter(([, count]) => count !== 0));
  const sums = tableOf<SubjectSum>('subjects').map(
    ([extension, part, count, talkMs, talked, longestMs]): PartSum => ({
      extension: extensionId(extension),
      part,
      count,
      talkMs,
      talked,
      longestMs,
    }),
  );
  const bySubject = figuresOf(sums, asked);
  return {
    calls: inAnyOf(asked),
    made: inAnyOf(outcomeParts.made.filter((part) => asked.includes(part))),
    talkMs: [...bySubject.values()].reduce((sum, { talkMs }) => sum + talkMs, 0),
    byPart: byPart(asked),
    apart: byPart(apartParts),
    bySubject,
    rangFor: new Map(rung.flatMap(([queue, count]) => (queue === null ? [] : [[extensionId(queue), count]]))),
    rangForOthers: rung.find(([queue]) => queue === null)?.[1] ?? 0,
  };
}
