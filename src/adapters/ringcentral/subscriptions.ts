/** The webhook subscriptions of all accounts, and whose event it is by the verification token it carries. */
import type { AccountId } from '../../core/model.js';
import type { Subscriptions } from '../../ports.js';
import {
  type AccountSubscriptions,
  createAccountSubscriptions,
  type SubscriberName,
  type SubscriptionsOptions,
  type VerificationToken,
} from './accountSubscriptions.js';

export interface WebhookSubscriptions extends Subscriptions {
  /** The tokens that events may carry now. Of an account none until the first `load` or `keep`. */
  tokens(): readonly VerificationToken[];
  /** Reads the remembered tokens of an account, so that its events are known from the start on. */
  load(account: AccountId): Promise<void>;
  /** These identities' subscriptions are gone, or shall be: their tokens count no more. */
  forget(account: AccountId, identities: readonly SubscriberName[]): Promise<void>;
  /** The id by which the platform knows the reader's subscription; null where there is none. */
  readerSubscription(account: AccountId): string | null;
}

export function createSubscriptions(options: SubscriptionsOptions): WebhookSubscriptions {
  const { verificationToken } = options;
  const accounts = new Map<AccountId, AccountSubscriptions>();
  const of = (account: AccountId): AccountSubscriptions => {
    const known = accounts.get(account);
    if (known) return known;
    const made = createAccountSubscriptions(account, options);
    accounts.set(account, made);
    return made;
  };

  return {
    keep: (account) => of(account).keep(),
    state: (account) => of(account).state(),
    load: (account) => of(account).load(),
    forget: (account, identities) => of(account).forget(identities),
    readerSubscription: (account) => of(account).readerSubscription(),
    tokens: () => [
      ...[...accounts.values()].flatMap((each) => each.tokens()).filter(({ token }) => token !== verificationToken),
      ...(verificationToken === undefined ? [] : [{ identity: 'bot' as const, account: null, token: verificationToken }]),
    ],
  };
}
