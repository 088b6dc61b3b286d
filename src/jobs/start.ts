/** Sets an account's background work going, and again where the store would not take it. */
import type { AccountId } from '../core/model.js';
import type { Clock, Leases, Work } from '../ports.js';
import { keepSubscriptionsJob } from './index.js';

export interface Starter {
  /** Where another process works for the account, that one is told that something is new. */
  begin(account: AccountId): Promise<void>;
  /** Those that could not be begun. */
  again(): readonly Promise<void>[];
}

/** By then every process has heard what one of them wrote. */
const heardAfter = 2_000;

export function createStarter(
  setGoing: (account: AccountId) => Promise<void>,
  { leases, work, clock }: { readonly leases: Leases; readonly work: Pick<Work, 'enqueue'>; readonly clock: Clock },
): Starter {
  const notBegun = new Set<AccountId>();
  const begin = async (account: AccountId) => {
    try {
      if (leases.holds(account)) await setGoing(account);
      else await work.enqueue(keepSubscriptionsJob, account, clock.now() + heardAfter);
    } catch (fault) {
      notBegun.add(account);
      throw fault;
    }
  };
  return {
    begin,
    again() {
      const accounts = [...notBegun];
      notBegun.clear();
      return accounts.map(begin);
    },
  };
}
