/** Rule c: what a delegate did on behalf of a boss. */
import { describe } from 'vitest';
import { hold } from './hold.js';
import { caller, outbound, record } from './records.js';

describe('c: on behalf', () => {
  hold([
    [
      'a delegate made it',
      [outbound({ of: 'dave', delegate: 'erin', delegation: 'Coworker', to: caller, result: 'Call connected' })],
      ['dave: on behalf c', 'erin: connected b'],
    ],
    [
      'a delegate made it, nobody answered',
      [outbound({ of: 'dave', delegate: 'erin', to: caller, result: 'No Answer' })],
      ['dave: on behalf c', 'erin: not connected b'],
    ],
    [
      'a delegate took it',
      [record({ of: 'dave', delegate: 'erin', delegation: 'Coworker', to: 'dave', result: 'Accepted' })],
      ['dave: on behalf c', 'erin: answered d'],
    ],
    [
      'the boss is named only as the called party',
      [record({ delegate: 'erin', delegation: 'Coworker', to: 'dave', result: 'Accepted' })],
      ['dave: on behalf c', 'erin: answered d'],
    ],
    [
      'the boss is named only as the calling party',
      [outbound({ delegate: 'erin', delegation: 'Coworker', from: 'dave', to: caller, result: 'Call connected' })],
      ['dave: on behalf c', 'erin: connected b'],
    ],
    [
      'a delegate was rung too: the miss is the boss’s',
      [record({ of: 'dave', delegate: 'erin', delegation: 'Coworker', to: 'dave', result: 'Missed' })],
      ['dave: missed k', 'erin: rang g'],
    ],
    [
      'the same where only the called party names the boss',
      [record({ delegate: 'erin', delegation: 'Coworker', to: 'dave', result: 'Missed' })],
      ['dave: missed k', 'erin: rang g'],
    ],
    [
      'the message is the boss’s',
      [record({ of: 'dave', delegate: 'erin', to: 'dave', result: 'Voicemail' })],
      ['dave: voicemail h', 'erin: rang g'],
    ],
    [
      'the boss took it while the delegate rang',
      [
        record({
          of: 'dave',
          to: 'dave',
          result: 'Accepted',
          legs: [
            { of: 'dave', result: 'Accepted' },
            { of: 'erin', result: 'Missed', delegation: 'Coworker' },
          ],
        }),
      ],
      ['dave: answered d', 'erin: rang g'],
    ],
    [
      'an agent who calls for a queue: the queue was not called',
      [outbound({ of: 'support', delegate: 'bob', to: caller, result: 'Call connected' })],
      ['bob: connected b', 'support: on behalf c'],
    ],
  ]);
});
