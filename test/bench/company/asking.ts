/** What a question costs the bot itself, with a million participations in the store and with none. */

import { inOwnProcess } from '../processes.js';
import { quantile } from '../statistics.js';
import type { Part } from '../table.js';
import type { Asked, AskTask } from './asking-process.js';

export async function measureAsking(quick: boolean): Promise<Part> {
  const participations = quick ? 50_000 : 1_000_000;
  const task: AskTask = { participations, questions: quick ? 300 : 3_000 };
  const { full, empty, own, openMb } = await inOwnProcess<Asked>('company/asking-process', task);
  const naive = 'no store';
  const amount = participations.toLocaleString('en-US');
  const ratio = (share: number, to: readonly number[]) => quantile(full, share) / quantile(to, share);
  return {
    rows: [
      { what: `calls @x, ${amount} participations, p50`, unit: 'ms', ours: quantile(full, 0.5), naive },
      { what: `calls @x, ${amount} participations, p99`, unit: 'ms', ours: quantile(full, 0.99), naive, budget: { most: 10 } },
      { what: 'calls @x, empty store, p50', unit: 'ms', ours: quantile(empty, 0.5), naive },
      { what: 'calls @x, empty store, p99', unit: 'ms', ours: quantile(empty, 0.99), naive },
      { what: 'full ÷ empty, p50', unit: '×', ours: ratio(0.5, empty), naive, budget: { most: 2 } },
      { what: 'full ÷ empty, p99', unit: '×', ours: ratio(0.99, empty), naive },
      {
        what: "full ÷ store with only the asked week's calls, p50",
        unit: '×',
        ours: ratio(0.5, own),
        naive,
        budget: { most: 2 },
      },
    ],
    notes: [
      `asking: parse, authorise, count, list 10 calls, render, with no platform and no post; ${task.questions} questions about 500 people over a week each, the stores asked in turn (${Math.round(openMb)} MB in memory). The empty store has no calls to list or render, hence the third store: it holds the same week and nothing else.`,
    ],
  };
}
