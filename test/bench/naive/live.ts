/** Reading the call log for each question, page after page, as a bot without a store does: as fast as that can be. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { seedCompany } from '../../sandbox/company.js';
import { seededPhone } from '../../sandbox/server/phone.js';
import { apiLatency } from '../processes.js';

interface WireRecord {
  readonly result?: string;
  readonly legs?: readonly { readonly extension?: { readonly id?: string | number }; readonly duration?: number }[];
}

/** How long `pages` pages with so many Detailed records take: fetched, parsed, counted by the legs' extensions; ms. */
export async function readLive(pages: number, recordsPerPage: number): Promise<number> {
  const page = JSON.stringify({ records: detailedRecords(recordsPerPage) });
  const server = createServer(async (_request, response) => {
    await pause(apiLatency);
    response.setHeader('content-type', 'application/json').end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const begun = performance.now();
    const counts = new Map<string, number>();
    for (let number = 0; number < pages; number += 1) {
      const { records } = (await (await fetch(url)).json()) as { records: readonly WireRecord[] };
      for (const leg of records.flatMap(({ legs }) => legs ?? [])) {
        const id = String(leg.extension?.id);
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
    return performance.now() - begun;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function detailedRecords(wanted: number): readonly unknown[] {
  const seed = 42;
  const company = seedCompany(seed);
  const records: unknown[] = [];
  const week = 7 * 86_400_000;
  for (let to = Date.UTC(2026, 9, 1); records.length < wanted; to -= week)
    records.push(
      ...seededPhone
        .stories(company, seed, to - week, to)
        .flatMap((story) => seededPhone.records(company, story).map(({ record }) => record)),
    );
  return records.slice(0, wanted);
}
