/** Whether the store can be worked with: the database, its tables, the secret key; and how fresh its contents are. */

import type { CallSyncState } from '../../core/callSync.js';
import type { AccountId, Instant } from '../../core/model.js';
import { isBackfilling, progress } from '../../core/rendering/coverage.js';
import type { FoundKey, StoreInspection } from '../store/inspect.js';
import type { Vault } from '../store/vault.js';
import { fine, missing, type Verdict, warning, wrong } from './examine.js';

export function checkDatabase(store: StoreInspection | null): Verdict<StoreInspection> {
  return store === null ? missing('the file is not there yet; the first start makes it') : fine('answers', store);
}

export function checkMigrations({ migrations: { pending, unknown } }: StoreInspection): Verdict<true> {
  if (unknown.length > 0) {
    return wrong(`the database was used by a newer version (${unknown.join(', ')})`, { fix: 'update this program' });
  }
  if (pending.length > 0) return missing(`not run yet: ${pending.join(', ')}`);
  return fine('all are in place', true);
}

/** @param store null where the database could not be looked at */
export async function checkKey({ vault, source, exposed }: FoundKey, store: StoreInspection | null): Promise<Verdict<Vault>> {
  const fits = store === null ? null : await store.fits(vault);
  if (vault === null) {
    if (fits === false)
      return missing(`the data is encrypted, but there is neither BOT_SECRET_KEY nor ${source ?? 'a key file'}`);
    if (source === null) {
      return missing('BOT_SECRET_KEY is not set, which PostgreSQL needs', { fix: '.env; README, Configuration' });
    }
    return { findings: [{ state: 'ok', says: 'none yet; the first start makes one beside the database' }] };
  }
  if (fits === false) return wrong(`${source} is not the key, or lacks one of the keys, the data was encrypted with`);
  if (exposed) {
    const fix = `chmod 600 ${source}`;
    return { findings: [{ state: 'wrong', says: `others on this machine may read ${source}`, fix }], value: vault };
  }
  if (store !== null && (await store.keys()) > 1) {
    return warning(`${source} fits the data, which is encrypted with two keys`, vault, {
      breaks: 'the former key cannot be thrown away',
      fix: 'npm run rotate-key; README, Security',
    });
  }
  return fine(fits ? `${source} fits the data` : `${source}; there is no data yet to compare it with`, vault);
}

/** Says nothing where one process at most can be, or no account is known. @param workers by account, the process that works for it */
export function checkWorkers(workers: ReadonlyMap<AccountId, string> | null, accounts: readonly AccountId[]): Verdict<true> {
  if (workers === null || accounts.length === 0) return { findings: [], value: true };
  const idle = accounts.filter((account) => !workers.has(account));
  if (idle.length > 0) return missing(`no process works for ${named(idle)}`);
  const names = [...new Set(accounts.flatMap((account) => workers.get(account) ?? []))].sort();
  const each = names.map((name) => `${name} works for ${named(accounts.filter((account) => workers.get(account) === name))}`);
  return fine(each.join('; '), true);
}

const named = (accounts: readonly AccountId[]) => `account${accounts.length > 1 ? 's' : ''} ${accounts.join(', ')}`;

const minute = 60_000;
const callsFreshFor = 15 * minute;
/** People are read daily, and when RingCentral tells of a change. */
const peopleFreshFor = 25 * 60 * minute;

export function checkPeople(at: Instant | null, now: Instant): Verdict<true> {
  if (at === null) return missing('have not been read yet');
  return now - at > peopleFreshFor ? wrong(`were last read ${agoOf(at, now)}`) : fine(`read ${agoOf(at, now)}`, true);
}

export function checkCalls(calls: CallSyncState, now: Instant): Verdict<true> {
  const { through, trouble, way } = calls;
  const why = trouble === undefined ? '' : ` (${trouble})`;
  if (way === 'people') {
    return warning(`are read person by person, when somebody asks${why}`, true, {
      breaks: 'first answers about a person are late',
      fix: 'give the service user FullCompanyCallLog; README, Install for real, step 2',
    });
  }
  if (through === undefined) return missing(`have not been read yet${why}`);
  if (now - through > callsFreshFor) return wrong(`were last read ${agoOf(through, now)}${why}`);
  if (trouble !== undefined) return warning(`read ${agoOf(through, now)}, with trouble since${why}`, true);
  return fine(`read ${agoOf(through, now)}${isBackfilling(calls) ? `; of the past ${progress(calls)}` : ''}`, true);
}

function agoOf(at: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.floor((now - at) / minute));
  if (minutes < 120) return minutes === 0 ? 'within the last minute' : `${minutes} min ago`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} hours ago` : `${Math.floor(minutes / 1440)} days ago`;
}
