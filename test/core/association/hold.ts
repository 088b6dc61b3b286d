/** A table of conversations and the parts they must give. */
import { expect, test } from 'vitest';
import type { CallRecord } from '../../../src/core/call.js';
import { parts } from './records.js';

type Case = readonly [what: string, records: readonly CallRecord[], parts: readonly string[]];

/** One test per conversation. */
export const hold = (cases: readonly Case[]): void =>
  test.each(cases)('%s', (_what, records, expected) => {
    expect(parts(records)).toEqual(expected);
  });
