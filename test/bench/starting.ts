/** How long each bot takes to listen, and what it weighs when it has nothing to do. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Both, type Installed, type Kind, residentMb, start, startPlatform } from './processes.js';
import { median } from './statistics.js';
import type { Part } from './table.js';

/** Node collects its old garbage some time after there is nothing more to do. */
const rest = 30_000;

export async function measureStarting(quick: boolean, both: Both): Promise<Part> {
  const sandbox = await startPlatform('ours');
  const listening: Record<Kind, number[]> = { ours: [], naive: [] };
  try {
    // The first start of each warms the disk's cache and is not counted.
    for (let round = 0; round <= (quick ? 2 : 7); round += 1) {
      for (const kind of ['ours', 'naive'] as const) {
        const { bot, listeningAfter } = await start(kind, sandbox);
        if (round > 0) listening[kind].push(listeningAfter);
        await bot.kill();
        await bot.stop();
      }
    }
  } finally {
    await sandbox.close();
  }
  await pause(rest);
  const idle = { ours: await weigh(both.ours), naive: await weigh(both.naive) };
  return {
    rows: [
      {
        what: 'start to listening, new database',
        unit: 'ms',
        ours: median(listening.ours),
        naive: median(listening.naive),
        budget: { most: 2_000 },
      },
      { what: 'RSS idle, installed and synced', unit: 'MB', ours: idle.ours, naive: idle.naive, budget: { most: 150 } },
    ],
    notes: [
      `start: median of ${listening.ours.length} starts each, alternating; ours makes its tables first. RSS: after 90 days of calls were read (the naive bot keeps none), and ${rest / 1000} s of rest, in which node gives back what the reading needed.`,
    ],
  };
}

async function weigh({ bot }: Installed): Promise<number> {
  const weights: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    weights.push(residentMb(bot.process.pid));
    await pause(200);
  }
  return median(weights);
}
