/** What the operator sees on the screen. */
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/adapters/doctor/examine.js';
import { isWell, lineOf, summaryOf } from '../../../src/adapters/doctor/report.js';

const findings: readonly Finding[] = [
  { item: 'Node', state: 'ok', says: 'v22.11.0' },
  { item: 'reader login', state: 'wrong', says: 'the JWT is refused', breaks: 'no calls', fix: 'README, step 2' },
  { item: 'service user', state: 'skipped', says: 'not checked, because of reader login' },
  { item: 'clock', state: 'warning', says: 'is 90 s ahead of RingCentral' },
];

test('one aligned line each, and a sentence at the end', () => {
  expect([...findings.map((finding) => lineOf(finding, false)), summaryOf(findings)].join('\n')).toBe(
    [
      'ok       Node                                  v22.11.0.',
      'wrong    reader login                          the JWT is refused. Breaks: no calls. Fix: README, step 2.',
      'skipped  service user                          not checked, because of reader login.',
      'warning  clock                                 is 90 s ahead of RingCentral.',
      '1 of 4 needs attention, 1 could not be checked because of that. 1 hint.',
    ].join('\n'),
  );
});

test('colours stand around the state only', () => {
  for (const finding of findings) {
    const coloured = lineOf(finding, true);
    expect(coloured).toMatch(/^\p{Cc}\[\d+m(ok|wrong|skipped|warning) *\p{Cc}\[39m /u);
    expect(coloured.replace(/\p{Cc}\[\d+m/gu, '')).toBe(lineOf(finding, false));
  }
});

test('what a server says cannot steer the terminal or begin a line', () => {
  expect(lineOf({ item: 'x', state: 'wrong', says: 'a\u001b[2J\nok  y' }, false)).not.toMatch(/\p{Cc}/u);
});

test('hints do not spoil it, faults do', () => {
  const hints = findings.filter(({ state }) => state === 'ok' || state === 'warning');
  expect([isWell(hints), summaryOf(hints)]).toEqual([true, 'Everything is right. 1 hint.']);
  const unchecked = [...hints, ...findings.filter(({ state }) => state === 'skipped')];
  expect([isWell(unchecked), summaryOf(unchecked)]).toEqual([
    false,
    'Nothing is wrong so far, but 1 could not be checked. Run it again. 1 hint.',
  ]);
  expect([isWell(findings), isWell([{ item: 'bot installed', state: 'missing', says: 'not yet' }])]).toEqual([false, false]);
});
