/** A period that reaches behind what is kept is told so, and never that there were no calls. */
import { expect, test } from 'vitest';
import { extensionId } from '../../../src/core/model.js';
import { callsAnswer } from '../../../src/core/rendering/calls.js';
import { asOf, type Coverage, gap, isKnown, progress, type Singly, withinKept } from '../../../src/core/rendering/coverage.js';
import { directory } from '../../bot/asked.js';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 25, 12);
const reference = { now, locale: { zone: 'UTC', language: 'en-GB', hour12: false } };
const kept = { from: now - 400 * day, words: '400 days' };
const all: Coverage = { through: now, coveredFrom: now - 500 * day, target: now - 500 * day, kept };
const from = (days: number) => ({ from: now - days * day, to: now - (days - 1) * day });

test('what is kept is told where it ends the knowledge, and nothing is told inside of it', () => {
  expect(gap(from(401), all, reference)).toBe('Calls are kept for 400 days: known from Tue 21 Oct 2025 on.');
  expect(gap(from(400), all, reference)).toBeNull();
  expect(gap(from(450), { ...all, coveredFrom: now - 90 * day, target: now - 90 * day }, reference)).toBe(
    'Calls are known from Thu 27 Aug on.',
  );
  expect(withinKept(all, all).coveredFrom).toBe(kept.from);
  expect(withinKept({ ...all, coveredFrom: now }, all).coveredFrom).toBe(now);
});

test('an answer about an older period does not say "No calls"', () => {
  const [first, second] = callsAnswer({
    subjects: [...directory.extensions.values()].slice(0, 1),
    filterWords: [],
    period: { span: from(450), label: 'long ago', words: '' },
    everybody: false,
    totals: { calls: 0, talkMs: 0, byPart: {}, made: 0, apart: {}, bySubject: new Map(), rangFor: new Map(), rangForOthers: 0 },
    coverage: all,
    directory,
    numbers: { isRoom: true, inFull: false, never: [] },
    reference,
  });
  expect(first).toMatch(/^0 calls · /);
  expect(second).toContain('kept for 400 days');
});

test('how long the past still takes is told by the pace of what was read last', () => {
  const halfway: Coverage = { through: now, startedAt: now, coveredFrom: now - 45 * day, target: now - 90 * day };
  const left = (msPerDay: number) => progress({ ...halfway, pace: { ms: 2 * msPerDay, days: 2 } });
  expect(progress(halfway)).toBe('50 % read');
  expect(left(1_000)).toBe('50 % read, about a minute left');
  expect(left(60_000)).toBe('50 % read, about 45 min left');
  expect(left(160_000)).toBe('50 % read, about 2 h left');
  expect(left(3_600_000)).toBe('50 % read, about 2 days left');
  // Before the limit has been felt, it is reckoned with.
  const early = { ms: 500, days: 0.5, requests: 5 };
  expect(progress({ ...halfway, pace: { ...early, inAllMs: 500 } })).toBe('50 % read, about 45 min left');
  expect(progress({ ...halfway, pace: { ...early, inAllMs: 60_000 } })).toBe('50 % read, about a minute left');
  expect(gap(from(60), { ...halfway, pace: { ms: 320_000, days: 2 } }, reference)).toBe(
    'Not all of it is read yet: known from Sun 11 Oct 12:00, 50 % read, about 2 h left.',
  );
});

test('where people are read one by one, it is told whose calls are known', () => {
  const [alice, bob, carol] = ['Alice Chen', 'Bob Ray', 'Carol Diaz'].map((name) => ({ id: extensionId(name), name })) as [
    Singly['known'][number],
    Singly['known'][number],
    Singly['known'][number],
  ];
  const singly = { known: [alice, bob], unread: [carol], refused: [] };
  const coverage: Coverage = { through: now, coveredFrom: now - 90 * day, target: now - 90 * day, singly };
  expect(gap(from(2), coverage, reference)).toBe('Known: Alice Chen, Bob Ray; not read yet: Carol Diaz.');
  expect(gap(from(100), { ...coverage, singly: { ...singly, unread: [], refused: [carol] } }, reference)).toBe(
    'Known: Alice Chen, Bob Ray; refused by RingCentral: Carol Diaz. Calls are known from Thu 27 Aug on.',
  );
  expect(gap(from(2), { ...coverage, singly: { ...singly, unread: [] } }, reference)).toBeNull();
  expect(gap(from(2), { singly: { known: [], unread: [], refused: [carol] } }, reference)).toBe(
    'Refused by RingCentral: Carol Diaz.',
  );
  const nobody = { known: [], unread: [], refused: [] };
  expect(gap(from(2), { ...coverage, singly: { ...nobody, people: 3 } }, reference)).toBe('Only calls of 3 people are known.');
  expect(gap(from(2), { singly: { ...nobody, people: 0 } }, reference)).toBe('Nobody’s calls are read yet.');
  expect([alice, carol].map(({ id }) => isKnown(id, coverage))).toEqual([true, false]);
  expect(asOf(coverage, reference)).toContain('single people only');
  expect(asOf({ singly: { known: [], unread: [carol], refused: [] } }, reference)).toContain('single people only');
  expect(asOf({ through: now }, reference)).not.toContain('single people');
});
