/** How fast the records of a busy year become participations, and in how much memory. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../postgres.js';
import { seedCompany } from '../sandbox/company.js';
import { seededPhone } from '../sandbox/server/phone.js';
import { inOwnProcess } from './processes.js';
import { median } from './statistics.js';
import type { Synced, SyncTask } from './syncing-process.js';
import type { Part, Row } from './table.js';

const perPage = 1_000;
const seed = 42;
const windowMs = 30 * 86_400_000;

export async function measureSyncing(quick: boolean): Promise<Part> {
  const records = quick ? 10_000 : 100_000;
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-bench-'));
  const server = await startPostgres();
  try {
    const pages = join(folder, 'pages');
    await writePages(pages, records);
    const rows: Row[] = [];
    const sync = async (engine: string, nextUrl: (run: number) => Promise<string>) => {
      const runs: Synced[] = [];
      for (let run = 0; run < (quick ? 1 : 3); run += 1) {
        const task: SyncTask = { pages, databaseUrl: await nextUrl(run), seed };
        runs.push(await inOwnProcess<Synced>('syncing-process', task));
      }
      const of = (what: keyof Synced) => median(runs.map((run) => run[what]));
      rows.push(...rowsOf(records, engine, of));
      return of('participations');
    };
    const participations = await sync('SQLite', async (run) => `sqlite:${folder}/${run}.db`);
    if (server !== null) await sync('PostgreSQL', () => server.createDatabase());
    return {
      rows,
      notes: [
        `sync: pages of ${perPage} as JSON text are parsed, read and stored with their ${participations.toLocaleString('en-US')} participations; median of ${quick ? 1 : 3} runs, without the network. The naive way stores nothing and reads the log again for each question.${server === null ? ' PostgreSQL is not installed here: not measured.' : ''}`,
      ],
    };
  } finally {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function rowsOf(records: number, engine: string, of: (figure: keyof Synced) => number): readonly Row[] {
  const row = (what: string, unit: string, figure: keyof Synced, budget?: Row['budget']): Row => ({
    ...{ what: `${what} · ${engine}`, unit, ours: of(figure), naive: 'keeps nothing' },
    // The server's own work on the same machine is not the bot's.
    ...(engine === 'SQLite' && budget && { budget }),
  });
  return [
    row(`sync of ${records.toLocaleString('en-US')} Detailed records`, 'records/s', 'perSecond', { least: 5_000 }),
    row('RSS while syncing, highest', 'MB', 'highestMb', { most: 250 }),
    row('RSS after a fifth of it', 'MB', 'earlyMb'),
  ];
}

/** The log of the seeded company, newest first as the backfill reads it: one file per page. */
async function writePages(folder: string, wanted: number): Promise<void> {
  await mkdir(folder);
  const company = seedCompany(seed);
  let page: unknown[] = [];
  let written = 0;
  for (let to = Date.UTC(2026, 9, 1); written < wanted; to -= windowMs) {
    const stories = seededPhone.stories(company, seed, to - windowMs, to).reverse();
    for (const record of stories.flatMap((story) => seededPhone.records(company, story))) {
      page.push(record.record);
      if (page.length < perPage || written >= wanted) continue;
      await writeFile(join(folder, `${written}`.padStart(9, '0')), JSON.stringify(page));
      written += page.length;
      page = [];
    }
  }
}
