/** The rules an operator may change: what they change, and that they change nothing else. */
import { expect, test } from 'vitest';
import { associate } from '../../../src/core/association.js';
import type { CallRecord } from '../../../src/core/call.js';
import { type PartRules, standardRules, versionOf } from '../../../src/core/rules.js';
import { directory, hunt, record } from './records.js';

const partsBy = (rules: PartRules, records: readonly CallRecord[]) =>
  associate(records, directory, rules)
    .map(({ extension, part }) => `${directory.extensions.get(extension)?.name}: ${part}`)
    .sort();

test('rules that give other parts have other names', () => {
  const all: PartRules[] = [
    standardRules,
    { missed: { callerGaveUpWithin: 5 }, queueRingsCount: false },
    { missed: { callerGaveUpWithin: 6 }, queueRingsCount: false },
    { missed: {}, queueRingsCount: true },
  ];
  expect(new Set(all.map(versionOf)).size).toBe(all.length);
  expect(versionOf({ missed: {}, queueRingsCount: false })).toBe(versionOf(standardRules));
});

const briefly = (lasts: number, result = 'Missed') => [record({ of: 'bob', to: 'bob', lasts, result })];

test('a caller who hangs up at once is missed by nobody, where the rules say so', () => {
  const rules: PartRules = { missed: { callerGaveUpWithin: 5 }, queueRingsCount: false };
  expect(partsBy(rules, briefly(4))).toEqual(['bob: gave up']);
  expect(partsBy(rules, briefly(5))).toEqual(['bob: missed']);
  expect(partsBy(standardRules, briefly(4))).toEqual(['bob: missed']);
  expect(partsBy(rules, briefly(4, 'Busy'))).toEqual(['bob: missed']);
  expect(partsBy(rules, briefly(4, 'Voicemail'))).toEqual(['bob: voicemail']);
  expect(partsBy(rules, briefly(4, 'Accepted'))).toEqual(['bob: answered']);
});

test("a queue's call that nobody took counts for everybody it rang, where the rules say so", () => {
  const rules: PartRules = { missed: {}, queueRingsCount: true };
  const nobody = [
    record({
      of: 'support',
      to: 'support',
      result: 'Missed',
      legs: [hunt('bob', 'support', { result: 'Missed' }), hunt('carol', 'support', { result: 'Declined' })],
    }),
  ];
  expect(partsBy(standardRules, nobody)).toEqual(['bob: rang', 'carol: rang', 'support: missed']);
  expect(partsBy(rules, nobody)).toEqual(['bob: missed', 'carol: refused', 'support: missed']);
  const taken = [
    record({
      of: 'support',
      to: 'support',
      result: 'Accepted',
      legs: [hunt('bob', 'support', { result: 'Missed' }), hunt('carol', 'support', { at: 3, lasts: 20, result: 'Accepted' })],
    }),
  ];
  expect(partsBy(rules, taken)).toEqual(partsBy(standardRules, taken));
});
