/** Rule e: whoever was handed the call is judged alone. */
import { describe } from 'vitest';
import { hold } from './hold.js';
import { caller, hunt, outbound, record } from './records.js';

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
    [
      'from one queue to another',
      [
        record({
          of: 'support',
          to: 'support',
          result: 'Accepted',
          lasts: 90,
          legs: [
            hunt('bob', 'support', { result: 'Accepted', at: 5, lasts: 35 }),
            { ...transfer('sales', { result: 'Accepted' }), of: 'bob' },
            hunt('carol', 'sales', { result: 'Accepted', at: 45, lasts: 45 }),
            hunt('erin', 'sales', { at: 45, lasts: 2 }),
          ],
        }),
      ],
      ['bob: answered d', 'carol: answered d', 'erin: rang f', 'sales: answered e', 'support: answered d'],
    ],
    [
      'back to whoever handed it over, who then misses it',
      [taken(transfer('carol', { result: 'Accepted', lasts: 20 }), transfer('bob', { result: 'Missed', at: 60, lasts: 20 }))],
      ['bob: answered d', 'carol: answered e'],
    ],
    [
      'to somebody a queue had rung in vain before, who misses it',
      [
        record({
          of: 'support',
          to: 'support',
          result: 'Accepted',
          lasts: 90,
          legs: [
            hunt('carol', 'support'),
            hunt('bob', 'support', { result: 'Accepted', lasts: 40 }),
            transfer('carol', { result: 'Missed' }),
          ],
        }),
      ],
      ['bob: answered d', 'carol: missed e', 'support: answered d'],
    ],
    [
      'on and on: whoever let go stays on the call to the end, as the log has it',
      [
        record({
          of: 'support',
          to: 'support',
          result: 'Accepted',
          lasts: 90,
          legs: [
            hunt('bob', 'support', { result: 'Accepted', lasts: 90 }),
            { ...transfer('sales', { result: 'Accepted' }), of: 'bob' },
            hunt('carol', 'sales', { result: 'Accepted', at: 45, lasts: 45 }),
          ],
        }),
      ],
      ['bob: answered d', 'carol: answered d', 'sales: answered e', 'support: answered d'],
    ],
    [
      'to a queue by somebody who was handed it',
      [
        taken(
          { ...transfer('carol', { result: 'Accepted', lasts: 20 }), of: 'bob' },
          { ...transfer('support', { result: 'Missed', at: 60, lasts: 30 }), of: 'carol' },
        ),
      ],
      ['bob: answered d', 'carol: answered e', 'support: missed e'],
    ],
    [
      'back to whoever made the call, through a queue',
      [
        outbound({
          of: 'alice',
          to: caller,
          result: 'Call connected',
          lasts: 90,
          legs: [
            { ...transfer('support', { result: 'Accepted' }), of: 'alice' },
            hunt('alice', 'support', { at: 45, lasts: 45, result: 'Accepted' }),
          ],
        }),
      ],
      ['alice: connected b', 'support: answered e'],
    ],
    ['to a menu', [taken({ ...transfer('menu', { result: 'Accepted' }), of: 'bob' })], ['bob: answered d']],
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
      ['bob: answered d', 'carol: answered e', 'support: answered d'],
    ],
  ]);
});
