/** A period that reaches behind what is kept is told so, and never that there were no calls. */
import { expect, test } from 'vitest';
import { callsAnswer } from '../../../src/core/rendering/calls.js';
import { type Coverage, gap, withinKept } from '../../../src/core/rendering/coverage.js';
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
    totals: { calls: 0, talkMs: 0, byPart: {}, apart: {}, bySubject: new Map(), rangFor: new Map() },
    coverage: all,
    directory,
    numbers: { isRoom: true, inFull: false, never: [] },
    reference,
  });
  expect(first).toMatch(/^0 calls · /);
  expect(second).toContain('kept for 400 days');
});
