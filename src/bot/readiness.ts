/** Whether the bot can answer, what it lacks, and how fresh it is: for `/readyz`. Of several accounts it tells the worst. */
import type { CallSyncState } from '../core/callSync.js';
import type { AccountId, Instant } from '../core/model.js';
import { isBackfilling, progress } from '../core/rendering/coverage.js';
import type { AccountStore, Connections, Readiness } from '../ports.js';

export interface ReadinessOptions {
  readonly connections: Connections;
  readonly account: (id: AccountId) => AccountStore;
  readonly storeReady: () => Promise<boolean>;
  /** What the configuration lacks, in words. */
  readonly missing: readonly string[];
  readonly readerConfigured: boolean;
  /** Companies come and go: none of them decides whether the others are served. */
  readonly manyCompanies: boolean;
}

interface Account {
  readonly id: AccountId;
  readonly people: Instant | null;
  readonly calls: CallSyncState;
}

export async function readiness(options: ReadinessOptions): Promise<Readiness> {
  const { connections, missing, readerConfigured, manyCompanies } = options;
  const standing = await options.storeReady();
  const readers = connections.readers().map(({ account }) => account);
  const accounts = await Promise.all(readers.map((id) => accountOf(id, standing, options)));
  const lost = [...new Set(connections.bots().map(({ account }) => account))].filter((id) => isLost(id, connections));
  const worst = worstOf(accounts);
  const several = accounts.length + lost.length > 1;
  const told = (id: AccountId, reason: string) => (several ? `account ${id}: ${reason}` : reason);
  const reasons = [
    ...(standing ? [] : ['the store does not answer']),
    ...missing.map((part) => `missing: ${part}`),
    ...(readerConfigured && accounts.length === 0 && !manyCompanies ? ['the reader is not connected yet'] : []),
    ...accounts.flatMap(({ id, people }) => (people === null ? [told(id, 'people have not been read yet')] : [])),
    ...(connections.bots().length === 0 ? ['the bot is not installed yet'] : []),
    ...accounts.flatMap(({ id, calls }) => troublesOf(calls).map((reason) => told(id, reason))),
    ...lost.map((id) => told(id, 'the consent to read people and calls is gone; nobody has connected again yet')),
  ];
  return {
    ready: standing && (manyCompanies || worst.people !== null),
    reasons,
    sync: { people: iso(worst.people), calls: { through: iso(worst.through), backfilling: worst.backfilling } },
  };
}

async function accountOf(id: AccountId, standing: boolean, { account }: ReadinessOptions): Promise<Account> {
  if (!standing) return { id, people: null, calls: {} };
  const store = account(id);
  return { id, people: await store.directory.syncedAt(), calls: await store.state.callSync() };
}

const troublesOf = (calls: CallSyncState): readonly string[] => [
  ...(calls.through === undefined ? ['calls have not been read yet'] : []),
  ...(isBackfilling(calls) ? [`past calls are being read: ${progress(calls)}`] : []),
  ...(calls.trouble === undefined ? [] : [`calls: ${calls.trouble}`]),
];

function worstOf(accounts: readonly Account[]) {
  const earliest = (instants: readonly (Instant | null | undefined)[]): Instant | null =>
    instants.reduce<Instant | null>(
      (least, at) => (least === null || at === null || at === undefined ? null : Math.min(least, at)),
      instants.length === 0 ? null : Number.POSITIVE_INFINITY,
    );
  return {
    people: earliest(accounts.map(({ people }) => people)),
    through: earliest(accounts.map(({ calls }) => calls.through)),
    backfilling: accounts.some(({ calls }) => isBackfilling(calls)),
  };
}

function isLost(account: AccountId, connections: Connections): boolean {
  const connection = connections.connectionOf(account);
  return connection?.kind === 'consent' && connection.lostAt !== null;
}

const iso = (instant: Instant | null) => (instant === null ? null : new Date(instant).toISOString());
