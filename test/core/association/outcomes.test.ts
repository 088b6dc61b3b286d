/** Rules h to k: what became of a call nobody here took; and that the table is read in order. */
import { describe, expect, test } from 'vitest';
import { rules } from '../../../src/core/association/rules.js';
import { hold } from './hold.js';
import { mainNumber, record } from './records.js';

test('the table is read from a to k, and e is whoever was handed the call', () => {
  expect(rules.map(({ rule }) => rule).join('')).toBe('abcdfghijk');
});

describe('h to k: by what became of it', () => {
  const own = (result: string | undefined, more = {}) => [record({ of: 'bob', to: 'bob', result, ...more })];
  hold([
    ['a message says voicemail though the result says missed', own('Missed', { message: 'VoiceMail' }), ['bob: voicemail h']],
    ['a fax message does not', own('Missed', { message: 'Fax' }), ['bob: missed k']],
    ['declined', own('Declined'), ['bob: refused i']],
    ['rejected', own('Rejected'), ['bob: refused i']],
    ['declined, then the mailbox: the message is what matters', own('Declined', { message: 'VoiceMail' }), ['bob: voicemail h']],
    [
      'declined, and another took it',
      own('Accepted', {
        legs: [
          { of: 'bob', result: 'Declined' },
          { of: 'carol', result: 'Accepted' },
        ],
      }),
      ['bob: elsewhere j', 'carol: answered d'],
    ],
    ['answered elsewhere', own('Answered Elsewhere'), ['bob: elsewhere j']],
    ['missed', own('Missed'), ['bob: missed k']],
    ['no result', own(undefined), ['bob: unknown k']],
    ['a result of tomorrow', own('Teleported'), ['bob: unknown k']],
    ['a result that is a word of JavaScript', own('constructor'), ['bob: unknown k']],
    [
      'the leg’s result where the record has none',
      own(undefined, { legs: [{ of: 'bob', result: 'Missed' }] }),
      ['bob: missed k'],
    ],
    ['a called extension number is evidence of nobody', [record({ to: { extensionNumber: '102' }, result: 'Missed' })], []],
    ['a called main number is nobody', [record({ to: { phoneNumber: mainNumber }, result: 'Missed' })], []],
  ]);
});
