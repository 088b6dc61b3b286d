/** Each kind of thing goes at its own age, and a run that dies is made up for by the next. */
import { expect, test } from 'vitest';
import { prune } from '../../src/jobs/prune.js';

const now = Date.UTC(2026, 10, 25, 12);
const day = 86_400_000;
const keep = { calls: { count: 400, unit: 'day' as const }, audit: { count: 2, unit: 'year' as const } };

function setting(batches: (number | Error)[]) {
  const told: string[] = [];
  const days = (before: number) => Math.round((now - before) / day);
  const pruning = {
    store: {
      calls: {
        async prune(before: number) {
          const next = batches.shift() ?? 0;
          if (next instanceof Error) throw next;
          told.push(`calls ${days(before)}`);
          return next;
        },
      },
      audit: { prune: async (before: number) => void told.push(`audit ${days(before)}`) },
      posted: { prune: async () => undefined },
      activity: { prune: async (before: number) => void told.push(`posts ${days(before)}`) },
      profiles: { prune: async (before: number) => void told.push(`people ${days(before)}`) },
    },
    inbox: { prune: async (before: number) => void told.push(`inbox ${days(before)}`) },
    clock: { now: () => now },
    log: { debug() {}, info: (_: string, fields?: object) => void told.push(JSON.stringify(fields)), warn() {}, error() {} },
    keep,
  } as unknown as Parameters<typeof prune>[0];
  return { pruning, told };
}

test('calls go batch by batch until none is too old', async () => {
  const { pruning, told } = setting([500, 12]);
  await prune(pruning);
  expect(told).toEqual([
    'inbox 7',
    'audit 730',
    'people 400',
    'posts 400',
    'calls 400',
    'calls 400',
    'calls 400',
    expect.stringContaining('"records":512'),
  ]);
});

test('a run that died is made up for by the next', async () => {
  const { pruning, told } = setting([500, new Error('killed'), 12]);
  await expect(prune(pruning)).rejects.toThrow('killed');
  await prune(pruning);
  expect(told.at(-1)).toContain('"records":12');
});
