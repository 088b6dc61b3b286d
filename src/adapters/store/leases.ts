/** Leases in the store: taken and renewed by the database's clock, and believed by a clock of the process that nobody sets. */
import { Outage } from '../../core/errors.js';
import { type AccountId, accountId, type Instant } from '../../core/model.js';
import type { Clock, Leases, Log } from '../../ports.js';
import { withTimeLimit } from '../timeLimit.js';
import type { Engine, Writing } from './engine.js';

export interface StoreLeases extends Leases {
  /**
   * Renews what is held and takes what nobody holds any more; to be called every half second or so. Resolves with what it took; what
   * cannot be renewed is no longer held when its time comes. Rejects where the store does not answer.
   */
  keep(accounts: readonly AccountId[]): Promise<readonly AccountId[]>;
  /** Others may take over at once; nothing is held any more. */
  giveBack(): Promise<void>;
}

export interface LeasesOptions {
  readonly engine: Engine;
  /** Who holds them; no other process, before or after, has the same. */
  readonly owner: string;
  readonly clock: Clock;
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
  readonly log: Log;
}

/** A name may come again with the next process; the whole never does. */
export const ownerName = (name: string, unique: string) => `${name} ${unique}`;

/** Who works for which account now, by the names of the processes, and the database's clock. */
export async function readWorkers({ query, dialect }: Pick<Engine, 'query' | 'dialect'>): Promise<Map<AccountId, string>> {
  const rows = await query<{ account: string; owner: string }>(`SELECT account, owner FROM leases WHERE until > ${dialect.now}`);
  return new Map(rows.map(({ account, owner }) => [accountId(account), owner.replace(/ [^ ]*$/, '')]));
}

/** After a death the work rests for so long, and a look. */
const leaseMs = 12_000;
/** So long before its end a lease is no longer believed: a request may be on its way. */
const marginMs = 3_000;
const renewEveryMs = 3_000;
const lookEveryMs = 1_000;
const longestLookMs = 4_000;

export function createLeases({ engine, owner, clock, monotonic, log }: LeasesOptions): StoreLeases {
  const { now } = engine.dialect;
  const until = new Map<AccountId, number>();
  let known = new Set<AccountId>();
  let lookAt = Number.NEGATIVE_INFINITY;
  let renewAt = Number.NEGATIVE_INFINITY;
  let looking = false;
  let over = false;

  const held = () => [...until].flatMap(([account, end]) => (monotonic() < end ? [account] : []));
  const holds = (account: AccountId) => monotonic() < (until.get(account) ?? Number.NEGATIVE_INFINITY);

  /** Most looks find everything held by somebody, and write nothing. */
  const free = async (accounts: readonly AccountId[]): Promise<readonly AccountId[]> => {
    const rows = await engine.query<{ account: string }>(
      `SELECT account FROM leases WHERE owner <> $1 AND until > ${now} AND account IN
         (SELECT value FROM ${engine.dialect.values(2)} AS asked)`,
      [owner, engine.dialect.list(accounts)],
    );
    const others = new Set(rows.map(({ account }) => account));
    return accounts.filter((account) => !others.has(account));
  };

  const take = (accounts: readonly AccountId[], gained: (account: AccountId) => boolean) =>
    engine.write(async (tx) => {
      const rows = await tx.query<{ account: string }>(
        `INSERT INTO leases (account, owner, until)
         SELECT value, $1, ${now} + $2 FROM ${engine.dialect.values(3)} AS asked WHERE true
         ON CONFLICT (account) DO UPDATE SET owner = excluded.owner, until = ${now} + $2
           WHERE leases.owner = excluded.owner OR leases.until <= ${now}
         RETURNING account`,
        [owner, leaseMs, engine.dialect.list([...accounts].sort())],
      );
      const mine = rows.map(({ account }) => accountId(account));
      await freeJobs(tx, mine.filter(gained), owner, clock.now());
      return mine;
    });

  const look = async (accounts: readonly AccountId[]): Promise<readonly AccountId[]> => {
    // From before the question: the database gave the lease no sooner.
    const askedAt = monotonic();
    const before = new Set(held());
    const open = await free(accounts);
    const renews = askedAt >= renewAt;
    const asked = open.filter((account) => renews || !before.has(account));
    const mine = new Set(asked.length === 0 || over ? [] : await take(asked, (account) => !before.has(account)));
    if (over) return [];
    if (renews) renewAt = askedAt + renewEveryMs;
    for (const account of accounts) {
      const others = !open.includes(account) || (asked.includes(account) && !mine.has(account));
      if (mine.has(account)) until.set(account, askedAt + leaseMs - marginMs);
      else if (others && until.delete(account)) log.warn('another process works for an account now', { account });
    }
    const gained = [...mine].filter((account) => !before.has(account));
    if (gained.length > 0) log.info('this process works for accounts', { accounts: gained });
    return gained;
  };

  return {
    held,
    holds,
    async keep(accounts) {
      const news = accounts.some((account) => !known.has(account));
      if (over || looking || (!news && monotonic() < lookAt)) return [];
      looking = true;
      lookAt = monotonic() + lookEveryMs;
      if (news) renewAt = Number.NEGATIVE_INFINITY;
      try {
        const gained = await withTimeLimit(look(accounts), longestLookMs, 'the leases could not be looked at in time');
        known = new Set(accounts);
        return gained;
      } finally {
        looking = false;
      }
    },
    async giveBack() {
      over = true;
      until.clear();
      await engine.write((tx) => tx.query('UPDATE leases SET until = 0 WHERE owner = $1', [owner]));
    },
  };
}

/** Where no other process can be: everything asked for is held from then on. */
export function createSoleLeases({ engine, owner, clock }: LeasesOptions): StoreLeases {
  const held = new Set<AccountId>();
  return {
    held: () => [...held],
    holds: (account) => held.has(account),
    async keep(accounts) {
      const gained = accounts.filter((account) => !held.has(account));
      if (gained.length === 0) return [];
      await engine.write(async (tx) => {
        await tx.query('DELETE FROM leases WHERE owner <> $1', [owner]);
        await freeJobs(tx, gained, owner, clock.now());
      });
      for (const account of gained) held.add(account);
      return gained;
    },
    async giveBack() {
      held.clear();
    },
  };
}

/** Whoever ran the jobs of these accounts before runs them no more, whatever their own leases say. */
async function freeJobs(tx: Writing, accounts: readonly AccountId[], owner: string, now: Instant): Promise<void> {
  await tx.query(
    `UPDATE jobs SET owner = NULL, lease_until = NULL, run_at = $2
     WHERE lease_until IS NOT NULL AND owner <> $3 AND account IN (SELECT value FROM ${tx.dialect.values(1)} AS taken)`,
    [tx.dialect.list(accounts), now, owner],
  );
}

/**
 * Inside a transaction that only who works for the account may make: nobody takes over before it ends.
 * @throws Outage where another process does. An account that nobody ever held is anybody's.
 */
export async function mustHold(tx: Writing, account: string, owner: string): Promise<void> {
  const [row] = await tx.query<{ owner: string }>(`SELECT owner FROM leases WHERE account = $1 ${tx.dialect.keepRow}`, [account]);
  if (row !== undefined && row.owner !== owner) throw new Outage('another process works for this account');
}

/** Of these accounts, those that no other process works for; and so it stays until the transaction ends. */
export async function notOthers(tx: Writing, accounts: readonly string[], owner: string): Promise<readonly string[]> {
  const rows = await tx.query<{ account: string; owner: string }>(
    `SELECT account, owner FROM leases WHERE account IN (SELECT value FROM ${tx.dialect.values(1)} AS asked) ${tx.dialect.keepRow}`,
    [tx.dialect.list(accounts)],
  );
  const others = new Set(rows.flatMap((row) => (row.owner === owner ? [] : [row.account])));
  return accounts.filter((account) => !others.has(account));
}
