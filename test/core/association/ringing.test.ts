/** Rules f and g: who was only rung, for a queue or for somebody else. */
import { describe } from 'vitest';
import { hold } from './hold.js';
import { direct, findMe, hunt, mainNumber, outbound, record } from './records.js';

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
      'a person of a menu was not rung for anybody else',
      [record({ of: 'menu', to: { phoneNumber: mainNumber }, result: 'Missed', legs: [{ of: 'bob', result: 'Missed' }] })],
      ['bob: missed k'],
    ],
  ]);
});

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
