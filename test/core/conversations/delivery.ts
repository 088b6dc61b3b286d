/** How the log delivers: in any order, some records twice, some first as they were before they were corrected, some to be deleted again. */
import type { CallRecord } from '../../../src/core/call.js';
import type { Choices } from './choices.js';
import type { Wire } from './wire.js';

const hour = 3_600_000;

/** Every version of the records there ever was, the current one of each among them, in any order. */
export function delivered(c: Choices, records: readonly Wire[]): readonly Wire[] {
  const versions = records.flatMap((record) => (c.rarely(3) ? historyOf(c, record) : c.rarely(4) ? [record, record] : [record]));
  const rest = [...versions];
  return versions.flatMap(() => rest.splice(c.below(rest.length), 1));
}

function historyOf(c: Choices, record: Wire): readonly Wire[] {
  const modified = Date.parse(String(record.startTime)) + c.between(1, 24) * hour;
  const at = (when: number) => ({ lastModifiedTime: new Date(when).toISOString() });
  const { delegate: _delegate, extension: _extension, ...bare } = record;
  const earlier = c.one<Wire>([
    { ...record, result: 'In Progress', duration: 0 },
    { ...record, finished: false },
    { ...bare, result: 'Unknown', legs: [] },
    { ...record, result: c.one(['Missed', 'Accepted', 'Voicemail', 'Blocked']) },
    { ...record, type: 'Fax' },
    // Under another session, as long as the log did not know better.
    { ...record, telephonySessionId: undefined, sessionId: '0' },
  ]);
  const phantom = { ...record, id: `${record.id}-gone`, result: 'Accepted' };
  return [
    { ...earlier, ...at(modified - c.between(1, 3_600) * 1_000) },
    { ...record, ...at(modified) },
    ...(c.rarely(3)
      ? [
          { ...phantom, ...at(modified) },
          { id: phantom.id, deleted: true, ...at(modified + 1_000) },
        ]
      : []),
  ];
}

/** The current version of each record that still exists. */
export function current(records: readonly CallRecord[]): readonly CallRecord[] {
  const newest = new Map<string, CallRecord>();
  for (const record of records) {
    const known = newest.get(record.id);
    if (!known || (record.lastModifiedTime ?? 0) >= (known.lastModifiedTime ?? 0)) newest.set(record.id, record);
  }
  return [...newest.values()].filter((record) => !record.deleted);
}
