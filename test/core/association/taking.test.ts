/** Rule d: who really took it, where several records and legs claim to. */
import { describe } from 'vitest';
import { hold } from './hold.js';
import { direct, hunt, mainNumber, outbound, record } from './records.js';

describe('d: took it', () => {
  hold([
    ['by its own record', [record({ of: 'bob', to: 'bob', result: 'Accepted' })], ['bob: answered d']],
    [
      'by its leg in a record nobody owns',
      [record({ to: { phoneNumber: mainNumber }, result: 'Accepted', legs: [{ of: 'bob', result: 'Accepted' }] })],
      ['bob: answered d'],
    ],
    ['by the called party alone', [record({ to: 'bob', result: 'Accepted' })], ['bob: answered d']],
    ['by a direct number alone', [record({ to: { phoneNumber: direct('bob') }, result: 'Accepted' })], ['bob: answered d']],
    [
      "by the caller's record alone",
      [outbound({ of: 'alice', to: 'bob', result: 'Call connected' })],
      ['alice: connected b', 'bob: answered d'],
    ],
    [
      'on the second of two phones',
      [
        record({
          of: 'bob',
          to: 'bob',
          result: 'Accepted',
          legs: [
            { of: 'bob', result: 'Missed' },
            { of: 'bob', result: 'Accepted', at: 4 },
          ],
        }),
      ],
      ['bob: answered d'],
    ],
    [
      'on both phones: once',
      [
        record({
          of: 'bob',
          result: 'Accepted',
          legs: [
            { of: 'bob', result: 'Accepted' },
            { of: 'bob', result: 'Accepted', at: 4 },
          ],
        }),
      ],
      ['bob: answered d'],
    ],
    [
      'several phones say so at once: the longest',
      [
        record({
          to: { phoneNumber: mainNumber },
          result: 'Accepted',
          lasts: 60,
          legs: [
            { of: 'bob', result: 'Accepted', lasts: 12 },
            { of: 'carol', result: 'Accepted', lasts: 60 },
          ],
        }),
      ],
      ['bob: elsewhere j', 'carol: answered d'],
    ],
    [
      'an accepted leg of a record that was missed took nothing',
      [record({ of: 'bob', to: 'bob', result: 'Missed', legs: [{ of: 'bob', result: 'Accepted' }] })],
      ['bob: missed k'],
    ],
    [
      'nor of one that went to voicemail',
      [record({ of: 'bob', to: 'bob', result: 'Voicemail', legs: [{ of: 'bob', result: 'Accepted' }] })],
      ['bob: voicemail h'],
    ],
    [
      'a colleague picks it up for her',
      [
        record({
          of: 'bob',
          to: 'bob',
          result: 'Accepted',
          legs: [
            { of: 'bob', result: 'Missed' },
            { of: 'carol', result: 'Accepted', action: 'Pickup', legType: 'Pickup' },
          ],
        }),
      ],
      ['bob: elsewhere j', 'carol: answered d'],
    ],
    [
      'through a menu',
      [record({ of: 'menu', to: { phoneNumber: mainNumber }, result: 'Accepted', legs: [{ of: 'bob', result: 'Accepted' }] })],
      ['bob: answered d'],
    ],
    [
      'the account as an extension takes no part, and takes nothing from anybody',
      [record({ of: '11111111', to: 'bob', result: 'Accepted', legs: [{ of: 'bob', result: 'Accepted', master: true }] })],
      ['bob: answered d'],
    ],
    ['somebody who has left', [record({ of: 'gone', result: 'Accepted' })], ['gone: answered d']],
    ['somebody nobody knows', [record({ of: '777', result: 'Accepted' })], ['777: answered d']],
    ['a bot takes no part', [record({ of: 'robot', result: 'Accepted' })], []],
    [
      'missed it directly, took it as an agent of the queue it went on to',
      [
        record({ of: 'bob', to: 'bob', result: 'Missed', lasts: 20 }),
        record({
          of: 'support',
          to: 'support',
          result: 'Accepted',
          at: 25,
          lasts: 60,
          legs: [hunt('bob', 'support', { at: 25, lasts: 60, result: 'Accepted' })],
        }),
      ],
      ['bob: answered d', 'support: answered d'],
    ],
    [
      'a leg without an extension is whose number it was for',
      [record({ to: { phoneNumber: mainNumber }, result: 'Accepted', legs: [{ to: 'bob', result: 'Accepted', at: 10 }] })],
      ['bob: answered d'],
    ],
  ]);
});
