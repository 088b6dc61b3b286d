/** Sets an account's background work going, and again where the store would not take it. */
import type { AccountId } from '../core/model.js';

export interface Starter {
  begin(account: AccountId): Promise<void>;
  /** Those that could not be begun. */
  again(): readonly Promise<void>[];
}

export function createStarter(setGoing: (account: AccountId) => Promise<void>): Starter {
  const notBegun = new Set<AccountId>();
  const begin = async (account: AccountId) => {
    try {
      await setGoing(account);
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
