/** Keeps the subscriptions of one account alive, one per identity, each with a verification token of its own. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import type { AccountId } from '../../core/model.js';
import type { Clock, Log } from '../../ports.js';
import type { SecretStore } from '../credentials.js';
import type { Api } from './request.js';
import { createSubscription, deleteSubscription, listSubscriptions, renewSubscription } from './subscriptionCalls.js';
import { planSubscription } from './subscriptionPlan.js';
import { parseJson } from './wire.js';

export type SubscriberName = 'bot' | 'reader';

/** Who subscribes for an account, at the moment it is asked; null while it is not connected. `self` is the extension that owns its events. */
export interface Subscribers {
  bot(account: AccountId): Promise<{ readonly self: string; readonly api: Api } | null>;
  reader(account: AccountId): Promise<{ readonly self: string; readonly api: Api; readonly scopes: ReadonlySet<string> } | null>;
}

export interface SubscriptionsOptions {
  /** The bot's public base address; without it nothing is subscribed. */
  readonly publicUrl?: string | undefined;
  /** Where the developer console dictates the token of the bot's events. */
  readonly verificationToken?: string | undefined;
  readonly subscribers: Subscribers;
  /** The secrets of an account. */
  readonly secretsOf: (account: AccountId) => SecretStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who speaks, where an event carries this token. */
export interface VerificationToken {
  readonly identity: SubscriberName;
  /** Null for the token the console dictates, which is that of every bot: its owner tells the account. */
  readonly account: AccountId | null;
  /** The extension that owns the events; undefined while the subscription is being made for the first time. */
  readonly owner?: string | undefined;
  readonly token: string;
}

export interface AccountSubscriptions {
  keep(): Promise<{ readonly restored: readonly SubscriberName[] }>;
  state(): Readonly<Record<SubscriberName, string>>;
  load(): Promise<void>;
  forget(identities: readonly SubscriberName[]): Promise<void>;
  tokens(): readonly VerificationToken[];
  readerSubscription(): string | null;
}

const made = z.object({
  id: z.string(),
  token: z.string().min(1),
  owner: z.string().catch(''),
  filters: z.array(z.string()),
  refused: z.array(z.string()),
  madeAt: z.number().catch(0),
});
export type Remembered = z.output<typeof made>;

/** Where the platform delivers to. */
export const webhookPath = '/bot/webhook';
const names = ['bot', 'reader'] as const;
const botFilters = ['/team-messaging/v1/posts', '/team-messaging/v1/chats', '/restapi/v1.0/account/~/extension/~'];
const readerFilters = ['/restapi/v1.0/account/~/extension', '/restapi/v1.0/account/~/directory/entries'];
const callFilter = '/restapi/v1.0/account/~/telephony/sessions';

export function createAccountSubscriptions(account: AccountId, options: SubscriptionsOptions): AccountSubscriptions {
  const { clock, log, subscribers, verificationToken } = options;
  const secrets = options.secretsOf(account);
  const address = options.publicUrl === undefined ? undefined : `${options.publicUrl}${webhookPath}`;
  const states: Record<SubscriberName, string> = { bot: 'not checked yet', reader: 'not checked yet' };
  const known: Record<SubscriberName, Remembered | null> = { bot: null, reader: null };
  const pending = new Map<SubscriberName, { readonly token: string; readonly owner: string }>();
  let running: Promise<{ readonly restored: readonly SubscriberName[] }> | undefined;

  const recall = async (name: SubscriberName): Promise<Remembered | null> => {
    known[name] = await readRemembered(secrets, name);
    return known[name];
  };

  /** @returns whether a subscription that had been there was made anew. */
  const keepOne = async (name: SubscriberName, api: Api, owner: string, wanted: readonly string[]): Promise<boolean> => {
    if (address === undefined) return false;
    const remembered = await recall(name);
    const own = remembered?.owner === owner ? remembered : null;
    const before = own?.id === '' ? null : own;
    const dictated = name === 'bot' ? verificationToken : undefined;
    const plan = planSubscription({
      listed: await listSubscriptions(api),
      address,
      wanted,
      made: before,
      now: clock.now(),
      dictated,
    });
    for (const id of plan.remove) await deleteSubscription(api, id);
    if (plan.renew && before) await renewSubscription(api, before.id);
    if (!plan.create) return false;
    log.info('subscription is being made', { account, identity: name, reason: plan.reason });
    const token = dictated ?? own?.token ?? randomBytes(24).toString('base64url');
    pending.set(name, { token, owner });
    // Its first event may come to another process, and before this one has heard that the subscription stands.
    if (token !== own?.token) await secrets.write(secretName(name), JSON.stringify(announced(token, owner)));
    try {
      const { id, filters, refused } = await createSubscription(api, { address, token, filters: wanted });
      const kept: Remembered = { id, token, owner, filters: [...filters], refused: [...refused], madeAt: clock.now() };
      await secrets.write(secretName(name), JSON.stringify(kept));
      known[name] = kept;
    } finally {
      pending.delete(name);
    }
    return before !== null;
  };

  const attempt = async (name: SubscriberName, run: () => Promise<boolean | string>): Promise<boolean | Error> => {
    try {
      const outcome = await run();
      states[name] = typeof outcome === 'string' ? outcome : activeState(known[name]);
      return outcome === true;
    } catch (error) {
      const fault = error instanceof Error ? error : new Error('unknown');
      states[name] = fault instanceof Outage ? fault.reason : 'failed';
      return fault;
    }
  };

  const keepBoth = async () => {
    const outcomes = {
      bot: await attempt('bot', async () => {
        if (address === undefined) return 'no public address';
        const bot = await subscribers.bot(account);
        return bot ? keepOne('bot', bot.api, bot.self, wantedFilters('bot', new Set())) : 'not installed';
      }),
      reader: await attempt('reader', async () => {
        if (address === undefined) return 'no public address';
        const reader = await subscribers.reader(account);
        if (!reader) return 'not connected';
        return keepOne('reader', reader.api, reader.self, wantedFilters('reader', reader.scopes));
      }),
    };
    const restored = names.filter((name) => outcomes[name] === true);
    // What was restored must be told; the failure comes again with the next beat.
    const failure = [outcomes.bot, outcomes.reader].find((outcome) => outcome instanceof Error);
    if (restored.length === 0 && failure) throw failure;
    return { restored };
  };

  return {
    keep: () => {
      running ??= keepBoth().finally(() => {
        running = undefined;
      });
      return running;
    },
    state: () => ({ ...states }),
    load: async () => {
      for (const name of names) await recall(name);
    },
    tokens: () =>
      names.flatMap((identity) => {
        const current = [pending.get(identity), known[identity]].flatMap((each) => (each ? [each] : []));
        return current.map(({ token, owner }) => ({ identity, account, owner, token }));
      }),
    forget: async (identities) => {
      for (const name of identities) {
        known[name] = null;
        states[name] = name === 'bot' ? 'not installed' : 'not connected';
        await secrets.remove(secretName(name));
      }
    },
    readerSubscription: () => known.reader?.id || null,
  };
}

const activeState = (subscription: Remembered | null) =>
  subscription && subscription.refused.length > 0 ? `active, without ${subscription.refused.join(', ')}` : 'active';

/** What an identity subscribes to, given the permissions of its application. */
export function wantedFilters(name: SubscriberName, scopes: ReadonlySet<string>): readonly string[] {
  if (name === 'bot') return botFilters;
  return scopes.has('CallControl') ? [...readerFilters, callFilter] : readerFilters;
}

/** The subscription that was made last, as it is kept among the secrets of its account. */
export async function readRemembered(secrets: Pick<SecretStore, 'read'>, name: SubscriberName): Promise<Remembered | null> {
  const text = await secrets.read(secretName(name));
  const parsed = made.safeParse(text === null ? null : parseJson(text));
  return parsed.success ? parsed.data : null;
}

/** A token that is about to be used, of no subscription yet. */
const announced = (token: string, owner: string): Remembered => ({ id: '', token, owner, filters: [], refused: [], madeAt: 0 });

const secretName = (name: SubscriberName) => `webhook-${name}`;
