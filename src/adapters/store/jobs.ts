/** The table of jobs. While a job runs it has no due time but a lease; a lease that ran out is due again. */
import { type AccountId, accountId, type Instant } from '../../core/model.js';
import type { Engine } from './engine.js';
import { notOthers } from './leases.js';

export interface Job {
  readonly name: string;
  readonly account: AccountId;
  /** Runs in a row without success, this one included. */
  readonly attempts: number;
}

interface Claim {
  readonly names: readonly string[];
  readonly running: readonly string[];
  /** Of these alone; of all where absent. */
  readonly accounts?: readonly AccountId[] | undefined;
  readonly now: Instant;
  readonly leaseUntil: Instant;
}

/** How a job is told from all others. */
export const jobKey = (job: { name: string; account: string }) => `${job.name} ${job.account}`;

export interface Jobs {
  enqueue(name: string, account: AccountId, at: Instant): Promise<void>;
  every(name: string, account: AccountId, periodMs: number, firstAt: Instant): Promise<void>;
  /** Leases what is due of these names to this process, but what it runs already, or what is of an account another one works for. */
  claim(asked: Claim): Promise<Job[]>;
  /** False where the lease was lost. */
  renew(job: Job, leaseUntil: Instant): Promise<boolean>;
  /** Ends the lease. Due again after its period, or when it was enqueued meanwhile; otherwise the row goes. */
  succeeded(job: Job, now: Instant): Promise<void>;
  failed(job: Job, retryAt: Instant): Promise<void>;
  /** The clock was set back: nothing is due later than one period from now, and no lease lasts longer than one given now. */
  bringForward(now: Instant, leaseUntil: Instant): Promise<void>;
}

const due = '((lease_until IS NULL AND run_at <= $1) OR lease_until <= $1)';

/** @param owner the process that runs them */
export function createJobs(engine: Engine, owner: string): Jobs {
  const { dialect } = engine;
  return {
    async enqueue(name, account, at) {
      await engine.write((tx) =>
        tx.query(
          `INSERT INTO jobs (name, account, run_at, attempts) VALUES ($1, $2, $3, 0) ON CONFLICT (name, account) DO UPDATE
           SET run_at = CASE WHEN jobs.run_at <= excluded.run_at THEN jobs.run_at ELSE excluded.run_at END`,
          [name, account, at],
        ),
      );
    },

    async every(name, account, periodMs, firstAt) {
      await engine.write((tx) =>
        tx.query(
          `INSERT INTO jobs (name, account, run_at, period_ms, attempts) VALUES ($1, $2, $3, $4, 0)
           ON CONFLICT (name, account) DO UPDATE SET period_ms = excluded.period_ms,
             run_at = CASE WHEN jobs.run_at <= excluded.run_at OR jobs.lease_until IS NOT NULL THEN jobs.run_at
                           ELSE excluded.run_at END`,
          [name, account, firstAt, periodMs],
        ),
      );
    },

    async claim({ names, running, accounts, now, leaseUntil }) {
      const asked = dialect.list(names);
      const ofNames = `name IN (SELECT value FROM ${dialect.values(2)} AS known)`;
      // Most beats find nothing due, and a read does not wait for the writers.
      const waiting = await engine.query<{ account: string }>(`SELECT DISTINCT account FROM jobs WHERE ${due} AND ${ofNames}`, [
        now,
        asked,
      ]);
      const concerned = waiting.map(({ account }) => account).filter((account) => accounts?.some((id) => id === account) ?? true);
      if (concerned.length === 0) return [];
      const rows = await engine.write(async (tx) =>
        tx.query<{ name: string; account: string; attempts: number }>(
          `UPDATE jobs SET owner = $3, lease_until = $4, run_at = NULL, attempts = attempts + 1
           WHERE (name, account) IN (SELECT name, account FROM jobs WHERE ${due} AND ${ofNames}
             AND name || ' ' || account NOT IN (SELECT value FROM ${dialect.values(5)} AS running)
             AND account IN (SELECT value FROM ${dialect.values(6)} AS concerned)
             ORDER BY name, account ${dialect.skipLocked})
           RETURNING name, account, attempts`,
          [now, asked, owner, leaseUntil, dialect.list(running), dialect.list(await notOthers(tx, concerned, owner))],
        ),
      );
      return rows.map((row) => ({ ...row, account: accountId(row.account) }));
    },

    async renew({ name, account }, leaseUntil) {
      const rows = await engine.write((tx) =>
        tx.query('UPDATE jobs SET lease_until = $4 WHERE name = $1 AND account = $2 AND owner = $3 RETURNING name', [
          name,
          account,
          owner,
          leaseUntil,
        ]),
      );
      return rows.length === 1;
    },

    async succeeded({ name, account }, now) {
      await engine.write(async (tx) => {
        await tx.query(
          `UPDATE jobs SET owner = NULL, lease_until = NULL, attempts = 0,
             run_at = CASE WHEN run_at <= $4 + period_ms OR period_ms IS NULL THEN run_at ELSE $4 + period_ms END
           WHERE name = $1 AND account = $2 AND owner = $3`,
          [name, account, owner, now],
        );
        await tx.query('DELETE FROM jobs WHERE name = $1 AND account = $2 AND run_at IS NULL AND lease_until IS NULL', [
          name,
          account,
        ]);
      });
    },

    async failed({ name, account }, retryAt) {
      await engine.write((tx) =>
        tx.query(
          `UPDATE jobs SET owner = NULL, lease_until = NULL, run_at = CASE WHEN run_at <= $4 THEN run_at ELSE $4 END
           WHERE name = $1 AND account = $2 AND owner = $3`,
          [name, account, owner, retryAt],
        ),
      );
    },

    async bringForward(now, leaseUntil) {
      await engine.write(async (tx) => {
        await tx.query('UPDATE jobs SET run_at = $1 + period_ms WHERE lease_until IS NULL AND run_at > $1 + period_ms', [now]);
        await tx.query('UPDATE jobs SET lease_until = $1 WHERE lease_until > $1', [leaseUntil]);
      });
    },
  };
}
