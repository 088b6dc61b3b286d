/** A second company in which everything but the account's own id is the same as in a first: ids, numbers, chats, names. */
import type { Company, LoggedRecord } from './model.js';

export function twinOf(company: Company, accountId: string): Company {
  return { ...structuredClone(company), id: accountId };
}

/**
 * The same calls under the ids of others: the n-th record, session and telephony session that appears here is named as
 * the n-th one there. What is more than there is there keeps its own name.
 */
export function namedLike(log: readonly LoggedRecord[], other: readonly LoggedRecord[]): LoggedRecord[] {
  const names = new Map(idsOf.flatMap((ids) => pairs(distinct(log, ids), distinct(other, ids))));
  const named = (_key: string, value: unknown) => (typeof value === 'string' ? (names.get(value) ?? value) : value);
  return log.map((logged) => ({ ...logged, record: JSON.parse(JSON.stringify(logged.record, named)) }));
}

const idsOf = [
  ({ record }: LoggedRecord) => record.id,
  ({ record }: LoggedRecord) => record.sessionId,
  ({ record }: LoggedRecord) => String(record.telephonySessionId ?? '0'),
];

function distinct(log: readonly LoggedRecord[], idOf: (logged: LoggedRecord) => string): string[] {
  // A zero names no session.
  return [...new Set(log.map(idOf))].filter((id) => id !== '0');
}

function pairs(own: readonly string[], others: readonly string[]): [string, string][] {
  return own.flatMap((id, place): [string, string][] => {
    const other = others[place];
    return other === undefined ? [] : [[id, other]];
  });
}
