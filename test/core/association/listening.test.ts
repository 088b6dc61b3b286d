/** Rule a: who only listened, parked or paged had no part, and hides nobody’s. */
import { describe } from 'vitest';
import { hold } from './hold.js';
import { hunt, outbound, record } from './records.js';

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
