import { expect, test } from 'vitest';
import { filterWords, narrowest } from '../../../src/bot/understanding/filters.js';
import { filteredCalls } from '../../../src/core/rendering/filtered.js';

test.each([
  [[], '2 calls'],
  [['missed'], '2 missed calls'],
  [['missed', 'inbound', 'external'], '2 missed inbound external calls'],
  [['inbound', 'missed'], '2 missed inbound calls'],
  [['missed', 'voicemail'], '2 calls missed or to voicemail'],
  [['answered', 'missed', 'declined'], '2 calls answered, missed or declined'],
  [['made'], '2 calls made'],
  [['made', 'external', 'after hours'], '2 external calls made after hours'],
  [['connected'], '2 connected calls'],
  [['rang'], '2 calls that only rang'],
  [['rang for others'], '2 calls that only rang for others'],
  [['elsewhere'], '2 calls taken by somebody else'],
  [['on behalf'], '2 calls handled by a delegate'],
  [['given up'], '2 calls given up at once'],
  [['unclear'], '2 unclear calls'],
  [['late'], '2 calls answered late'],
  [['late', 'missed'], '2 calls missed or answered late'],
  [['in-time', 'voicemail'], '2 calls to voicemail or answered in time'],
  [['rang', 'missed', 'declined'], '2 calls missed, declined or that only rang'],
  [['in-time', 'answered'], '2 calls answered in time'],
  [['business hours', 'inbound'], '2 inbound calls in business hours'],
  [['tuesdays', 'hour 14', 'missed'], '2 missed calls'],
])('%j: %s', (words, said) => {
  expect(filteredCalls(2, words, true)).toBe(said);
});

test('one call, none, and none of what is known', () => {
  expect(filteredCalls(1, ['voicemail'], true)).toBe('1 call to voicemail');
  expect(filteredCalls(0, ['made'], true)).toBe('No calls made');
  expect(filteredCalls(0, ['made'], false)).toBe('0 calls made');
});

test('no two of them say a word twice, or put a clause before another ending', () => {
  for (const one of filterWords) {
    // A call cannot be both, and nobody gets so far.
    const others = filterWords.filter((other) => !(one.endsWith('hours') && other.endsWith('hours')));
    for (const other of others) {
      const said = filteredCalls(2, narrowest([...new Set([one, other])]), true)
        .split(' ')
        .filter((word) => !['by', 'in'].includes(word));
      expect(new Set(said).size, said.join(' ')).toBe(said.length);
      expect(said.join(' ')).not.toMatch(/that .* or (?!that)/);
    }
  }
});

test('every filter reads as English: none stands before the calls that needs more than a word', () => {
  for (const word of filterWords) {
    expect(filteredCalls(2, [word], true)).toMatch(/^2 (?:\S+ )?calls(?: .+)?$/);
    expect(filteredCalls(2, [word], true)).not.toBe('2 calls');
  }
});
