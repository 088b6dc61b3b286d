/** What the questions of a whole company cost, on both databases: beside plain SQL on the same data, and beside reading the call log live. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../postgres.js';
import { readLive } from '../naive/live.js';
import { inOwnProcess } from '../processes.js';
import { median, quantile } from '../statistics.js';
import type { Part, Row } from '../table.js';
import type { CompanyAsked, CompanyTask } from './company-process.js';
import { perConversation } from './participations.js';
import { questions } from './questions.js';

const people = 10_000;
const year = 365 * 86_400_000;
const recordsPerPage = 1_000;
/** A year has hundreds of pages, each as long as the other. */
const mostRead = 20;

/** @param databases instead of new ones: filled where they are empty, and left as they are */
export async function measureCompany(quick: boolean, participations: number, databases: readonly string[] = []): Promise<Part> {
  const times = quick ? 5 : 25;
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-bench-'));
  const server = databases.length > 0 ? null : await startPostgres();
  try {
    const own = [`sqlite:${join(folder, 'company.db')}`, ...(server === null ? [] : [await server.createDatabase()])];
    const live = await liveReadings(participations);
    const rows: Row[] = [];
    const notes: string[] = [];
    for (const databaseUrl of databases.length > 0 ? databases : own) {
      const name = databaseUrl.startsWith('postgres') ? 'PostgreSQL' : 'SQLite';
      const task: CompanyTask = { databaseUrl, people, participations, times };
      const asked = await inOwnProcess<CompanyAsked>('company/company-process', task);
      rows.push(...questions.flatMap((question, place) => rowsOf(name, question, asked, place, live.get(question.what) ?? NaN)));
      notes.push(
        `${name}: filled in ${Math.round(asked.filledIn / 1000)} s, ${Math.round(asked.highestMb)} MB in memory at most.`,
      );
    }
    return {
      rows,
      notes: [
        `company: ${people.toLocaleString('en-US')} people, ${participations.toLocaleString('en-US')} participations in a year; parse, authorise, audit, count, list, render, with no platform and no post; median of ${times} times, calls @x of ${times * 20}, each about somebody else. Raw SQL: the least statements with the figures of the answer, by the driver alone. Naive: the pages of the call log that hold the period, read one after the other at the API's latency, parsed and counted, at no limit (of more than ${mostRead} pages so many, and the others reckoned); the Heavy limit allows 10 of them a minute.`,
        ...notes,
        ...(server === null && databases.length === 0 ? ['PostgreSQL is not installed here: not measured.'] : []),
      ],
    };
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each question's milliseconds. */
async function liveReadings(participations: number): Promise<ReadonlyMap<string, number>> {
  const perYear = participations / perConversation;
  const found = new Map<string, number>();
  const byPages = new Map<number, number>();
  for (const { what, live } of questions) {
    const records = ((live.reads / year) * perYear) / (live.ofOne ? people / perConversation : 1);
    const pages = Math.max(1, Math.ceil(records / recordsPerPage));
    const read = Math.min(pages, mostRead);
    const took = byPages.get(pages) ?? ((await readLive(read, Math.min(recordsPerPage, Math.ceil(records)))) * pages) / read;
    byPages.set(pages, took);
    found.set(what, took);
  }
  return found;
}

function rowsOf(
  engine: string,
  { what, budget, often }: (typeof questions)[number],
  { ours, raw }: CompanyAsked,
  place: number,
  naive: number,
): Row[] {
  const mine = ours[place] ?? [];
  const whose = `${what} · ${engine}`;
  const plain = median(raw[place] ?? []);
  const row = { what: whose, unit: 'ms', ours: median(mine), raw: plain, naive };
  return [
    { ...row, ...(budget !== undefined && { budget: { most: budget } }) },
    ...(often !== undefined
      ? [
          {
            what: `${whose}, p99`,
            unit: 'ms',
            ours: quantile(mine, 0.99),
            raw: quantile(raw[place] ?? [], 0.99),
            naive: '',
            budget: { most: 10 },
          },
        ]
      : []),
  ];
}
