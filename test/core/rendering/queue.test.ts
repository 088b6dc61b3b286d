/** `queue` as its figures become lines: what is otherwise, not counted or known in part, and more agents than a post holds. */
import { expect, test } from 'vitest';
import { type QueueSums, queueFigures } from '../../../src/core/queue.js';
import { queueAnswer } from '../../../src/core/rendering/queue.js';
import { people, telling } from './telling.js';

const support = { ...(people[0] as (typeof people)[0]), kind: 'queue' as const, name: '*Support*', extensionNumber: '200' };
const waits = (part: 'answered' | 'missed' | 'refused' | 'gave up', count: number, known = count, totalMs = known * 1_000) => ({
  part,
  count,
  known,
  totalMs,
  longestMs: totalMs,
  within: Math.min(1, known),
});
const said = (sums: Partial<QueueSums>, agents = people) =>
  queueAnswer({ ...telling([support]), figures: queueFigures({ waits: [], agents: [], ...sums }), agents, serviceLevel: 20 });

test.each<[what: string, sums: QueueSums['waits'], lines: readonly string[]]>([
  [
    'a wait is known of some calls only',
    [waits('answered', 3, 1), waits('missed', 1)],
    [
      '4 offered: 3 answered, 1 abandoned, 0 to voicemail',
      'Wait 1 s on average, longest 1 s (not known of 2 calls).',
      'Answered within 20 s: 1 (100 %), later: 0, of 2 that is not known.',
    ],
  ],
  [
    'no wait is known of any answered call',
    [waits('answered', 2, 0), waits('missed', 1)],
    ['3 offered: 2 answered, 1 abandoned, 0 to voicemail', 'Wait 1 s on average, longest 1 s (not known of 2 calls).'],
  ],
  [
    'some ended otherwise, some are not counted',
    [waits('answered', 1), waits('refused', 2), waits('gave up', 3)],
    ['3 offered: 1 answered, 0 abandoned, 0 to voicemail, 2 declined, not counted, 3 in which the caller gave up at once'],
  ],
])('%s', (_, sums, lines) => {
  const told = said({ waits: sums });
  expect(told.slice(1, 1 + lines.length)).toEqual(lines);
  expect(told.some((line) => line.startsWith('Answered within'))).toBe(
    lines.some((line) => line.startsWith('Answered')) || lines.length === 1,
  );
});

test('only calls whose callers gave up at once: none was offered', () => {
  expect(said({ waits: [waits('gave up', 3)] })).toEqual(['No calls · ∗Support∗ · last week (9–15 Nov)', 'As of 11:30.']);
});

test('agents by how many they took, as many as fit, and nobody who may not be named', () => {
  const agents = people
    .slice(1, 61)
    .map(({ id }, n) => ({ agent: id, part: n < 50 ? ('answered' as const) : ('rang' as const), count: 60 - n }));
  const told = said({ waits: [waits('answered', 60)], agents });
  const named = told.filter((line) => line.startsWith('* '));
  expect(named).toHaveLength(40);
  expect(named[0]).toBe('* Bob Ray: took 60');
  expect(told).toContain('and 20 more agents.');
  expect(said({ waits: [waits('answered', 60)], agents }, people.slice(55, 57)).filter((line) => line.startsWith('* '))).toEqual([
    '* Person 56: took 0, rang for 6',
    '* Person 57: took 0, rang for 5',
  ]);
});
