/** Stores pages of call records and tells how long it took, in a process of its own whose memory is nobody else's. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCallRecord } from '../../src/adapters/ringcentral/callRecord.js';
import { openStore } from '../../src/adapters/store/open.js';
import { directoryOf } from '../../src/core/directory.js';
import { accountId } from '../../src/core/model.js';
import { seedCompany } from '../sandbox/company.js';
import { extensionsOf } from './people.js';
import { secretFor } from './secret.js';
import { silent } from './silent.js';

export interface SyncTask {
  /** A folder of files with a JSON array of records each, in the order of their names. */
  readonly pages: string;
  readonly databaseUrl: string;
  readonly seed: number;
}

export interface Synced {
  readonly perSecond: number;
  readonly participations: number;
  readonly highestMb: number;
  readonly earlyMb: number;
}

const task = JSON.parse(process.argv[2] ?? '{}') as SyncTask;
const company = seedCompany(task.seed);
const account = accountId(company.id);
const extensions = extensionsOf(company);
const directory = directoryOf(account, extensions);
const store = await openStore({
  databaseUrl: task.databaseUrl,
  ...secretFor(task.databaseUrl),
  clock: { now: () => Date.now() },
  log: silent,
});
const { calls } = store.account(account);

const weights: number[] = [];
let records = 0;
let spent = 0;
for (const name of (await readdir(task.pages)).sort()) {
  const json = await readFile(join(task.pages, name), 'utf8');
  const begun = performance.now();
  const page = (JSON.parse(json) as unknown[]).flatMap((wire) => readCallRecord(wire) ?? []);
  await calls.upsert(page, directory, Date.now());
  spent += performance.now() - begun;
  records += page.length;
  weights.push(process.memoryUsage().rss / 2 ** 20);
}
const totals = await calls.totals({
  subjects: extensions.map(({ id }) => id),
  filter: {},
  span: { from: 0, to: Number.MAX_SAFE_INTEGER },
});
await store.close();
const participations = [...totals.bySubject.values()].reduce((sum, own) => sum + own.calls, 0);
const synced: Synced = {
  perSecond: (records * 1000) / spent,
  participations,
  highestMb: Math.max(...weights),
  earlyMb: weights[Math.floor(weights.length / 5)] ?? 0,
};
process.send?.(synced, () => process.exit(0));
