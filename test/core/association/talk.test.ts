/** Time on calls: a union of what was taken, never waiting, a mailbox or somebody else’s. */
import { describe, expect, test } from 'vitest';
import { caller, findMe, hunt, outbound, record, talk } from './records.js';

describe('time on calls', () => {
  test.each([
    ['what was taken', [record({ of: 'bob', result: 'Accepted', lasts: 60 })], { bob: 60 }],
    ['what was made', [outbound({ of: 'alice', to: caller, result: 'Call connected', lasts: 45 })], { alice: 45 }],
    ['none for a miss', [record({ of: 'bob', result: 'Missed', lasts: 60 })], {}],
    ['none for a voicemail', [record({ of: 'bob', result: 'Voicemail', lasts: 60 })], {}],
    [
      'none for leaving one',
      [
        outbound({ of: 'alice', to: 'bob', result: 'Call connected' }),
        record({ of: 'bob', from: 'alice', to: 'bob', result: 'Voicemail', lasts: 60 }),
      ],
      {},
    ],
    ['none for who only rang', [record({ of: 'alice', result: 'Missed', legs: [findMe('bob')] })], {}],
    [
      'two phones at once: the union',
      [
        record({
          of: 'bob',
          result: 'Accepted',
          lasts: 60,
          legs: [
            { of: 'bob', result: 'Accepted', lasts: 40 },
            { of: 'bob', result: 'Accepted', at: 10, lasts: 50 },
          ],
        }),
      ],
      { bob: 60 },
    ],
    [
      'one after the other: the sum',
      [
        record({
          of: 'bob',
          result: 'Accepted',
          lasts: 90,
          legs: [
            { of: 'bob', result: 'Accepted', lasts: 20 },
            { of: 'bob', result: 'Accepted', at: 60, lasts: 30 },
          ],
        }),
      ],
      { bob: 50 },
    ],
    [
      'not the wait in the queue',
      [
        record({
          of: 'support',
          to: 'support',
          result: 'Accepted',
          lasts: 100,
          legs: [hunt('bob', 'support', { at: 40, lasts: 60, result: 'Accepted' })],
        }),
      ],
      { bob: 60, support: 60 },
    ],
    [
      'cut where it was handed over',
      [
        record({
          of: 'bob',
          to: 'bob',
          result: 'Accepted',
          lasts: 100,
          legs: [
            { of: 'bob', result: 'Accepted', lasts: 100 },
            { of: 'carol', to: 'carol', action: 'Transfer', legType: 'TransferCall', result: 'Accepted', at: 40, lasts: 60 },
          ],
        }),
      ],
      { bob: 40, carol: 60 },
    ],
    [
      'cut where it was handed out of the house',
      [
        record({
          of: 'bob',
          to: 'bob',
          result: 'Accepted',
          lasts: 100,
          legs: [
            { of: 'bob', result: 'Accepted', lasts: 100 },
            { of: 'bob', to: caller, action: 'Transfer', legType: 'TransferCall', result: 'Accepted', at: 40, lasts: 60 },
          ],
        }),
      ],
      { bob: 40 },
    ],
    [
      'a maker who hands it on',
      [
        outbound({
          of: 'alice',
          to: caller,
          result: 'Call connected',
          lasts: 100,
          legs: [
            { of: 'carol', to: 'carol', action: 'Transfer', legType: 'TransferCall', result: 'Accepted', at: 40, lasts: 60 },
          ],
        }),
      ],
      { alice: 40, carol: 60 },
    ],
    [
      'handed on and handed back',
      [
        record({
          of: 'bob',
          to: 'bob',
          result: 'Accepted',
          lasts: 100,
          legs: [
            { of: 'bob', result: 'Accepted', lasts: 20 },
            { of: 'carol', to: 'carol', action: 'Transfer', legType: 'TransferCall', result: 'Accepted', at: 20, lasts: 30 },
            { of: 'bob', to: 'bob', action: 'Transfer', legType: 'TransferCall', result: 'Accepted', at: 50, lasts: 50 },
          ],
        }),
      ],
      { bob: 70, carol: 30 },
    ],
    [
      'the half of a RingOut that rings oneself is no talk',
      [
        outbound({ of: 'alice', to: 'alice', action: 'RingOut Web', result: 'Call connected', lasts: 60 }),
        outbound({ of: 'alice', to: caller, action: 'RingOut Web', result: 'Call connected', at: 20, lasts: 40 }),
      ],
      { alice: 40 },
    ],
    [
      'a boss whose delegate talked',
      [record({ of: 'dave', delegate: 'erin', to: 'dave', result: 'Accepted', lasts: 60 })],
      { erin: 60 },
    ],
  ])('%s', (_what, records, expected) => {
    expect(talk(records)).toEqual(expected);
  });
});
