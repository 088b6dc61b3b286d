/** Who is connected: the bots that are installed, and the reader as soon as it has told whose account it reads. */
import { Outage } from '../../core/errors.js';
import { type AccountId, accountId, type Instant, personId } from '../../core/model.js';
import type { Clock, Connections, Log, Metrics } from '../../ports.js';
import type { BotRow, Bots, SecretStore } from '../credentials.js';
import { accessTokenOf } from './chatbotCore.js';
import { type BotMessenger, createMessenger } from './messenger.js';
import type { ConnectedReader } from './reader.js';
import type { Subscribers } from './subscriptions.js';

export interface LiveConnections extends Connections {
  readonly subscribers: Subscribers;
  /** Asks the reader whose account it reads, when that is not known and it is time to ask again; that account when it became known. */
  connectReader(): Promise<AccountId | null>;
  addBot(row: BotRow): Promise<void>;
  removeBot(id: string): void;
  isBot(id: string): boolean;
}

export interface ConnectionsOptions {
  readonly server: string;
  readonly reader: ConnectedReader | null;
  readonly bots: Bots;
  /** The account is remembered, so that a restart while RingCentral is down knows whose data it has. */
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

const askAgainAfter = 15_000;
/** The name under which the store keeps the reader's account. */
export const accountName = 'reader-account';

export async function createConnections(options: ConnectionsOptions): Promise<LiveConnections> {
  const { reader, clock, log, secrets } = options;
  const bots = new Map<string, { readonly account: AccountId; readonly messenger: BotMessenger }>();
  let account: AccountId | null = null;
  let confirmed = false;
  let askAt: Instant = 0;
  let asking = false;

  const addBot = async (row: BotRow) => {
    const messenger = await createMessenger({ ...options, self: personId(row.id), accessToken: accessTokenOf(row) });
    bots.set(row.id, { account: row.account, messenger });
  };
  for (const row of await options.bots.all()) await addBot(row);
  const remembered = reader ? await secrets.read(accountName) : null;
  if (remembered !== null) account = accountId(remembered);

  return {
    addBot,
    removeBot: (id) => void bots.delete(id),
    isBot: (id) => bots.has(id),
    bots: () => [...bots.values()],
    reader: () => (reader && account !== null ? { account, reader } : null),
    async connectReader() {
      if (!reader || confirmed || asking || clock.now() < askAt) return null;
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
    subscribers: {
      bot: async () => {
        const newest = [...bots.values()].at(-1);
        return newest ? { self: newest.messenger.self, api: newest.messenger.api } : null;
      },
      reader: async () => (reader && confirmed ? { api: reader.api, scopes: await reader.scopes() } : null),
    },
  };
}
