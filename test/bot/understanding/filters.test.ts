/** The filter words, alone and together. */
import { describe, expect, test } from 'vitest';
import { combine, filterWord, filterWords } from '../../../src/bot/understanding/filters.js';
import { UserError } from '../../../src/core/errors.js';
import { standardRules } from '../../../src/core/rules.js';

const locale = { zone: 'UTC', language: 'en-GB', hour12: false };

test.each([
  ['missed', 'missed'],
  ['MISSED', 'missed'],
  ['voicemails', 'voicemail'],
  ['incoming', 'inbound'],
  ['outgoing', 'outbound'],
  ['rung', 'rang'],
  ['mised', null],
  ['', null],
  ['constructor', null],
  ['__proto__', null],
  ['toString', null],
])('%s is %s', (word, expected) => {
  expect(filterWord(word)).toBe(expected);
});

test('everything promised is there', () => {
  for (const word of ['missed', 'answered', 'voicemail', 'unanswered', 'inbound', 'outbound', 'internal', 'external', 'rang']) {
    expect(filterWords).toContain(word);
  }
});

test.each([
  ['', {}],
  ['missed', { parts: ['missed'] }],
  ['unanswered', { parts: ['missed', 'voicemail'] }],
  ['missed voicemail', { parts: ['missed', 'voicemail'] }],
  ['unanswered missed', { parts: ['missed', 'voicemail'] }],
  ['rang', { parts: ['rang', 'elsewhere', 'on behalf'] }],
  ['inbound', { direction: 'inbound' }],
  ['outbound external', { direction: 'outbound', internal: false }],
  ['missed inbound internal', { parts: ['missed'], direction: 'inbound', internal: true }],
  ['inbound inbound', { direction: 'inbound' }],
])('%s together', (words, expected) => {
  expect(combine(words.split(' ').filter(Boolean), standardRules, locale)).toEqual(expected);
});

describe('words that exclude each other are refused by name', () => {
  test.each([
    ['inbound outbound', 'inbound', 'outbound'],
    ['outbound missed inbound', 'inbound', 'outbound'],
    ['external internal', 'internal', 'external'],
  ])('%s', (words, one, another) => {
    try {
      combine(words.split(' '), standardRules, locale);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      const { code, sentence } = error as UserError;
      expect(code).toBe('filters-disagree');
      expect(sentence).toContain(one);
      expect(sentence).toContain(another);
    }
  });
});
