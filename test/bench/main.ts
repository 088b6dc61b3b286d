/** `npm run bench`: every budget of the bot measured in one run, beside a bot written as everybody would. `-- --quick` takes less than a minute. */
import { measureAcks } from './acks.js';
import { measureAnswers } from './answers.js';
import { measureAsking } from './asking.js';
import { type Both, install } from './processes.js';
import { measureStarting } from './starting.js';
import { measureSyncing } from './syncing.js';
import { isKept, type Part, tableOf } from './table.js';

const measurements = [
  ['starting', measureStarting],
  ['answers', measureAnswers],
  ['acks', measureAcks],
  ['syncing', measureSyncing],
  ['asking', measureAsking],
] as const;

/** `--quick`, and names of measurements to make only those. */
async function main(args: readonly string[]): Promise<void> {
  const quick = args.includes('--quick');
  const names = args.filter((arg) => !arg.startsWith('--'));
  const parts: Part[] = [];
  const both: Both = { ours: await install('ours'), naive: await install('naive') };
  try {
    for (const [name, measure] of measurements) {
      if (names.length > 0 && !names.includes(name)) continue;
      const begun = performance.now();
      process.stderr.write(`${name} … `);
      parts.push(await measure(quick, both));
      process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
    }
  } finally {
    await Promise.all([both.ours.stop(), both.naive.stop()]);
  }
  console.log(`\n${tableOf(parts)}`);
  const over = parts.flatMap(({ rows }) => rows.filter(({ ours, budget }) => budget && !isKept(ours, budget)));
  console.log(`\n${over.length === 0 ? 'Every budget is kept.' : `Over budget: ${over.map(({ what }) => what).join('; ')}.`}`);
}

await main(process.argv.slice(2));
