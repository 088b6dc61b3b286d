/** What the operator sees of every company: its bot, by whom it is read, which process works for it, how fresh it is, and how many rows of it are stored. */
import type { Settings } from '../../config.js';
import { type AccountId, accountId, type Instant } from '../../core/model.js';
import { isBackfilling, progress } from '../../core/rendering/coverage.js';
import type { Log } from '../../ports.js';
import type { BotRow, Consent } from '../credentials.js';
import { uninstalledName } from '../ringcentral/connections.js';
import { accountName } from '../ringcentral/environmentReader.js';
import { findKey, inspectStore, type StoreInspection } from '../store/inspect.js';

/** Reads the store beside a running bot, writes nothing. @throws one sentence where it cannot be read */
export async function* accountLines(settings: Pick<Settings, 'databaseUrl' | 'secretKey'>, log: Log): AsyncGenerator<string> {
  const store = await inspectStore(settings.databaseUrl, log);
  if (store === null) return yield 'There is no database yet; the first start makes it.';
  try {
    if (store.migrations.pending.length > 0) return yield 'The tables are not up to date; the next start of the bot brings them.';
    const { vault } = findKey(settings.databaseUrl, settings.secretKey);
    if (vault === null || (await store.fits(vault)) !== true)
      return yield 'The secret key does not fit the store, or is missing.';
    yield* linesOf(store, store.readWith(vault));
  } finally {
    await store.close();
  }
}

async function* linesOf(store: StoreInspection, kept: ReturnType<StoreInspection['readWith']>): AsyncGenerator<string> {
  const census = await store.census();
  const workers = await store.workers();
  const bots = await kept.bots.all();
  const consents = new Map((await kept.consents.all()).map((consent) => [consent.account, consent]));
  const operators = await kept.secrets.read(accountName);
  const gone = ((await kept.secrets.read(uninstalledName)) ?? '').split(' ').filter(Boolean).map(accountId);
  const accounts = new Set([
    ...(operators ? [accountId(operators)] : []),
    ...bots.map(({ account }) => account),
    ...census.keys(),
    ...gone,
  ]);
  if (accounts.size === 0) yield 'No company is known, and nothing of any is stored.';
  for (const account of accounts) {
    const rows = census.get(account) ?? {};
    yield `Account ${account}`;
    yield `  bot      ${botOf(
      bots.filter((bot) => bot.account === account),
      gone.includes(account),
    )}`;
    yield `  reader   ${readerOf(account, operators, consents.get(account))}`;
    if (workers) yield `  process  ${workers.get(account) ?? 'none works for it now'}`;
    yield* (await freshnessOf(store, account)).map((line) => `  ${line}`);
    const counts = Object.entries(rows).map(([table, count]) => `${table} ${count}`);
    yield `  rows     ${counts.length === 0 ? 'none: nothing is left' : counts.join(', ')}`;
  }
}

function botOf(bots: readonly BotRow[], uninstalled: boolean): string {
  if (bots.length === 0) return uninstalled ? 'uninstalled' : 'not installed';
  return bots.map(({ id, installedAt }) => `extension ${id}, installed ${iso(installedAt)}`).join('; ');
}

function readerOf(account: AccountId, operators: string | null, consent: Consent | undefined): string {
  if (operators === account) return "the operator's configuration";
  if (!consent) return 'nobody has connected';
  const { person, connectedAt, refreshedAt, lostAt } = consent;
  const last = lostAt === null ? `token renewed ${iso(refreshedAt)}` : `taken back ${iso(lostAt)}`;
  return `consent of extension ${person}, given ${iso(connectedAt)}, ${last}`;
}

async function freshnessOf(store: StoreInspection, account: AccountId): Promise<readonly string[]> {
  const { people, calls } = await store.freshness(account);
  const backfill = isBackfilling(calls) ? `; of the past ${progress(calls)}` : '';
  return [
    `people   ${people === null ? 'not read' : `read ${iso(people)}`}`,
    `calls    ${calls.through === undefined ? 'not read' : `as of ${iso(calls.through)}${backfill}`}${calls.trouble ? `; ${calls.trouble}` : ''}`,
  ];
}

const iso = (at: Instant) => new Date(at).toISOString();
