/** Rule g: who was only rung because somebody else's phone forwards to theirs. */
import { describe } from 'vitest';
import { hold } from './hold.js';
import { direct, findMe, record } from './records.js';

describe('g: rung on behalf of somebody called', () => {
  hold([
    [
      'FindMe, nobody took it',
      [record({ of: 'alice', to: 'alice', result: 'Missed', legs: [findMe('bob')] })],
      ['alice: missed k', 'bob: rang g'],
    ],
    [
      'FindMe into voicemail',
      [
        record({
          of: 'alice',
          to: 'alice',
          result: 'Voicemail',
          legs: [findMe('bob'), { of: 'alice', result: 'Voicemail', at: 8 }],
        }),
      ],
      ['alice: voicemail h', 'bob: rang g'],
    ],
    [
      'FindMe, she took it herself',
      [
        record({
          of: 'alice',
          to: 'alice',
          result: 'Accepted',
          lasts: 60,
          legs: [{ of: 'alice', result: 'Accepted', lasts: 60 }, findMe('bob')],
        }),
      ],
      ['alice: answered d', 'bob: rang g'],
    ],
    [
      'FindMe, the other took it',
      [
        record({
          of: 'alice',
          to: 'alice',
          result: 'Accepted',
          lasts: 60,
          legs: [{ of: 'alice', result: 'Missed', lasts: 10 }, findMe('bob', { at: 5, lasts: 55 })],
        }),
      ],
      ['alice: elsewhere j', 'bob: answered d'],
    ],
    [
      'FindMe to a colleague and her own mobile, which she picks up',
      [
        record({
          of: 'alice',
          to: 'alice',
          result: 'Accepted',
          lasts: 60,
          legs: [findMe('bob', { at: 5, lasts: 5 }), findMe('alice', { at: 10, lasts: 50 })],
        }),
      ],
      ['alice: answered d', 'bob: rang g'],
    ],
    [
      'FindMe, the other took it and handed it back',
      [
        record({
          of: 'alice',
          to: 'alice',
          result: 'Accepted',
          lasts: 60,
          legs: [
            findMe('bob', { at: 5, lasts: 25 }),
            { of: 'bob', to: 'alice', action: 'Transfer', legType: 'TransferCall', result: 'Missed', at: 30 },
          ],
        }),
      ],
      ['alice: missed e', 'bob: answered d'],
    ],
    [
      'FindMe to her own mobile',
      [
        record({
          of: 'alice',
          to: 'alice',
          result: 'Accepted',
          lasts: 60,
          legs: [{ of: 'alice', result: 'Missed', lasts: 10 }, findMe('alice', { at: 5, lasts: 55 })],
        }),
      ],
      ['alice: answered d'],
    ],
    [
      'somebody of whom only the called number tells',
      [record({ to: { phoneNumber: direct('alice') }, result: 'Missed', legs: [findMe('bob')] })],
      ['alice: missed k', 'bob: rang g'],
    ],
  ]);
});
