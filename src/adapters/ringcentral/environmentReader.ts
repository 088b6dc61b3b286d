/** The reader of the operator's configuration: whose account its JWT reads, asked until the platform tells, and remembered. */
import { Outage } from '../../core/errors.js';
import { type AccountId, accountId, type Instant } from '../../core/model.js';
import type { Clock, Log } from '../../ports.js';
import type { SecretStore } from '../credentials.js';
import type { ConnectedReader } from './reader.js';

export interface EnvironmentReader {
  readonly reader: ConnectedReader;
  /** Null until it is known. */
  account(): AccountId | null;
  /** The platform itself has told it since this process began. */
  confirmed(): boolean;
  /** Asks, when that is not known and it is time to ask again; the account when it became known. */
  connect(): Promise<AccountId | null>;
  /** Reads what another process was told. */
  reload(): Promise<void>;
}

const askAgainAfter = 15_000;
/** Stands for the reader's account while that is not known: of several processes one asks. */
export const unknownAccount = accountId('*');
/** The name under which the store keeps the reader's account, so that a restart while RingCentral is down knows whose data it has. */
export const accountName = 'reader-account';

export async function createEnvironmentReader(options: {
  readonly reader: ConnectedReader;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether this process works for an account. */
  readonly holds: (account: AccountId) => boolean;
}): Promise<EnvironmentReader> {
  const { reader, secrets, clock, log } = options;
  const recall = async () => {
    const remembered = await secrets.read(accountName);
    return remembered === null ? null : accountId(remembered);
  };
  let account = await recall();
  let confirmed = false;
  let askAt: Instant = 0;
  let asking = false;

  return {
    reader,
    account: () => account,
    confirmed: () => confirmed,
    async reload() {
      if (!confirmed) account = (await recall()) ?? account;
    },
    async connect() {
      if (confirmed || asking || clock.now() < askAt || !options.holds(account ?? unknownAccount)) return null;
      asking = true;
      try {
        const identity = await reader.identity();
        if (account !== identity.account) await secrets.write(accountName, identity.account);
        account = identity.account;
        confirmed = true;
        log.info('the reader is connected', { account, extension: identity.extension });
        return account;
      } catch (fault) {
        askAt = clock.now() + askAgainAfter;
        log.warn('the reader cannot connect yet', { reason: fault instanceof Outage ? fault.reason : 'failed' });
        return null;
      } finally {
        asking = false;
      }
    },
  };
}
