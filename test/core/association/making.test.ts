/** Rule b: who made the call, and whether anybody was reached. */
import { describe } from 'vitest';
import { hold } from './hold.js';
import { caller, direct, findMe, mainNumber, outbound, record } from './records.js';

describe('b: made the call', () => {
  const out = (result: string | undefined, more = {}) =>
    outbound({ of: 'alice', to: { phoneNumber: '+442075550111' }, result, ...more });
  hold([
    ['connected', [out('Call connected')], ['alice: connected b']],
    ['911 is its own result', [out('911', { to: { phoneNumber: '911' } })], ['alice: connected b']],
    ['933 too', [out('933', { to: { phoneNumber: '933' } })], ['alice: connected b']],
    ['no answer', [out('No Answer')], ['alice: not connected b']],
    ['the far voicemail', [out('Voicemail')], ['alice: not connected b']],
    ['no result', [out(undefined)], ['alice: not connected b']],
    ['an unknown result', [out('Teleported')], ['alice: not connected b']],
    ['the extension where the delegate is itself', [out('Call connected', { delegate: 'alice' })], ['alice: connected b']],
    [
      'known by the calling party alone',
      [outbound({ from: 'alice', to: caller, result: 'Call connected' })],
      ['alice: connected b'],
    ],
    [
      'known by a direct number alone',
      [outbound({ from: { phoneNumber: direct('alice') }, to: caller, result: 'Call connected' })],
      ['alice: connected b'],
    ],
    [
      'known by the leg that went out alone',
      [
        outbound({
          from: { phoneNumber: mainNumber },
          to: caller,
          result: 'Call connected',
          legs: [{ of: 'alice', direction: 'Outbound', master: true, result: 'Call connected' }],
        }),
      ],
      ['alice: connected b'],
    ],
    [
      'known by a delegate and the leg of whom they call for',
      [
        outbound({
          delegate: 'bob',
          from: { phoneNumber: mainNumber },
          to: caller,
          result: 'Call connected',
          legs: [{ of: 'alice', direction: 'Outbound', master: true, result: 'Call connected' }],
        }),
      ],
      ['alice: on behalf c', 'bob: connected b'],
    ],
    [
      'a phone the call was forwarded to made nothing',
      [outbound({ from: { phoneNumber: mainNumber }, to: caller, result: 'No Answer', legs: [findMe('alice')] })],
      ['alice: rang g'],
    ],
    ['the main number is nobody', [outbound({ from: { phoneNumber: mainNumber }, to: caller, result: 'Call connected' })], []],
    [
      'an id beats the number: a direct number shown by another',
      [
        outbound({
          from: { extensionId: record({ of: 'bob' }).extensionId as never, phoneNumber: direct('alice') },
          to: caller,
          result: 'Call connected',
        }),
      ],
      ['bob: connected b'],
    ],
    [
      'inside, both have their record',
      [
        outbound({ of: 'alice', to: 'bob', result: 'Call connected' }),
        record({ of: 'bob', from: 'alice', to: 'bob', result: 'Accepted' }),
      ],
      ['alice: connected b', 'bob: answered d'],
    ],
    [
      "the callee's own record knows better: it was his mailbox",
      [
        outbound({ of: 'alice', to: 'bob', result: 'Call connected' }),
        record({ of: 'bob', from: 'alice', to: 'bob', result: 'Voicemail', message: 'VoiceMail' }),
      ],
      ['alice: not connected b', 'bob: voicemail h'],
    ],
    [
      'a mailbox after a hand-over does not undo that she was connected',
      [
        outbound({ of: 'alice', to: 'bob', result: 'Call connected', lasts: 90 }),
        record({
          of: 'bob',
          from: 'alice',
          to: 'bob',
          result: 'Accepted',
          lasts: 90,
          legs: [
            { of: 'bob', result: 'Accepted', lasts: 30 },
            {
              of: 'carol',
              to: 'carol',
              action: 'Transfer',
              legType: 'TransferCall',
              result: 'Voicemail',
              message: 'VoiceMail',
              at: 30,
              lasts: 60,
            },
          ],
        }),
      ],
      ['alice: connected b', 'bob: answered d', 'carol: voicemail e'],
    ],
    [
      'only the callee logged it: who called is a maker too',
      [record({ of: 'bob', from: 'alice', to: 'bob', result: 'Missed' })],
      ['alice: not connected b', 'bob: missed k'],
    ],
    [
      'an agent who shows the queue’s number, and nothing tells which agent',
      [outbound({ from: { phoneNumber: direct('support') }, to: caller, result: 'Call connected' })],
      [],
    ],
    [
      'a colleague rung by an agent who shows the queue’s number',
      [record({ of: 'bob', from: { phoneNumber: direct('support') }, to: 'bob', result: 'Missed' })],
      ['bob: missed k'],
    ],
    [
      'RingOut logged as an inbound call to herself and an outbound one',
      [
        record({ of: 'alice', from: 'alice', to: 'alice', action: 'RingOut Web', result: 'Accepted' }),
        outbound({ of: 'alice', to: caller, action: 'RingOut Web', result: 'No Answer', at: 5 }),
      ],
      ['alice: not connected b'],
    ],
    [
      'RingOut: her own phone first, then nobody',
      [
        outbound({ of: 'alice', to: 'alice', action: 'RingOut Web', result: 'Call connected' }),
        outbound({ of: 'alice', to: caller, action: 'RingOut Web', result: 'No Answer', at: 5 }),
      ],
      ['alice: not connected b'],
    ],
    [
      'RingOut: her own direct number first, then nobody',
      [
        outbound({ of: 'alice', to: { phoneNumber: direct('alice') }, action: 'RingOut Web', result: 'Call connected' }),
        outbound({ of: 'alice', to: caller, action: 'RingOut Web', result: 'No Answer', at: 5 }),
      ],
      ['alice: not connected b'],
    ],
    [
      'RingOut: both halves',
      [
        outbound({ of: 'alice', to: 'alice', action: 'RingOut Web', result: 'Call connected' }),
        outbound({ of: 'alice', to: caller, action: 'RingOut Web', result: 'Call connected', at: 5 }),
      ],
      ['alice: connected b'],
    ],
    [
      'one of two she dialled in one conversation answered',
      [
        outbound({ of: 'alice', to: caller, result: 'Voicemail' }),
        outbound({ of: 'alice', to: { phoneNumber: '+442075550111' }, result: 'Call connected', at: 40 }),
      ],
      ['alice: connected b'],
    ],
    [
      'her own phone rung by the FindMe of whom she calls takes nothing',
      [
        outbound({ of: 'alice', to: 'bob', result: 'Call connected' }),
        record({
          of: 'bob',
          from: 'alice',
          to: 'bob',
          result: 'Accepted',
          legs: [{ master: true, result: 'Accepted' }, findMe('alice', { lasts: 30 })],
        }),
      ],
      ['alice: connected b', 'bob: answered d'],
    ],
  ]);
});
