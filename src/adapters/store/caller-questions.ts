/** Outside parties by the names they came with, as SQL: from the covering index alone, one range of it per subject. */
import type { AccountId } from '../../core/model.js';
import type { Caller, CallerQuestion } from '../../core/question.js';
import type { Engine } from './engine.js';

export async function callers(
  engine: Engine,
  account: AccountId,
  { subjects, span, containing }: CallerQuestion,
  limit: number,
): Promise<readonly Caller[]> {
  const rows = await engine.query<{ number: string; name: string; last: number }>(
    `SELECT p.counterpart_number AS "number", p.counterpart_name AS "name", MAX(p.started_at) AS "last"
     FROM ${engine.dialect.values(2)} AS subject CROSS JOIN participations AS p
     WHERE p.account = $1 AND p.extension = subject.value AND p.started_at >= $3 AND p.started_at < $4 AND p.state = 'call'
       AND p.counterpart_extension IS NULL AND p.counterpart_number IS NOT NULL AND p.counterpart_name <> ''
       AND ($5 = '' OR lower(p.counterpart_name) LIKE $5 ESCAPE '!')
     GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT $6`,
    [
      account,
      engine.dialect.list([...new Set(subjects)]),
      span.from,
      span.to,
      containing === undefined ? '' : patternOf(containing),
      limit,
    ],
  );
  return rows.map(({ number, name, last }) => ({ phoneNumber: number, name, lastAt: last }));
}

/** SQLite turns only ASCII into lower case, so that any sign stands for what is none. */
const patternOf = (text: string) =>
  `%${text
    .toLowerCase()
    .replace(/[!%_]/g, (sign) => `!${sign}`)
    .replace(/[^\x20-\x7e]/gu, '_')}%`;
