/** Questions about calls as SQL over participations, one range of the covering index per subject: which they are, and when. */
import { quarterHour } from '../../core/calendar.js';
import { type AccountId, type ExtensionId, extensionId, type Span } from '../../core/model.js';
import { callParts, type Participation } from '../../core/participation.js';
import { type CallQuestion, type ListedCall, type Slot, stretchesOf } from '../../core/question.js';
import type { Engine } from './engine.js';
import type { Row } from './models.js';
import { participationColumns, participationOf } from './participation-rows.js';

/** Parameters 1–11 of every question. */
export function bindOf(
  { dialect }: Engine,
  account: AccountId,
  { subjects, filter, span, together, counterpart }: CallQuestion,
): unknown[] {
  const internal = filter.internal === undefined ? -1 : Number(filter.internal);
  const parts = dialect.list(filter.parts ?? callParts);
  const people = [...new Set(subjects)];
  return [
    ...[account, dialect.list(people), span.from, span.to, filter.direction ?? '', internal, parts, together ? people.length : 0],
    counterpart?.extensionId ?? '',
    counterpart?.phoneNumber ?? '',
    filter.queue ?? '',
  ];
}

/** The wait is in no index: it is looked at only where it is asked for. */
const asAsked = ({ filter: { queue, wait } }: CallQuestion) =>
  [
    asAlways,
    queue === null ? 'AND p.queue IS NULL' : '',
    wait ? `AND p.wait_ms ${wait.longer ? '>' : '<='} ${Number(wait.ms)}` : '',
  ].join(' ');

const asAlways = `p.state = 'call' AND ($5 = '' OR p.direction = $5) AND ($6 = -1 OR p.internal = $6)
    AND ($9 = '' OR p.counterpart_extension = $9) AND ($10 = '' OR p.counterpart_number = $10)
    AND ($11 = '' OR p.queue = $11)`;

/** More seeks into the index than this take longer than reading what lies between. */
const mostSeeks = 100_000;

/**
 * The span is one range of the index; where only stretches of it are asked for, each of them is. Of many stretches of many people, each
 * participation in the span is looked up instead.
 */
function inStretches(span: Span, stretches: readonly Span[] | null, subjects: number): string {
  const those = 'WHERE p.account = $1 AND p.extension = subject.value';
  const inSpan = `CROSS JOIN participations AS p ${those} AND p.started_at >= $3 AND p.started_at < $4`;
  if (stretches === null) return inSpan;
  const slots = stretches.length * subjects > mostSeeks ? slotsOf(span, stretches) : null;
  if (slots)
    return `${inSpan} AND p.started_at / ${slots.length} IN (VALUES ${slots.places.map((place) => `(${place})`).join(', ')})`;
  const rows = stretches.length === 0 ? '(0, 0)' : stretches.map(({ from, to }) => `(${Number(from)}, ${Number(to)})`).join(', ');
  return `CROSS JOIN (VALUES ${rows}) AS stretch CROSS JOIN participations AS p ${those}
    AND p.started_at >= stretch.column1 AND p.started_at < stretch.column2 AND +p.started_at >= $3 AND +p.started_at < $4`;
}

const minute = 60_000;

/** The same as slots of one length, by their places since 1970; the span's own ends cut none. Null where they would be too many. */
function slotsOf(
  { from, to }: Span,
  stretches: readonly Span[],
): { readonly length: number; readonly places: readonly number[] } | null {
  const ends = stretches.flatMap((stretch) => [stretch.from, stretch.to]).filter((end) => end !== from && end !== to);
  const length = [60 * minute, 15 * minute, 5 * minute].find((each) => ends.every((end) => end % each === 0));
  if (length === undefined) return null;
  const places = stretches.flatMap((stretch) => {
    const first = Math.floor(stretch.from / length);
    return Array.from({ length: Math.ceil(stretch.to / length) - first }, (_, n) => first + n);
  });
  return places.length > mostSeeks ? null : { length, places: [...new Set(places)] };
}

/** The subjects' participations in the span, in the direction asked for; of any part. CROSS keeps SQLite from turning the loop round. */
export const inQuestion = (engine: Engine, question: CallQuestion) => `
  FROM ${engine.dialect.values(2)} AS subject
  ${inStretches(question.span, stretchesOf(question), question.subjects.length)}
    AND ${asAsked(question)}`;

export const partAsked = (engine: Engine) => `part IN (SELECT value FROM ${engine.dialect.values(7)} AS part_asked)`;

const shown = Object.keys(participationColumns)
  .map((name) => `p.${name}`)
  .join(', ');

type ListedRow = Row<'participations'> & { readonly number: number | null };

/** Newest first; conversations that began in the same millisecond stand in the order of their keys. Those that were listed before have their numbers. */
export async function list(
  engine: Engine,
  account: AccountId,
  question: CallQuestion,
  offset: number,
  limit: number,
): Promise<readonly ListedCall[]> {
  const rows = await engine.query<ListedRow>(
    `WITH page AS MATERIALIZED (
       SELECT p.conversation, p.started_at ${inQuestion(engine, question)} AND p.${partAsked(engine)}
       GROUP BY p.conversation, p.started_at HAVING COUNT(*) >= $8
       ORDER BY p.started_at DESC, p.conversation LIMIT $12 OFFSET $13)
     SELECT ${shown}, numbered.number FROM page CROSS JOIN participations AS p
       LEFT JOIN call_numbers AS numbered ON numbered.account = $1 AND numbered.conversation = page.conversation
     WHERE p.account = $1 AND p.conversation = page.conversation
       AND p.extension IN (SELECT value FROM ${engine.dialect.values(2)} AS subject)
       AND ${asAsked(question)} AND p.${partAsked(engine)}
       AND p.started_at >= $3 AND p.started_at < $4
     ORDER BY p.started_at DESC, p.conversation, p.extension`,
    [...bindOf(engine, account, question), limit, offset],
  );
  const calls = new Map<string, { participations: Participation[]; number?: number }>();
  for (const row of rows) {
    const call = calls.get(row.conversation) ?? { participations: [], ...(row.number !== null && { number: row.number }) };
    call.participations.push(participationOf(row));
    calls.set(row.conversation, call);
  }
  return [...calls.values()];
}

/** When the conversations began, to a quarter of an hour; in no order. */
export async function slots(engine: Engine, account: AccountId, question: CallQuestion): Promise<readonly Slot[]> {
  const rows = await engine.query<{ slot: number; n: number }>(
    `WITH asked AS (SELECT p.conversation, p.started_at ${inQuestion(engine, question)} AND p.${partAsked(engine)}
       GROUP BY p.conversation, p.started_at HAVING COUNT(*) >= $8)
     SELECT started_at / ${quarterHour} AS "slot", COUNT(*) AS "n" FROM asked GROUP BY started_at / ${quarterHour}`,
    bindOf(engine, account, question),
  );
  return rows.map(({ slot, n }) => ({ startedAt: slot * quarterHour, calls: n }));
}

/** In two steps, so that SQLite looks through the covering index of each subject and not through the account. */
export async function last(
  engine: Engine,
  account: AccountId,
  subjects: readonly ExtensionId[],
  counterpart: { extensionId?: ExtensionId; phoneNumber?: string } = {},
): Promise<ListedCall | null> {
  const anyone = counterpart.extensionId === undefined && counterpart.phoneNumber === undefined;
  const rows = await engine.query<Row<'participations'>>(
    `WITH newest AS MATERIALIZED (
       SELECT p.conversation FROM ${engine.dialect.values(2)} AS subject CROSS JOIN participations AS p
       WHERE p.account = $1 AND p.extension = subject.value AND p.state = 'call'
         AND p.part IN (SELECT value FROM ${engine.dialect.values(3)} AS part_asked)
         AND ($4 = 1 OR p.counterpart_extension = $5 OR p.counterpart_number = $6)
       ORDER BY p.started_at DESC, p.conversation LIMIT 1)
     SELECT ${shown} FROM newest CROSS JOIN participations AS p
     WHERE p.account = $1 AND p.conversation = newest.conversation
       AND p.extension IN (SELECT value FROM ${engine.dialect.values(2)} AS subject)
       AND p.state = 'call' AND p.part IN (SELECT value FROM ${engine.dialect.values(3)} AS part_asked)
       AND ($4 = 1 OR p.counterpart_extension = $5 OR p.counterpart_number = $6)
     ORDER BY p.extension`,
    [
      account,
      engine.dialect.list([...new Set(subjects)]),
      engine.dialect.list(callParts),
      anyone ? 1 : 0,
      counterpart.extensionId ?? null,
      counterpart.phoneNumber ?? null,
    ],
  );
  return rows.length === 0 ? null : { participations: rows.map(participationOf) };
}

export async function withNumber(engine: Engine, account: AccountId, phoneNumber: string): Promise<readonly ExtensionId[]> {
  const rows = await engine.query<{ extension: string }>(
    `SELECT DISTINCT extension FROM participations
     WHERE account = $1 AND counterpart_number = $2 AND state = 'call' ORDER BY extension`,
    [account, phoneNumber],
  );
  return rows.map(({ extension }) => extensionId(extension));
}
