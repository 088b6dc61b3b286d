/** Of several processes on one store, at most one works for an account: asks RingCentral, posts, runs its jobs. */
import type { AccountId } from '../core/model.js';

export interface Leases {
  /** The accounts this process may work for at this moment. */
  held(): readonly AccountId[];
  /** False some time before another process may take over, also where nobody could say so to this one. */
  holds(account: AccountId): boolean;
}
