/** Counts every account's calls anew for the operator, beside a bot that may run and answer meanwhile. */
import { existsSync } from 'node:fs';
import { accountId } from '../../core/model.js';
import { leftWords } from '../../core/rendering/coverage.js';
import type { PartRules } from '../../core/rules.js';
import type { Clock, Log } from '../../ports.js';
import { associationBy, createCallStore } from './account.js';
import { createDirectoryStore } from './directory.js';
import { executedMigrations } from './inspect.js';
import { compareMigrations } from './migrations/index.js';
import { openEngine } from './open.js';
import { sqlitePath } from './sqlite.js';

export interface RecountOptions {
  readonly databaseUrl: string;
  readonly rules: PartRules;
  readonly clock: Clock;
  readonly log: Log;
  /** A person watches. */
  readonly onScreen: boolean;
}

const otherRules = 'a running bot still counts by other rules. Build, restart it, and it counts the rest anew by itself.';

/** A line on the screen is written over; elsewhere it comes so often. */
const lineEveryMs = 5_000;

/**
 * What the operator reads, as it goes on. Ended at any point, the next one goes on where it was. Rejects with StoreError, or with a sentence
 * for the operator; the latter also where a bot counts by other rules meanwhile.
 */
export async function* recountAll({ databaseUrl, rules, clock, log, onScreen }: RecountOptions): AsyncGenerator<string> {
  if (databaseUrl.startsWith('sqlite:') && !existsSync(sqlitePath(databaseUrl))) throw new Error('There is no database yet.');
  const { engine } = await openEngine(databaseUrl, log);
  try {
    if (compareMigrations(await executedMigrations(engine)).pending.length > 0)
      throw new Error('The tables are those of a former version: start the bot of this version first.');
    for (const { account: id } of await engine.query<{ account: string }>('SELECT account FROM directories ORDER BY account')) {
      const account = accountId(id);
      const calls = createCallStore(engine, account, associationBy(rules));
      const directory = await createDirectoryStore(engine, account, new Map()).read();
      if (!directory) continue;
      let done = 0;
      let told = clock.now();
      let first: { readonly done: number; readonly at: number } | undefined;
      for (let next = await calls.recount(directory, clock.now()); next; next = await calls.recount(directory, clock.now())) {
        // Back at the beginning: whoever wrote by other rules meanwhile would do so again.
        if (next.done < done) throw new Error(`${onScreen ? '\n' : ''}Company ${account}: ${otherRules}`);
        done = next.done;
        first ??= { done, at: clock.now() };
        const pace = (clock.now() - first.at) / (done - first.done);
        const left = Number.isFinite(pace) ? `, ${leftWords((next.total - done) * pace)} left` : '';
        const line = `Company ${account}: ${done} of ${next.total} call records${left}`;
        if (onScreen) yield `\r\x1b[K${line}`;
        else if (clock.now() - told >= lineEveryMs) {
          told = clock.now();
          yield `${line}\n`;
        }
      }
      const counted = done > 0 ? `; ${done} call records were counted anew` : '';
      yield `${onScreen ? '\r\x1b[K' : ''}Company ${account}: all calls are counted by the rules in force${counted}.\n`;
    }
  } finally {
    await engine.close();
  }
}
