/** How a company goes: its data and tokens at once, and again when what was under way for it has ended; then the platform is told. */
import type { AccountId } from '../../core/model.js';
import type { AccountStore, Log } from '../../ports.js';
import type { BotRow, Consent, Consents, ConsentTokens } from '../credentials.js';
import type { LiveConnections } from '../ringcentral/connections.js';
import { deleteSubscription } from '../ringcentral/subscriptionCalls.js';
import type { WebhookSubscriptions } from '../ringcentral/subscriptions.js';

export interface LeavingOptions {
  readonly account: (id: AccountId) => AccountStore;
  readonly consents: Pick<Consents, 'find'>;
  readonly connections: LiveConnections;
  readonly subscriptions: WebhookSubscriptions;
  /** Resolves when nothing that was begun for the account goes on. */
  readonly settled: (account: AccountId) => Promise<void>;
  /** Ends a consent with the platform; never rejects. */
  readonly end: (tokens: ConsentTokens) => Promise<void>;
  readonly log: Log;
}

export interface Leaving {
  /** The bot was removed from the company: everything of it goes, and nothing is read until the bot is installed again. */
  uninstalled(bot: BotRow): Promise<void>;
  /** Nobody reads by the consent any more, and what was read goes. How many records there were. */
  disconnected(account: AccountId): Promise<{ readonly calls: number; readonly people: number }>;
  /** Another process heard that the bot was removed: what is under way here may have written since. */
  elsewhere(account: AccountId): Promise<void>;
  /** Deletes what a death left behind. */
  finish(): Promise<void>;
}

export function createLeaving(options: LeavingOptions): Leaving {
  const { connections, subscriptions, consents, log } = options;

  /** What the platform must be told when the account's own tokens are gone from here. */
  const goodbye = (account: AccountId, consent: Consent | null): (() => Promise<void>) => {
    const reader = connections.readerOf(account);
    const subscription = subscriptions.readerSubscription(account);
    return async () => {
      if (reader && subscription !== null) await deleteSubscription(reader.api, subscription, true).catch(() => {});
      if (consent && consent.lostAt === null) await options.end(consent.tokens);
    };
  };

  /** What was under way may have written after the first deletion. */
  const afterwards = (account: AccountId, again: () => Promise<unknown>, tell: () => Promise<void>) => {
    const run = async () => {
      await tell();
      await options.settled(account);
      await again();
    };
    run().catch((error: unknown) =>
      log.error('a company that left could not be forgotten wholly', { account, error: String(error) }),
    );
  };

  const erase = async (account: AccountId) => {
    if (!connections.wasUninstalled(account)) return;
    await options.account(account).erase();
  };

  return {
    async uninstalled({ account, id }) {
      const consent = await consents.find(account);
      const tell = goodbye(account, consent);
      connections.removeBot(account, id);
      // First of all, so that a death in between is noticed at the next start.
      await connections.setUninstalled(account, true);
      connections.removeConsent(account);
      await erase(account);
      await subscriptions.forget(account, ['bot', 'reader']);
      log.info('the bot was removed', { bot: id, account });
      afterwards(account, () => erase(account), tell);
    },

    async disconnected(account) {
      const tell = goodbye(account, await consents.find(account));
      connections.removeConsent(account);
      const gone = await options.account(account).forgetCalls();
      await subscriptions.forget(account, ['reader']);
      log.info('a company disconnected its reader', { account, ...gone });
      const again = async () => {
        if (connections.connectionOf(account) === null) await options.account(account).forgetCalls();
      };
      afterwards(account, again, tell);
      return gone;
    },

    async elsewhere(account) {
      await subscriptions.load(account);
      afterwards(
        account,
        () => erase(account),
        async () => {},
      );
    },

    async finish() {
      for (const account of connections.uninstalled()) {
        for (const bot of connections.bots()) if (bot.account === account) connections.removeBot(account, bot.messenger.self);
        connections.removeConsent(account);
        await erase(account);
        // The operator's reader would begin to read it again.
        if (connections.operatorAccount() !== account) await connections.setUninstalled(account, false);
      }
    },
  };
}
