/** Which records of a conversation count, in which version and in which order. */
import type { CallLeg, CallRecord } from '../call.js';
import type { Directory } from '../directory.js';
import { withMaker } from './evidence.js';

/** The latest version of each record that still exists, and its legs, from the earliest on. */
export function currentRecords(records: readonly CallRecord[], directory: Directory): readonly CallRecord[] {
  return latestOf(records)
    .filter((record) => !record.deleted)
    .map((record) => withMaker(inOrder(record), directory))
    .sort((a, b) => a.startTime - b.startTime || (a.id < b.id ? -1 : 1));
}

const latestOf = (records: readonly CallRecord[]): readonly CallRecord[] =>
  records.length < 2 ? records : [...new Map([...records].sort(byVersion).map((record) => [record.id, record])).values()];

/** The log promises no order of legs. */
const inOrder = (record: CallRecord): CallRecord =>
  record.legs.length < 2 ? record : { ...record, legs: [...record.legs].sort(byStart) };

/** Of two versions of a record the later one, of two equally late ones the deleted one, comes last. */
const byVersion = (a: CallRecord, b: CallRecord) =>
  (a.lastModifiedTime ?? 0) - (b.lastModifiedTime ?? 0) || Number(a.deleted) - Number(b.deleted);

const byStart = (a: CallLeg, b: CallLeg) =>
  a.startTime - b.startTime || Number(b.master) - Number(a.master) || a.durationMs - b.durationMs;
