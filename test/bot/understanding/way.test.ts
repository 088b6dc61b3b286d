/** `calls from Bob` and `calls to Bob`: when they say which way calls went, and when they say nothing. */
import { describe, expect, test } from 'vitest';
import { parse } from '../../../src/bot/understanding/parse.js';
import { tokensOf } from '../../../src/bot/understanding/tokens.js';
import { commands } from '../../../src/commands/index.js';
import { directoryOf, type Extension } from '../../../src/core/directory.js';
import { accountId, extensionId } from '../../../src/core/model.js';
import { asked } from '../../core/period/asked.js';
import { directory, refused, self, type Told, told } from '../asked.js';

const bob = '![:Person](103)';

describe('which way', () => {
  test.each<[string, Told]>([
    [`calls from ${bob}`, { command: 'calls', who: ['103'], filter: ['outbound'] }],
    [`calls to ${bob} yesterday`, { command: 'calls', who: ['103'], filter: ['inbound'], period: 'yesterday' }],
    ['calls TO bob ray and me', { command: 'calls', who: ['103', '101'], filter: ['inbound'] }],
    ['calls from me last week', { command: 'calls', who: ['101'], filter: ['outbound'], period: 'last week' }],
    [
      'calls last week from bob external',
      { command: 'calls', who: ['103'], filter: ['external', 'outbound'], period: 'last week' },
    ],
    ['calls missed to bob', { command: 'calls', who: ['103'], filter: ['missed', 'inbound'] }],
    ['calls connected from bob', { command: 'calls', who: ['103'], filter: ['connected', 'outbound'] }],
    ['calls outbound from bob', { command: 'calls', who: ['103'], filter: ['outbound'] }],
    ['calls from external bob', { command: 'calls', who: ['103'], filter: ['external', 'outbound'] }],
    ['calls from ext 1003', { command: 'calls', who: ['103'], filter: ['outbound'] }],
    ["calls to bob's last week", { command: 'calls', who: ['103'], filter: ['inbound'], period: 'last week' }],
    ['calls from 1003 on behalf', { command: 'calls', who: ['103'], filter: ['on behalf', 'outbound'] }],
    ['calls from bob and from me', { command: 'calls', who: ['103', '101'], filter: ['outbound'] }],
    ['calls to 1003 page 2', { command: 'calls', who: ['103'], filter: ['inbound'], page: 2 }],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});

describe('said of a period, or of nobody', () => {
  test.each<[string, Told]>([
    ['calls from last week bob', { command: 'calls', who: ['103'], period: 'last week' }],
    ['calls bob from monday', { command: 'calls', who: ['103'], period: '16 Nov' }],
    [`calls ${bob} from 3 nov to 9 nov`, { command: 'calls', who: ['103'], period: '3 Nov to 9 Nov' }],
    ['calls bob from', { command: 'calls', who: ['103'] }],
    ['calls from 2024 bob', { command: 'calls', who: ['103'], period: 'in 2024' }],
  ])('%s', (text, expected) => {
    const { period, ...rest } = told(text);
    expect({ ...rest, ...(period && { period: period.replace(/^from /, '') }) }).toEqual(expected);
  });
});

test.each([
  ['calls mised from bob', 'near-word'],
  ['calls yesterdya from bob', 'near-word'],
  ['calls lst week from bob', 'near-word'],
  ['calls bobb from me', 'near-person'],
  ['calls xyzzyx from bob', 'unknown-word'],
  ['calls team from bob', 'team-mention'],
  ['calls from 2155550177 to me', 'a-number'],
])('a word nobody understands before it is what is told: %s', (text, code) => {
  expect(refused(text).code).toBe(code);
});

describe('nobody makes the calls of a queue', () => {
  const filters = (line: string) => parse(tokensOf(line, self), commands, { ...asked(), directory }).filterWords;
  test.each<[string, readonly string[]]>([
    ['calls from support', []],
    ['calls from the Support queue', []],
    ['calls from bob via support', []],
    ['calls to support', ['inbound']],
    ['calls from bob and support', ['outbound']],
    ['calls from support and bob', ['outbound']],
  ])('%s', (line, expected) => {
    expect(filters(line)).toEqual(expected);
  });
});

test('figures are of both ways', () => {
  const read = () => parse(tokensOf('summary from bob', self), commands, { ...asked(), directory });
  expect(read).toThrow(expect.objectContaining({ code: 'both-ways' }));
});

test('somebody may be called To', () => {
  const to = { ...(directory.extensions.get(extensionId('103')) as Extension), id: extensionId('120'), name: 'To Nguyen' };
  const hers = { ...to, id: extensionId('121'), name: 'Linh To', extensionNumber: '1021' };
  const all = directoryOf(accountId('1'), [...directory.extensions.values(), { ...to, extensionNumber: '1020' }, hers]);
  expect(told('calls to nguyen', new Map(), all)).toEqual({ command: 'calls', who: ['120'] });
  expect(told('calls linh to bob', new Map(), all)).toEqual({ command: 'calls', who: ['121', '103'] });
});

test.each([`calls from ${bob} to ![:Person](101)`, 'calls me from bob', 'calls bob to me', 'calls from 1003 to 1001'])(
  'both ends: %s',
  (text) => {
    const { code, sentence } = refused(text);
    expect(code).toBe('two-ends');
    expect(sentence).toContain('between @alice and @bob');
  },
);

test.each<[string, string, string]>([
  ['calls missed from bob', 'missed', 'they made'],
  ['calls rang for others from bob', 'rang for others', 'they made'],
  ['calls inbound from bob', 'inbound', 'they made'],
  ['calls from bob late', 'late', 'they made'],
  ['calls made to bob', 'made', 'came to them'],
])('another way: %s', (text, word, way) => {
  const { code, sentence } = refused(text);
  expect(code).toBe('other-way');
  expect(sentence).toContain(`"${word}"`);
  expect(sentence).toContain(way);
});

test('everybody is meant by leaving people out, either way', () => {
  for (const text of ['calls to us', 'calls from everybody', 'calls to team']) expect(refused(text).code).toBe('team-mention');
});

test.each(['calls 10399 1003', 'calls 10399 10398', 'calls 20261103 10', 'calls 2026/11/03-04', 'calls 999'])(
  'no phone number: %s',
  (text) => {
    expect(refused(text).code).not.toBe('a-number');
  },
);

test.each([
  'calls +1 650 555 0100',
  'calls from (650) 555-0100 today',
  'calls 6505550100',
  'calls to +442079460958',
  'calls to +1 650 555 0100',
  'calls 020 7946 0958',
  'calls 06 12 34 56 78',
  'calls 650 555 - - - 0100',
])('a phone number: %s', (text) => {
  const { code, sentence } = refused(text);
  expect(code).toBe('a-number');
  expect(sentence).toContain('Put **with** before it');
  expect(sentence).not.toMatch(/\d/);
});
