/** What a conversation is and what it says besides parts: its key, state, counterpart and queue. */
import { describe, expect, test } from 'vitest';
import { conversationKeyOf } from '../../../src/core/association.js';
import { caller, direct, directory, hunt, id, judged, leg, mainNumber, noon, outbound, parts, record } from './records.js';

describe('the key', () => {
  test.each([
    ['the telephony session', { telephony: 's-9', session: '123', id: 'r' }, 's-9'],
    ['else the session', { telephony: undefined, session: '123', id: 'r' }, '123'],
    ['unless it is the conference’s 0', { telephony: undefined, session: '0', id: 'r' }, 'r'],
    ['a telephony session beside a 0', { telephony: 's-9', session: '0', id: 'r' }, 's-9'],
    ['an empty telephony session', { telephony: '', session: '123', id: 'r' }, '123'],
    ['else the record alone', { telephony: undefined, id: 'r' }, 'r'],
  ])('%s', (_what, written, key) => {
    expect(conversationKeyOf(record(written))).toBe(key);
  });
});

describe('which records count', () => {
  const answered = record({ id: 'one', of: 'bob', to: 'bob', result: 'Accepted' });

  test('none: nobody', () => expect(parts([])).toEqual([]));
  test('the same twice counts once', () => expect(parts([answered, answered])).toEqual(['bob: answered d']));
  test('a deleted one does not', () => expect(parts([{ ...answered, deleted: true }])).toEqual([]));
  test.each([[[0, 1]], [[1, 0]]])('of two versions the later, whichever comes first', (order) => {
    const versions = [
      record({ id: 'one', of: 'bob', result: 'Missed', modified: 60 }),
      record({ id: 'one', of: 'bob', result: 'Voicemail', modified: 90 }),
    ];
    expect(parts(order.flatMap((at) => versions[at] ?? []))).toEqual(['bob: voicemail h']);
  });
  test('a deletion that is told before the record itself still stands', () => {
    expect(parts([{ ...answered, deleted: true }, answered])).toEqual([]);
  });
});

describe('the state', () => {
  const state = (...records: Parameters<typeof judged>[0]) => judged(records).get('bob')?.state;
  test.each([
    ['a call', record({ of: 'bob', result: 'Missed' }), 'call'],
    ['running by its result', record({ of: 'bob', result: 'In Progress' }), 'running'],
    ['running because it has not finished', record({ of: 'bob', result: 'Accepted', finished: false }), 'running'],
    ['a fax', record({ of: 'bob', result: 'Received', type: 'Fax', action: 'Incoming Fax' }), 'fax'],
    ['blocked', record({ of: 'bob', result: 'Blocked' }), 'blocked'],
  ])('%s', (_what, one, expected) => {
    expect(state(one)).toBe(expected);
  });
  test('one running record makes the whole conversation run', () => {
    expect(state(record({ of: 'bob', result: 'Accepted' }), outbound({ of: 'alice', to: 'bob', finished: false }))).toBe(
      'running',
    );
  });
});

describe('the other party', () => {
  const other = (who: string, ...records: Parameters<typeof judged>[0]) => judged(records).get(who)?.counterpart;
  const inside = (name: string) => expect.objectContaining({ extensionId: id(name) });

  test('somebody outside, as the log has them', () => {
    expect(other('bob', record({ of: 'bob', result: 'Missed' }))).toEqual(caller);
  });
  test('anonymous is an empty party', () => expect(other('bob', record({ of: 'bob', from: {}, result: 'Missed' }))).toEqual({}));
  test('a colleague by id, by direct number, by extension number', () => {
    for (const from of ['alice', { phoneNumber: direct('alice') }, { extensionNumber: '101' }, { phoneNumber: '101' }]) {
      expect(other('bob', record({ of: 'bob', to: 'bob', from, result: 'Missed' })), JSON.stringify(from)).toEqual(
        inside('alice'),
      );
    }
  });
  test('a number written without a plus is the same number', () => {
    expect(other('bob', record({ of: 'bob', from: { phoneNumber: direct('alice').slice(1) }, result: 'Missed' }))).toEqual(
      inside('alice'),
    );
  });
  test('the company’s main number and a masked number are nobody inside', () => {
    for (const phoneNumber of [mainNumber, '+1650555XXXX']) {
      expect(judged([record({ of: 'bob', from: { phoneNumber }, result: 'Missed' })]).get('bob')).toMatchObject({
        internal: false,
        counterpart: { phoneNumber },
      });
    }
  });
  test('an extension number of somebody who left is nobody', () => {
    expect(other('bob', record({ of: 'bob', from: { extensionNumber: '109' }, result: 'Missed' }))).not.toHaveProperty(
      'extensionId',
    );
  });
  test('for the maker, whom she dialled, though another took it', () => {
    const made = outbound({ of: 'alice', to: 'support', result: 'Call connected' });
    const theirs = record({
      of: 'support',
      from: 'alice',
      to: 'support',
      result: 'Accepted',
      legs: [hunt('bob', 'support', { from: 'alice', result: 'Accepted' })],
    });
    expect(other('alice', made, theirs)).toEqual(inside('support'));
    expect(other('bob', made, theirs)).toEqual(inside('alice'));
  });
  test('for the boss, whom the delegate dialled', () => {
    expect(other('dave', outbound({ of: 'dave', delegate: 'erin', to: 'bob', result: 'Call connected' }))).toEqual(inside('bob'));
  });
  const handedOn = (to: string, result = 'Accepted') => record({ of: to, from: 'alice', to, action: 'Transfer', result, at: 20 });
  test('of whoever an outsider was handed to, the outsider, and no call between colleagues', () => {
    const made = outbound({ of: 'alice', to: caller, result: 'Call connected', lasts: 20 });
    const queued = { ...handedOn('support'), legs: [leg(hunt('bob', 'support', { at: 22, from: 'alice', result: 'Accepted' }))] };
    for (const who of ['alice', 'support', 'bob']) expect(other(who, made, queued), who).toEqual(caller);
    expect(judged([made, queued]).get('bob')?.internal).toBe(false);
  });
  test('of a colleague who was handed on, that colleague', () => {
    const made = outbound({ of: 'alice', to: 'bob', result: 'Call connected', lasts: 60 });
    const theirs = record({ of: 'bob', from: 'alice', to: 'bob', result: 'Accepted', lasts: 20 });
    expect(other('carol', made, theirs, handedOn('carol'))).toEqual(inside('alice'));
  });
  test('for a caller whom only the callee’s record tells, the boss, not the assistant', () => {
    const from = { from: 'alice', to: { phoneNumber: mainNumber } };
    const theirs = record({
      of: 'dave',
      delegate: 'bob',
      ...from,
      result: 'Accepted',
      legs: [{ of: 'bob', result: 'Accepted', delegation: 'Coworker' }],
    });
    expect(other('alice', theirs)).toEqual(inside('dave'));
  });
  test('of a RingOut, the far half', () => {
    const pair = [
      outbound({ of: 'alice', to: { phoneNumber: direct('alice') }, action: 'RingOut Web', result: 'Call connected' }),
      outbound({ of: 'alice', to: caller, action: 'RingOut Web', result: 'Call connected', at: 5 }),
    ];
    expect(other('alice', ...pair)).toEqual(caller);
  });
});

test('a person rung or answering for a queue is told with the last queue called before', () => {
  const overflow = judged([
    record({ of: 'support', to: 'support', result: 'Missed', legs: [hunt('bob', 'support')] }),
    record({
      of: 'sales',
      to: 'sales',
      result: 'Accepted',
      at: 30,
      lasts: 60,
      legs: [hunt('carol', 'sales', { at: 31, lasts: 59, result: 'Accepted' })],
    }),
  ]);
  expect(overflow.get('bob')?.queue).toBe(id('support'));
  expect(overflow.get('carol')?.queue).toBe(id('sales'));
  expect(overflow.get('sales')?.queue).toBeUndefined();
});

test('nobody to whom a queue’s call is handed afterwards has it from the queue, nor is their time the queue’s', () => {
  const handed = judged([
    record({
      of: 'support',
      to: 'support',
      result: 'Accepted',
      lasts: 90,
      legs: [
        hunt('bob', 'support', { lasts: 40, result: 'Accepted' }),
        { of: 'carol', to: 'carol', action: 'Transfer', legType: 'TransferCall', at: 40, lasts: 50, result: 'Accepted' },
      ],
    }),
  ]);
  expect(handed.get('bob')).toMatchObject({ queue: id('support'), talkMs: 40_000 });
  expect(handed.get('support')?.talkMs).toBe(40_000);
  expect(handed.get('carol')).toMatchObject({ talkMs: 50_000 });
  expect(handed.get('carol')?.queue).toBeUndefined();
});

test('who missed it directly and took it for the queue it went on to, took it for the queue', () => {
  const went = judged([
    record({ of: 'bob', to: 'bob', result: 'Missed', lasts: 20 }),
    record({
      of: 'support',
      to: 'support',
      result: 'Accepted',
      at: 25,
      lasts: 60,
      legs: [hunt('bob', 'support', { at: 25, lasts: 60, result: 'Accepted' })],
    }),
  ]);
  expect(went.get('bob')?.queue).toBe(id('support'));
});

test('who left a voicemail is noted with who made the call', () => {
  const left = judged([
    outbound({ of: 'alice', to: 'bob', result: 'Call connected' }),
    record({ of: 'bob', from: 'alice', to: 'bob', result: 'Voicemail' }),
  ]);
  expect(left.get('alice')).toMatchObject({ part: 'not connected', leftVoicemail: true });
  expect(left.get('bob')).toMatchObject({ part: 'voicemail', leftVoicemail: false });
  expect(judged([outbound({ of: 'alice', to: caller, result: 'Voicemail' })]).get('alice')?.leftVoicemail).toBe(true);
  expect(judged([outbound({ of: 'alice', to: caller, result: 'No Answer' })]).get('alice')?.leftVoicemail).toBe(false);
});

test('a mailbox reached by a hand-over does not make the customer’s call unconnected', () => {
  const handed = judged([
    outbound({
      of: 'alice',
      to: caller,
      result: 'Call connected',
      lasts: 60,
      legs: [{ of: 'carol', to: 'carol', action: 'Transfer', legType: 'TransferCall', result: 'Voicemail', at: 40 }],
    }),
  ]);
  expect(handed.get('alice')).toMatchObject({ part: 'connected', leftVoicemail: false, talkMs: 40_000 });
  expect(handed.get('carol')).toMatchObject({ part: 'voicemail' });
});

test('a warm transfer is two conversations, each judged alone', () => {
  const first = record({ telephony: 's-1', of: 'bob', to: 'bob', result: 'Accepted', lasts: 90, linked: 's-2' });
  const second = [
    outbound({ telephony: 's-2', of: 'bob', to: 'carol', result: 'Call connected', at: 40, lasts: 60, linked: 's-1' }),
    record({ telephony: 's-2', of: 'carol', from: 'bob', to: 'carol', result: 'Accepted', at: 40, lasts: 60, linked: 's-1' }),
  ];
  expect(new Set([first, ...second].map(conversationKeyOf)).size).toBe(2);
  expect(parts([first])).toEqual(['bob: answered d']);
  expect(parts(second)).toEqual(['bob: connected b', 'carol: answered d']);
});

test('it starts with its earliest record and is as long as the log has it', () => {
  const records = [
    record({ of: 'bob', from: 'alice', to: 'bob', result: 'Accepted', at: 2, lasts: 60 }),
    outbound({ of: 'alice', to: 'bob', result: 'Call connected', lasts: 50 }),
  ];
  for (const { startedAt, durationMs } of judged(records).values()) {
    expect(startedAt).toBe(noon);
    expect(durationMs).toBe(62_000);
  }
});

test('company, main and queue numbers belong to no person of the directory', () => {
  expect(directory.owners.get(mainNumber)).toBeUndefined();
});
