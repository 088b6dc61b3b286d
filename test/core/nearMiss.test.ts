import { expect, test } from 'vitest';
import { nearest } from '../../src/core/nearMiss.js';

const COMMANDS = ['calls', 'whois', 'help', 'status', 'settings'];

test.each([
  ['calls', 'calls'],
  ['CALLS', 'calls'],
  ['cals', 'calls'],
  ['callls', 'calls'],
  ['clals', 'calls'],
  ['hlep', 'help'],
  ['settigns', 'settings'],
  ['statsu', 'status'],
  ['hepl', 'help'],
  ['hxxp', null],
  ['heap', 'help'],
  ['statements', null],
  ['', null],
  ['x', null],
])('%s: %s', (word, expected) => {
  expect(nearest(word, COMMANDS)).toBe(expected);
});

test('the first of the nearest, in its own spelling', () => {
  expect(nearest('alise', ['Alicia', 'Alice', 'Alisa'])).toBe('Alice');
  expect(nearest('jose\u0301', ['José'])).toBe('José');
});

test('no further than asked', () => {
  expect(nearest('statuus', ['status'], 0)).toBeNull();
  expect(nearest('sttsu', ['status'], 3)).toBe('status');
});

test('ten thousand letters against ten thousand words at once', () => {
  const words = Array.from({ length: 10_000 }, (_, index) => `word${index}`);
  expect(nearest('x'.repeat(10_000), words)).toBeNull();
});
