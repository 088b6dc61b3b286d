/** The audit as a table for the operator: one row for each person a question was about, newest first. */
import type { AuditEntry } from '../core/audit.js';
import { dayOf, instantOf, shiftDay } from '../core/calendar.js';
import type { AccountId, ExtensionId, Instant, Span } from '../core/model.js';
import { csvRow } from '../core/rendering/csv.js';
import type { AuditStore } from '../ports.js';

export interface AuditSource {
  accounts(): Promise<readonly AccountId[]>;
  entries(account: AccountId): Pick<AuditStore, 'list'>;
  /** Names by extension id. */
  names(account: AccountId): Promise<ReadonlyMap<ExtensionId, string>>;
}

const atOnce = 500;
const head = [
  'at',
  'account',
  'asker_id',
  'asker_name',
  'subject_id',
  'subject_name',
  'number',
  'command',
  'period',
  'period_from',
  'period_to',
  'given',
  'refusal',
  'asked_by',
  'chat_id',
  'chat_type',
  'question',
];

/** Rows of CSV, the head first. The span must end before now, or entries that come meanwhile move the pages. */
export async function* auditTable(source: AuditSource, span: Span, only?: string): AsyncGenerator<string> {
  yield csvRow(head);
  for (const account of await source.accounts()) {
    if (only !== undefined && account !== only) continue;
    const names = await source.names(account);
    const entries = source.entries(account);
    for (let offset = 0; ; offset += atOnce) {
      const page = await entries.list({ span }, offset, atOnce);
      for (const entry of page) yield* rowsOf(account, entry, names);
      if (page.length < atOnce) break;
    }
  }
}

function* rowsOf(account: AccountId, entry: AuditEntry, names: ReadonlyMap<ExtensionId, string>): Generator<string> {
  const { at, asker, number = '', command, period, given, refusal = '', how, chat, chatType, question } = entry;
  const subjects: readonly (ExtensionId | '')[] = entry.subjects.length === 0 ? [''] : entry.subjects;
  const told = period ? [period.label, iso(period.span.from), iso(period.span.to)] : ['', '', ''];
  for (const subject of subjects) {
    const name = subject === '' ? '' : (names.get(subject) ?? '');
    const who = [asker, names.get(asker) ?? '', subject, name];
    yield csvRow([iso(at), account, ...who, number, command, ...told, given, refusal, how, chat, chatType, question]);
  }
}

const iso = (instant: Instant) => new Date(instant).toISOString();

/**
 * `2026-11-22`, the whole day in this zone, or an instant with its offset; without one, everything, or until now.
 * @throws one sentence where it is neither
 */
export function spanOf(from: string | undefined, to: string | undefined, zone: string, now: Instant): Span {
  const begins = from === undefined ? 0 : read(from, 'from', zone, 0);
  const ends = to === undefined ? now : Math.min(now, read(to, 'to', zone, 1));
  return { from: begins, to: ends };
}

function read(text: string, option: string, zone: string, daysLater: 0 | 1): Instant {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const locale = { zone, language: 'en-US', hour12: false };
  if (day === undefined) {
    const instant = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(instant))
      throw new Error(`--${option} must be a day such as 2026-11-22, or an instant such as 2026-11-22T09:00:00Z`);
    return instant;
  }
  const asked = { year: Number(year), month: Number(month), day: Number(day) };
  const noon = instantOf(asked, { hour: 12, minute: 0 }, locale);
  if (Number.isNaN(noon) || dayOf(noon, locale).day !== asked.day) throw new Error(`--${option}: there is no day ${text}`);
  return instantOf(daysLater === 0 ? asked : shiftDay(asked, 1, 'day'), { hour: 0, minute: 0 }, locale);
}
