/** What a queue's sums come to, and how that reads in a chat. */
import { expect, test } from 'vitest';
import { extensionId } from '../../src/core/model.js';
import { type QueueFigures, type QueueSums, queueFigures } from '../../src/core/queue.js';
import { type QueueAnswer, queueAnswer } from '../../src/core/rendering/queue.js';
import { people, telling } from './rendering/telling.js';

const [alice, bob, carol] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
const support = {
  ...alice,
  id: extensionId('201'),
  kind: 'queue',
  type: 'Department',
  name: 'Support',
  extensionNumber: '2001',
} as const;

const sums: QueueSums = {
  waits: [
    { part: 'answered', count: 10, known: 8, totalMs: 80_000, longestMs: 30_000, within: 6 },
    { part: 'missed', count: 3, known: 3, totalMs: 96_000, longestMs: 60_000, within: 1 },
    { part: 'voicemail', count: 2, known: 0, totalMs: 0, longestMs: 0, within: 0 },
    { part: 'gave up', count: 4, known: 4, totalMs: 8_000, longestMs: 3_000, within: 4 },
    { part: 'elsewhere', count: 1, known: 0, totalMs: 0, longestMs: 0, within: 0 },
  ],
  agents: [
    { agent: bob.id, part: 'answered', count: 4 },
    { agent: bob.id, part: 'rang', count: 5 },
    { agent: alice.id, part: 'rang', count: 7 },
    { agent: alice.id, part: 'answered', count: 4 },
    { agent: carol.id, part: 'missed', count: 2 },
    { agent: carol.id, part: 'refused', count: 1 },
  ],
};
const figures: QueueFigures = queueFigures(sums);

test('offered is what counts as a call of the queue', () => {
  expect(figures.offered).toBe(15);
  expect(figures.byPart).toEqual({ answered: 10, missed: 3, voicemail: 2, 'gave up': 4, elsewhere: 1 });
});

test('waits are of the calls taken and abandoned, in time of those taken', () => {
  expect(figures.wait).toEqual({ known: 11, averageMs: 16_000, longestMs: 60_000 });
  expect(figures.inTime).toEqual({ within: 6, later: 2, unknown: 2 });
});

test('whoever took most comes first, then whoever it rang at most', () => {
  expect(figures.agents).toEqual([
    { agent: alice.id, byPart: { answered: 4, rang: 7 } },
    { agent: bob.id, byPart: { answered: 4, rang: 5 } },
    { agent: carol.id, byPart: { missed: 2, refused: 1 } },
  ]);
});

test('a queue nobody called has no waits', () => {
  expect(queueFigures({ waits: [], agents: [] })).toEqual({
    offered: 0,
    byPart: {},
    wait: null,
    inTime: { within: 0, later: 0, unknown: 0 },
    agents: [],
  });
});

const answer: QueueAnswer = { ...telling([support]), figures, agents: [alice, bob, carol], serviceLevel: 20 };

test('as it stands in a chat', () => {
  expect(queueAnswer(answer).join('\n')).toBe(`15 calls · Support · last week (9–15 Nov)
15 offered: 10 answered, 3 abandoned, 2 to voicemail, not counted, 4 in which the caller gave up at once
Wait 16 s on average, longest 1 min (not known of 2 calls).
Answered within 20 s: 6 (75 %), later: 2, of 2 that is not known.
A wait ends when the phone of whoever took the call begins to ring: the log does not say when it is picked up.
* Alice Chen: took 4, rang for 7 more
* Bob Ray: took 4, rang for 5 more
* Carol Diaz: took 0, missed 2, declined 1
Behind the figures: **calls missed 2001 last week**; likewise answered, in time, late, voicemail, and inbound for all of them.
What one of them did: **calls answered 1001 via 2001 last week**; likewise rang.
As of 11:30.`);
});

test('whoever may not be told of is not named, and that others took calls is said', () => {
  const told = queueAnswer({ ...answer, agents: [bob] });
  expect(told.join('\n')).not.toMatch(/Alice|Carol/);
  expect(told).toContain('Only those are named whose figures I may show here.');
  expect(told).toContain('What one of them did: **calls answered 1002 via 2001 last week**; likewise rang.');
});
