/** Stretches of a period: five years of them in the time of an answer, and the same as the clock on the wall would give. */
import { expect, test } from 'vitest';
import { stretchesOf } from '../../src/core/question.js';
import { startCpuTime } from '../cpuTime.js';

const locale = { zone: 'America/Havana', language: 'es-CU', hour12: false };
const opening = { from: { hour: 8, minute: 30 }, to: { hour: 18, minute: 0 } };
const open = { week: { mon: opening, tue: opening, wed: opening, thu: opening, fri: opening }, holidays: [], locale };
const span = { from: Date.UTC(2021, 10, 18), to: Date.UTC(2026, 10, 18) };
const every = Array.from({ length: 23 }, (_, hour) => hour);

test.each([
  ['hours of the day', { times: { weekdays: [], hours: every, locale } }],
  ['business hours on weekdays', { hours: { open, outside: false }, times: { weekdays: [2, 3], hours: every, locale } }],
  ['the time outside them', { hours: { open, outside: true } }],
])('five years of %s', (_, filter) => {
  stretchesOf({ filter, span: { from: span.from, to: span.from + 86_400_000 } });
  const cpuTime = startCpuTime();
  const found = stretchesOf({ filter, span }) ?? [];
  expect(cpuTime()).toBeLessThan(500);
  expect(found.length).toBeGreaterThan(1_000);
  expect(found.every(({ from, to }, at) => from < to && from >= (found[at - 1]?.to ?? span.from))).toBe(true);
});
