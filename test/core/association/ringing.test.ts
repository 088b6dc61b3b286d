/** Rule f: who was only rung for a queue. */
import { describe } from 'vitest';
import { hold } from './hold.js';
import { direct, hunt, mainNumber, outbound, record } from './records.js';

describe('f: rung for a queue', () => {
  const place = { support: 'support' };
  hold([
    [
      'nobody took it: only the queue missed it',
      [record({ of: 'support', to: 'support', result: 'Missed', legs: [hunt('bob', 'support'), hunt('carol', 'support')] })],
      ['bob: rang f', 'carol: rang f', 'support: missed k'],
    ],
    [
      'only the dialled number names the queue',
      [record({ to: { phoneNumber: direct('support') }, result: 'Missed', legs: [{ of: 'bob', result: 'Missed' }] })],
      ['bob: rang f', 'support: missed k'],
    ],
    [
      'one took it',
      [
        record({
          of: 'support',
          to: 'support',
          result: 'Accepted',
          legs: [hunt('bob', 'support'), hunt('carol', 'support', { result: 'Accepted' })],
        }),
      ],
      ['bob: rang f', 'carol: answered d', 'support: answered d'],
    ],
    [
      'the queue’s voicemail',
      [record({ of: 'support', to: 'support', result: 'Voicemail', legs: [hunt('bob', 'support')] })],
      ['bob: rang f', 'support: voicemail h'],
    ],
    [
      'an agent who declined still only rang',
      [record({ of: 'support', to: 'support', result: 'Missed', legs: [hunt('bob', 'support', { result: 'Declined' })] })],
      ['bob: rang f', 'support: missed k'],
    ],
    [
      'the queue stands in the agents’ legs alone',
      [record({ to: { phoneNumber: mainNumber }, result: 'Missed', legs: [hunt('bob', 'support')] })],
      ['bob: rang f', 'support: missed k'],
    ],
    [
      'QueueForwarding, the queue as the extension',
      [record({ of: 'support', delegate: 'bob', delegation: 'QueueForwarding', result: 'Missed' })],
      ['bob: rang f', 'support: missed k'],
    ],
    [
      'QueueForwarding, the queue as the delegate',
      [record({ of: 'bob', delegate: 'support', delegation: 'QueueForwarding', result: 'Missed' })],
      ['bob: rang f', 'support: missed k'],
    ],
    [
      'QueueForwarding, taken',
      [record({ of: 'support', delegate: 'bob', delegation: 'QueueForwarding', result: 'Accepted' })],
      ['bob: answered d', 'support: answered d'],
    ],
    [
      'QueueForwarding of a queue nobody knows',
      [record({ of: 'bob', delegation: 'QueueForwarding', to: { phoneNumber: mainNumber }, result: 'Missed' })],
      ['bob: rang f'],
    ],
    [
      'the first queue overflows to the second',
      [
        record({ of: 'support', to: 'support', result: 'Missed', lasts: 30, legs: [hunt('bob', 'support')] }),
        record({
          of: 'sales',
          to: 'sales',
          result: 'Accepted',
          at: 30,
          lasts: 60,
          legs: [hunt('carol', 'sales', { at: 31, lasts: 59, result: 'Accepted' })],
        }),
      ],
      ['bob: rang f', 'carol: answered d', 'sales: answered d', 'support: elsewhere j'],
    ],
    [
      'both queues in vain',
      [
        record({ of: 'support', to: 'support', result: 'Missed', legs: [hunt('bob', 'support')] }),
        record({ of: 'sales', to: 'sales', result: 'Missed', at: 30, legs: [hunt('carol', 'sales', { at: 31 })] }),
      ],
      ['bob: rang f', 'carol: rang f', 'sales: missed k', 'support: missed k'],
    ],
    [
      'the second queue has the message',
      [
        record({ of: 'support', to: 'support', result: 'Missed', legs: [hunt('bob', 'support')] }),
        record({
          of: 'sales',
          to: 'sales',
          result: 'Voicemail',
          message: 'VoiceMail',
          at: 30,
          legs: [hunt('carol', 'sales', { at: 31 })],
        }),
      ],
      ['bob: rang f', 'carol: rang f', 'sales: voicemail h', 'support: missed k'],
    ],
    [
      'a colleague who calls a queue of hers rings as nobody',
      [
        outbound({ of: 'bob', to: 'support', result: 'Call connected', lasts: 60 }),
        record({
          of: 'support',
          from: 'bob',
          to: 'support',
          result: 'Accepted',
          lasts: 60,
          legs: [hunt('carol', 'support', { result: 'Accepted', lasts: 60 })],
        }),
      ],
      ['bob: connected b', 'carol: answered d', 'support: answered d'],
    ],
    [
      'dialled directly first, then rung for the queue it went on to: her own miss stands',
      [
        record({ of: 'bob', to: 'bob', result: 'Missed', lasts: 20 }),
        record({
          of: place.support,
          to: 'support',
          result: 'Missed',
          at: 25,
          legs: [hunt('bob', 'support', { at: 25, delegation: 'QueueForwarding' })],
        }),
      ],
      ['bob: missed k', 'support: missed k'],
    ],
    [
      'declined first, then rung for the queue it went on to: her own refusal stands',
      [
        record({ to: 'bob', result: 'Declined', lasts: 20, legs: [{ of: 'bob', result: 'Declined', lasts: 4 }] }),
        record({ of: 'support', to: 'support', result: 'Missed', at: 25, legs: [hunt('bob', 'support', { at: 26 })] }),
      ],
      ['bob: refused i', 'support: missed k'],
    ],
    [
      'rung for her boss first, then for the queue that took it',
      [
        record({
          of: 'alice',
          to: 'alice',
          result: 'Missed',
          lasts: 20,
          legs: [{ of: 'bob', result: 'Missed', delegation: 'Coworker' }],
        }),
        record({
          of: 'support',
          to: 'support',
          result: 'Accepted',
          at: 25,
          lasts: 60,
          legs: [
            hunt('carol', 'support', { at: 26, lasts: 59, result: 'Accepted' }),
            { of: 'bob', to: 'bob', at: 26, lasts: 3, result: 'Missed' },
          ],
        }),
      ],
      ['alice: elsewhere j', 'bob: rang f', 'carol: answered d', 'support: answered d'],
    ],
    [
      'a colleague’s own queue has her message: nobody answered, though her record says connected',
      [
        outbound({ of: 'bob', to: 'support', result: 'Call connected', lasts: 60 }),
        record({
          from: 'bob',
          to: { phoneNumber: mainNumber },
          result: 'Voicemail',
          lasts: 60,
          legs: [
            hunt('bob', 'support', { from: 'bob' }),
            { of: 'support', from: 'bob', to: 'support', result: 'Voicemail', at: 30 },
          ],
        }),
      ],
      ['bob: not connected b', 'support: voicemail h'],
    ],
    [
      'a person of a menu was not rung for anybody else',
      [record({ of: 'menu', to: { phoneNumber: mainNumber }, result: 'Missed', legs: [{ of: 'bob', result: 'Missed' }] })],
      ['bob: missed k'],
    ],
  ]);
});
