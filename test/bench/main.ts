/** `npm run bench`: every budget of the bot measured in one run, beside a bot written as everybody would. `-- --quick` takes two minutes or three. */
import { inspect, parseArgs } from 'node:util';
import { measureAcks } from './acks.js';
import { measureAnswers } from './answers.js';
import { measureAsking } from './company/asking.js';
import { measureCompany } from './company/company.js';
import { type Both, install } from './processes.js';
import { measureStarting } from './starting.js';
import { measureSyncing } from './syncing.js';
import { isKept, type Part, tableOf } from './table.js';

/** Of both bots at work. */
const ofBots = { starting: measureStarting, answers: measureAnswers, acks: measureAcks };
/** Of the store alone. */
const ofStore = { syncing: measureSyncing, asking: measureAsking, company: measureCompany };
const names = [...Object.keys(ofBots), ...Object.keys(ofStore)];

const usage = `npm run bench -- [--quick] [--participations 5000000] [--database <url> …] [${names.join(' | ')} …]`;

/** `--quick`, how many participations the company's store holds and in which databases, and names of measurements to make only those. */
async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      participations: { type: 'string' },
      database: { type: 'string', multiple: true },
    },
    allowPositionals: true,
  });
  const { quick } = values;
  const participations = Number(values.participations ?? (quick ? 50_000 : 1_000_000));
  if (!(participations > 0) || positionals.some((name) => !names.includes(name))) throw new Error(usage);
  const isWanted = ([name]: readonly [string, unknown]) => positionals.length === 0 || positionals.includes(name);
  const parts: Part[] = [];
  // What was measured before is not lost when a part fails: an hour may have gone into it.
  const timed = async (name: string, measured: Promise<Part>) => {
    const begun = performance.now();
    process.stderr.write(`${name} … `);
    try {
      parts.push(await measured);
      process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
    } catch (error) {
      process.stderr.write(`failed\n${inspect(error)}\n`);
      process.exitCode = 1;
    }
  };
  const wantedOfBots = Object.entries(ofBots).filter(isWanted);
  if (wantedOfBots.length > 0) {
    const both: Both = { ours: await install('ours'), naive: await install('naive') };
    try {
      for (const [name, measure] of wantedOfBots) await timed(name, measure(quick, both));
    } finally {
      await Promise.all([both.ours.stop(), both.naive.stop()]);
    }
  }
  for (const [name, measure] of Object.entries(ofStore).filter(isWanted))
    await timed(name, measure(quick, participations, values.database));
  console.log(`\n${tableOf(parts)}`);
  const over = parts.flatMap(({ rows }) => rows.filter(({ ours, budget }) => budget && !isKept(ours, budget)));
  console.log(`\n${over.length === 0 ? 'Every budget is kept.' : `Over budget: ${over.map(({ what }) => what).join('; ')}.`}`);
}

await main(process.argv.slice(2));
