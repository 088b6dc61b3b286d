/** How fast the records of a busy year become participations, and in how much memory. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedCompany } from '../sandbox/company.js';
import { seededPhone } from '../sandbox/server/phone.js';
import { inOwnProcess } from './processes.js';
import { median } from './statistics.js';
import type { Synced, SyncTask } from './syncing-process.js';
import type { Part } from './table.js';

const perPage = 1_000;
const seed = 42;
const windowMs = 30 * 86_400_000;

export async function measureSyncing(quick: boolean): Promise<Part> {
  const records = quick ? 10_000 : 100_000;
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-bench-'));
  try {
    const pages = join(folder, 'pages.jsonl');
    await writePages(pages, records);
    const runs: Synced[] = [];
    for (let run = 0; run < (quick ? 1 : 3); run += 1) {
      const task: SyncTask = { pages, databaseUrl: `sqlite:${folder}/${run}.db`, seed };
      runs.push(await inOwnProcess<Synced>(new URL('./syncing-process.ts', import.meta.url), task));
    }
    const of = (what: keyof Synced) => median(runs.map((run) => run[what]));
    const none = 'keeps nothing';
    return {
      rows: [
        {
          what: `sync of ${records.toLocaleString('en-US')} Detailed records`,
          unit: 'records/s',
          ours: of('perSecond'),
          naive: none,
          budget: { least: 5_000 },
        },
        { what: 'RSS while syncing, highest', unit: 'MB', ours: of('highestMb'), naive: none, budget: { most: 250 } },
        { what: 'RSS after a fifth of it', unit: 'MB', ours: of('earlyMb'), naive: none },
      ],
      notes: [
        `sync: pages of ${perPage} as JSON text are parsed, read and stored in SQLite with their ${of('participations').toLocaleString('en-US')} participations; median of ${runs.length} runs, without the network. The naive way stores nothing and reads the log again for each question.`,
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The log of the seeded company, newest first as the backfill reads it: one page per line. */
async function writePages(file: string, wanted: number): Promise<void> {
  const company = seedCompany(seed);
  const out = createWriteStream(file);
  let page: unknown[] = [];
  let written = 0;
  for (let to = Date.UTC(2026, 9, 1); written < wanted; to -= windowMs) {
    const stories = seededPhone.stories(company, seed, to - windowMs, to).reverse();
    for (const record of stories.flatMap((story) => seededPhone.records(company, story))) {
      page.push(record.record);
      if (page.length < perPage || written >= wanted) continue;
      written += page.length;
      if (!out.write(`${JSON.stringify(page)}\n`)) await once(out, 'drain');
      page = [];
    }
  }
  out.end();
  await once(out, 'finish');
}
