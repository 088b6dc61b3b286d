/** Every rule of the table, where it holds and where it only looks as if. */
import { describe, expect, test } from 'vitest';
import { rules } from '../../../src/core/association/rules.js';
import type { CallRecord } from '../../../src/core/call.js';
import { caller, direct, findMe, hunt, mainNumber, outbound, parts, record } from './records.js';

type Case = readonly [what: string, records: readonly CallRecord[], parts: readonly string[]];
const hold = (cases: readonly Case[]) =>
  test.each(cases)('%s', (_what, records, expected) => {
    expect(parts(records)).toEqual(expected);
  });

test('the table is read from a to k, and e is whoever was handed the call', () => {
  expect(rules.map(({ rule }) => rule).join('')).toBe('abcdfghijk');
});

describe('a: listening in, parking and paging are no part', () => {
  hold([
    [
      'a supervisor who listened has none; the agent keeps hers',
      [
        record({ of: 'bob', to: 'bob', result: 'Accepted' }),
        outbound({ of: 'erin', to: 'bob', action: 'Monitoring', result: 'Call connected', at: 10 }),
      ],
      ['bob: answered d'],
    ],
    [
      'whoever is heard in a record of its own gets none from it',
      [outbound({ of: 'erin', to: 'bob', action: 'Monitoring', result: 'Call connected' })],
      [],
    ],
    [
      'a leg of silent monitoring',
      [
        record({
          of: 'bob',
          to: 'bob',
          result: 'Accepted',
          legs: [{ of: 'erin', result: 'Accepted', legType: 'SilentMonitoring', action: 'Monitoring' }],
        }),
      ],
      ['bob: answered d'],
    ],
    [
      'barge-in',
      [record({ of: 'bob', result: 'Accepted', legs: [{ of: 'erin', action: 'Barge In Call', result: 'Accepted' }] })],
      ['bob: answered d'],
    ],
    ['paging', [outbound({ of: 'alice', action: 'Paging', result: 'Call connected' })], []],
    [
      'parking does not take the call from whoever took it',
      [
        record({
          of: 'bob',
          result: 'Accepted',
          legs: [
            { of: 'bob', result: 'Accepted' },
            { of: 'bob', action: 'Call Park', legType: 'CallPark', result: 'Accepted' },
          ],
        }),
      ],
      ['bob: answered d'],
    ],
    [
      'an agent who was rung and then listened to the one who took it rang; he made no call',
      [
        record({
          of: 'support',
          to: 'support',
          result: 'Accepted',
          legs: [hunt('bob', 'support'), hunt('carol', 'support', { result: 'Accepted' })],
        }),
        outbound({ of: 'bob', to: 'carol', action: 'Barge In Call', result: 'Call connected', at: 10 }),
      ],
      ['bob: rang f', 'carol: answered d', 'support: answered d'],
    ],
    [
      'a listener does not hide who called from inside',
      [
        record({ of: 'bob', from: 'alice', to: 'bob', result: 'Accepted' }),
        outbound({ of: 'erin', to: 'bob', action: 'Monitoring', result: 'Call connected', at: 10 }),
      ],
      ['alice: connected b', 'bob: answered d'],
    ],
  ]);
});

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

describe('e: handed over by blind transfer', () => {
  const transfer = (to: string, what = {}) => ({
    of: to,
    to,
    action: 'Transfer',
    legType: 'TransferCall',
    at: 40,
    lasts: 50,
    ...what,
  });
  const taken = (...legs: readonly object[]) =>
    record({
      of: 'bob',
      to: 'bob',
      result: 'Accepted',
      lasts: 90,
      legs: [{ of: 'bob', result: 'Accepted', lasts: 40 }, ...legs],
    });
  hold([
    ['took it', [taken(transfer('carol', { result: 'Accepted' }))], ['bob: answered d', 'carol: answered e']],
    ['missed it', [taken(transfer('carol', { result: 'Missed' }))], ['bob: answered d', 'carol: missed e']],
    ['refused it', [taken(transfer('carol', { result: 'Declined' }))], ['bob: answered d', 'carol: refused e']],
    ['let it go to voicemail', [taken(transfer('carol', { result: 'Voicemail' }))], ['bob: answered d', 'carol: voicemail e']],
    [
      'the leg names the one who transferred, and the target as called',
      [taken({ ...transfer('carol', { result: 'Accepted' }), of: 'bob' })],
      ['bob: answered d', 'carol: answered e'],
    ],
    [
      'with a record of its own',
      [taken(), record({ of: 'carol', to: 'carol', action: 'Transfer', result: 'Missed', at: 40 })],
      ['bob: answered d', 'carol: missed e'],
    ],
    [
      'twice',
      [taken(transfer('carol', { result: 'Accepted', lasts: 20 }), transfer('erin', { result: 'Accepted', at: 60, lasts: 30 }))],
      ['bob: answered d', 'carol: answered e', 'erin: answered e'],
    ],
    [
      'to a queue that takes it',
      [
        taken(
          { ...transfer('support', { result: 'Accepted' }), of: 'bob' },
          hunt('carol', 'support', { at: 42, lasts: 48, result: 'Accepted' }),
          hunt('erin', 'support', { at: 42 }),
        ),
      ],
      ['bob: answered d', 'carol: answered d', 'erin: rang f', 'support: answered e'],
    ],
    [
      'to a queue that does not',
      [taken({ ...transfer('support', { result: 'Missed' }), of: 'bob' }, hunt('carol', 'support', { at: 42 }))],
      ['bob: answered d', 'carol: rang f', 'support: missed e'],
    ],
    ['out of the house', [taken({ ...transfer('bob', { result: 'Accepted' }), to: caller })], ['bob: answered d']],
    [
      'from the queue to a colleague who was rung in vain before',
      [
        record({
          of: 'support',
          to: 'support',
          result: 'Accepted',
          lasts: 90,
          legs: [
            hunt('carol', 'support'),
            hunt('bob', 'support', { result: 'Accepted', lasts: 40 }),
            transfer('carol', { result: 'Accepted' }),
          ],
        }),
      ],
      ['bob: answered d', 'carol: answered d', 'support: answered d'],
    ],
  ]);
});

describe('f: rung for a queue', () => {
  const place = { support: 'support' };
  hold([
    [
      'nobody took it: only the queue missed it',
      [record({ of: 'support', to: 'support', result: 'Missed', legs: [hunt('bob', 'support'), hunt('carol', 'support')] })],
      ['bob: rang f', 'carol: rang f', 'support: missed k'],
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
