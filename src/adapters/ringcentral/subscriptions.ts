/** Keeps one webhook subscription per identity alive, each with a verification token of its own. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import type { Clock, Log, Subscriptions } from '../../ports.js';
import type { SecretStore } from '../credentials.js';
import type { Api } from './request.js';
import { createSubscription, deleteSubscription, listSubscriptions, renewSubscription } from './subscriptionCalls.js';
import { planSubscription } from './subscriptionPlan.js';
import { parseJson } from './wire.js';

export type SubscriberName = 'bot' | 'reader';

/** Who subscribes, at the moment it is asked; null while it is not connected. */
export interface Subscribers {
  bot(): Promise<{ readonly self: string; readonly api: Api } | null>;
  reader(): Promise<{ readonly api: Api; readonly scopes: ReadonlySet<string> } | null>;
}

export interface SubscriptionsOptions {
  /** The bot's public base address; without it nothing is subscribed. */
  readonly publicUrl?: string | undefined;
  /** Where the developer console dictates the token of the bot's events. */
  readonly verificationToken?: string | undefined;
  readonly subscribers: Subscribers;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface WebhookSubscriptions extends Subscriptions {
  /** The tokens that events may carry now, with the identity each stands for. Empty until the first `load` or `keep`. */
  tokens(): readonly { readonly identity: SubscriberName; readonly token: string }[];
  /** Reads the remembered tokens, so that events are known from the start on. */
  load(): Promise<void>;
  /** The bot was removed, and its subscription with it: its token counts no more. */
  forgetBot(): Promise<void>;
}

/** Where the platform delivers to. */
export const webhookPath = '/bot/webhook';

const made = z.object({
  id: z.string(),
  token: z.string().min(1),
  owner: z.string().catch(''),
  filters: z.array(z.string()),
  refused: z.array(z.string()),
  madeAt: z.number().catch(0),
});
export type Remembered = z.output<typeof made>;

const botFilters = ['/team-messaging/v1/posts', '/team-messaging/v1/chats', '/restapi/v1.0/account/~/extension/~'];
const readerFilters = ['/restapi/v1.0/account/~/extension', '/restapi/v1.0/account/~/directory/entries'];
const callFilter = '/restapi/v1.0/account/~/telephony/sessions';

export function createSubscriptions(options: SubscriptionsOptions): WebhookSubscriptions {
  const { secrets, clock, log, verificationToken } = options;
  const address = options.publicUrl === undefined ? undefined : `${options.publicUrl}${webhookPath}`;
  const states: Record<SubscriberName, string> = { bot: 'not checked yet', reader: 'not checked yet' };
  const known: Record<SubscriberName, Remembered | null> = { bot: null, reader: null };
  const pending = new Map<SubscriberName, string>();
  let running: Promise<{ readonly restored: readonly SubscriberName[] }> | undefined;

  const recall = async (name: SubscriberName): Promise<Remembered | null> => {
    known[name] = await readRemembered(secrets, name);
    return known[name];
  };

  /** @returns whether a subscription that had been there was made anew. */
  const keepOne = async (name: SubscriberName, api: Api, owner: string, wanted: readonly string[]): Promise<boolean> => {
    if (address === undefined) return false;
    const remembered = await recall(name);
    const before = remembered && (remembered.owner === owner ? remembered : null);
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
    log.info('subscription is being made', { identity: name, reason: plan.reason });
    const token = dictated ?? remembered?.token ?? randomBytes(24).toString('base64url');
    pending.set(name, token);
    try {
      const created = await createSubscription(api, { address, token, filters: wanted });
      const { id, filters, refused } = created;
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
        const bot = await options.subscribers.bot();
        return bot ? keepOne('bot', bot.api, bot.self, wantedFilters('bot', new Set())) : 'not installed';
      }),
      reader: await attempt('reader', async () => {
        if (address === undefined) return 'no public address';
        const reader = await options.subscribers.reader();
        if (!reader) return 'not connected';
        return keepOne('reader', reader.api, 'reader', wantedFilters('reader', reader.scopes));
      }),
    };
    const restored = (['bot', 'reader'] as const).filter((name) => outcomes[name] === true);
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
      await recall('bot');
      await recall('reader');
    },
    tokens: () => [
      ...(['bot', 'reader'] as const).flatMap((identity) => {
        const current = [pending.get(identity), known[identity]?.token].filter((token) => token !== undefined);
        return [...new Set(current)].map((token) => ({ identity, token }));
      }),
      ...(verificationToken === undefined ? [] : [{ identity: 'bot' as const, token: verificationToken }]),
    ],
    forgetBot: async () => {
      known.bot = null;
      states.bot = 'not installed';
      await secrets.remove(secretName('bot'));
    },
  };
}

const activeState = (subscription: Remembered | null) =>
  subscription && subscription.refused.length > 0 ? `active, without ${subscription.refused.join(', ')}` : 'active';

/** What an identity subscribes to, given the permissions of its application. */
export function wantedFilters(name: SubscriberName, scopes: ReadonlySet<string>): readonly string[] {
  if (name === 'bot') return botFilters;
  return scopes.has('CallControl') ? [...readerFilters, callFilter] : readerFilters;
}

/** The subscription that was made last, as it is kept in the store. */
export async function readRemembered(secrets: Pick<SecretStore, 'read'>, name: SubscriberName): Promise<Remembered | null> {
  const text = await secrets.read(secretName(name));
  const parsed = made.safeParse(text === null ? null : parseJson(text));
  return parsed.success ? parsed.data : null;
}

const secretName = (name: SubscriberName) => `webhook-${name}`;
