/** Puts together how companies come, connect their readers, and go. */
import type { Settings } from '../../config.js';
import type { AccountId } from '../../core/model.js';
import type { Clock, Log, Metrics } from '../../ports.js';
import type { ConsentTokens } from '../credentials.js';
import type { LiveConnections } from '../ringcentral/connections.js';
import type { WebhookSubscriptions } from '../ringcentral/subscriptions.js';
import type { Store } from '../store/open.js';
import { createConnecting, type LiveConnecting } from './connecting.js';
import { createExchange, endConsent } from './exchange.js';
import { createLeaving, type Leaving } from './leaving.js';
import { createLinks, linksPurpose } from './links.js';
import { connectingPlace } from './policy.js';

export interface CompaniesOptions {
  readonly server: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly store: Pick<Store, 'account' | 'consents' | 'deriveKey'>;
  readonly connections: LiveConnections;
  readonly subscriptions: WebhookSubscriptions;
  /** Sets an account's background work going. */
  readonly begin: (account: AccountId) => Promise<void>;
  /** Resolves when nothing that was begun for the account goes on. */
  readonly settled: (account: AccountId) => Promise<void>;
}

export function createCompanies(
  settings: Settings,
  options: CompaniesOptions,
): { readonly connecting: LiveConnecting; readonly leaving: Leaving } {
  const { server, clock, log, metrics, store, connections, subscriptions } = options;
  const { readerApp } = settings;
  const app = readerApp ?? { clientId: '', clientSecret: '' };
  const platform = { server, clock, log, metrics, app };
  const end = (tokens: ConsentTokens) => (readerApp ? endConsent(platform, tokens) : Promise.resolve());
  const leaving = createLeaving({
    account: (id) => store.account(id),
    consents: store.consents,
    connections,
    subscriptions,
    end,
    settled: options.settled,
    log,
  });
  const connecting = createConnecting({
    ...connectingPlace(settings),
    links: createLinks(store.deriveKey(linksPurpose)),
    consents: store.consents,
    exchange: createExchange(platform),
    end,
    isOperators: (account) => connections.operatorAccount() === account,
    isInstalled: (account) => connections.bots().some((bot) => bot.account === account),
    companyName: (account) => connections.companyName(account),
    connected: async (consent) => {
      connections.addConsent(consent);
      await options.begin(consent.account);
    },
    disconnect: (account) => leaving.disconnected(account),
    clock,
    log,
  });
  return { connecting, leaving };
}
