/** What has to be done with the subscriptions a token has, so that exactly one good one of ours is left. */
import { z } from 'zod';
import type { Instant } from '../../core/model.js';
import { id, optionalInstant, optionalObject, optionalText, records } from './wire.js';

const text = z.array(z.string()).nullish().catch(undefined);

const subscription = z.object({
  id,
  status: optionalText,
  expirationTime: optionalInstant,
  eventFilters: text,
  disabledFilters: records.catch([]),
  deliveryMode: optionalObject({ transportType: optionalText, address: optionalText }),
});
/** `SubscriptionInfo` of the contract. */
export type ListedSubscription = z.output<typeof subscription>;

export const listedSubscriptions = z.object({ records }).transform(({ records: list }) =>
  list.flatMap((wire) => {
    const parsed = subscription.safeParse(wire);
    return parsed.success ? [parsed.data] : [];
  }),
);

export const createdSubscription = subscription;

const disabledFilter = z.object({ filter: z.string() });

/** What is remembered of the subscription that was made last. */
interface MadeSubscription {
  readonly id: string;
  /** The verification token that the platform sends back with each event. It does not list it, so it is kept here. */
  readonly token: string;
  /** The filters it was made with. */
  readonly filters: readonly string[];
  /** Wanted filters the platform would not take. */
  readonly refused: readonly string[];
  readonly madeAt: Instant;
}

export interface SubscriptionPlan {
  readonly remove: readonly string[];
  readonly create: boolean;
  readonly renew: boolean;
  /** Why it is made anew, in a word. */
  readonly reason?: string;
}

interface Situation {
  readonly listed: readonly ListedSubscription[];
  readonly address: string;
  readonly wanted: readonly string[];
  readonly made: MadeSubscription | null;
  readonly now: Instant;
  /** The token the console dictates, where it does. */
  readonly dictated?: string | undefined;
}

const renewBeforeMs = 30 * 86_400_000;
/** How long a refused filter is left alone: a permission may have been given since. */
const refusedForMs = 3_600_000;

/** Subscriptions to other addresses are somebody else's and left alone, but for the one we made before the bot moved. */
export function planSubscription(situation: Situation): SubscriptionPlan {
  const { listed, address, made } = situation;
  const isHere = (each: ListedSubscription) => each.deliveryMode?.address === address;
  // Both addresses may lead here, and then every event would come twice.
  const ours = listed.filter((each) => isHere(each) || each.id === made?.id);
  const current = ours.find((each) => isHere(each) && each.id === made?.id);
  const reason = current === undefined || made === null ? missing(ours.filter(isHere)) : fault(current, made, situation);
  if (reason !== undefined) return { remove: ours.map((each) => each.id), create: true, renew: false, reason };
  const left = (current?.expirationTime ?? Number.POSITIVE_INFINITY) - situation.now;
  return { remove: ours.filter((each) => each !== current).map((each) => each.id), create: false, renew: left < renewBeforeMs };
}

const missing = (ours: readonly ListedSubscription[]) => (ours.length === 0 ? 'missing' : 'made by somebody else');

function fault(current: ListedSubscription, made: MadeSubscription, situation: Situation): string | undefined {
  if (current.status !== undefined && current.status !== 'Active') return current.status.toLowerCase();
  if (current.expirationTime !== undefined && current.expirationTime <= situation.now) return 'expired';
  if (situation.dictated !== undefined && made.token !== situation.dictated) return 'of another verification token';
  const had = new Set([...made.filters, ...made.refused].map(plain));
  if (situation.wanted.some((filter) => !had.has(plain(filter)))) return 'without a needed filter';
  const lacking = made.refused.some((filter) => !isOptional(filter));
  if (lacking && situation.now - made.madeAt > refusedForMs) return 'without a needed filter';
  const disabled = current.disabledFilters.flatMap((wire) => {
    const parsed = disabledFilter.safeParse(wire);
    return parsed.success ? [plain(parsed.data.filter)] : [];
  });
  const needed = new Set(made.filters.map(plain));
  return disabled.some((filter) => needed.has(filter)) ? 'disabled in a needed filter' : undefined;
}

/** Calls are read on a beat as well, so their events are welcome but not needed. */
export const isOptional = (filter: string) => filter.endsWith('/telephony/sessions');

/** One spelling: the platform fills ids in for `~`, may double slashes, and calls chats groups. */
export const plain = (filter: string) =>
  (filter.split('?')[0] ?? filter)
    .replace(/\/{2,}/g, '/')
    .replace(/\/account\/\d+/, '/account/~')
    .replace(/\/extension\/\d+/, '/extension/~')
    .replace('/team-messaging/v1/groups', '/team-messaging/v1/chats')
    .toLowerCase();
