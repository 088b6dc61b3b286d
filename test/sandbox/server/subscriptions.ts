/** Webhook subscriptions: made after a handshake, read without their secret, renewed, replaced, deleted. */
import { scopeOfFilter } from './event-filters.js';
import { shakeHands } from './handshake.js';
import { badParameter, missingScope, notFound, refuse } from './refusal.js';
import { type AuthorisedRequest, type Handler, ok } from './request.js';
import { iso, type Subscription, type World } from './world.js';

/** Ten years, the longest a webhook subscription may live, in seconds. */
const longest = 315_360_000;
const usual = 604_800;
const most = 30;

interface Wish {
  readonly eventFilters?: unknown;
  readonly expiresIn?: unknown;
  readonly deliveryMode?: { readonly transportType?: unknown; readonly address?: unknown; readonly verificationToken?: unknown };
}

/** createSubscription: the subscription is active at once, apart from filters its scopes do not allow. */
export const createSubscription: Handler = async (request, world) => {
  const wish = (request.body ?? {}) as Wish;
  const { identity } = request;
  const { transportType, address, verificationToken } = wish.deliveryMode ?? {};
  if (transportType !== 'WebHook') throw badParameter('deliveryMode.transportType', String(transportType));
  if (typeof address !== 'string') throw badParameter('deliveryMode.address', String(address));
  const filters = readFilters(wish.eventFilters, identity.scopes, world);
  const expiresIn = readExpiresIn(wish.expiresIn);
  if (own(request, world).length >= most) throw refuse(400, 'SUB-505', 'Subscriptions limit exceeded');
  const secret = typeof verificationToken === 'string' ? verificationToken : undefined;
  await shakeHands(address, world.newUuid(), secret);
  const subscription: Subscription = {
    id: world.newUuid().replaceAll('-', '').slice(0, 20),
    accountId: identity.accountId,
    extensionId: identity.extensionId,
    clientId: identity.clientId,
    scopes: identity.scopes,
    ...filters,
    address,
    ...(secret !== undefined && { verificationToken: secret }),
    creationTime: iso(world.now()),
    expiresIn,
    expiresAt: world.now() + expiresIn * 1000,
    status: 'Active',
    failures: 0,
  };
  world.subscriptions.set(subscription.id, subscription);
  world.subscribed(subscription);
  return ok(subscriptionInfo(subscription, world));
};

/** listSubscriptions: those of this user and application. */
export const listSubscriptions: Handler = (request, world) =>
  ok({
    uri: `${world.url}/restapi/v1.0/subscription`,
    records: own(request, world).map((subscription) => subscriptionInfo(subscription, world)),
  });

/** readSubscription */
export const readSubscription: Handler = (request, world) => ok(subscriptionInfo(find(request, world), world));

/** updateSubscription: new filters where given; extends the life. It does not wake a blacklisted one. */
export const updateSubscription: Handler = (request, world) => {
  const subscription = find(request, world);
  const wish = (request.body ?? {}) as Wish;
  if (wish.eventFilters !== undefined)
    Object.assign(subscription, readFilters(wish.eventFilters, request.identity.scopes, world));
  if (wish.expiresIn !== undefined) subscription.expiresIn = readExpiresIn(wish.expiresIn);
  subscription.expiresAt = world.now() + subscription.expiresIn * 1000;
  return ok(subscriptionInfo(subscription, world));
};

/** renewSubscription */
export const renewSubscription: Handler = (request, world) => {
  const subscription = find(request, world);
  subscription.expiresAt = world.now() + subscription.expiresIn * 1000;
  return ok(subscriptionInfo(subscription, world));
};

/** deleteSubscription */
export const deleteSubscription: Handler = (request, world) => {
  world.subscriptions.delete(find(request, world).id);
  return { status: 204 };
};

export function isAlive(subscription: Subscription, now: number): boolean {
  return subscription.expiresAt > now;
}

function own({ identity }: AuthorisedRequest, world: World): Subscription[] {
  return [...world.subscriptions.values()].filter(
    (one) =>
      one.accountId === identity.accountId &&
      one.extensionId === identity.extensionId &&
      one.clientId === identity.clientId &&
      isAlive(one, world.now()),
  );
}

function find(request: AuthorisedRequest, world: World): Subscription {
  const subscription = own(request, world).find((one) => one.id === request.params.subscriptionId);
  if (!subscription) throw notFound('subscriptionId');
  return subscription;
}

/** SUB-508 for a filter nobody knows; filters without their scope are listed as disabled, and none may be left. */
function readFilters(
  given: unknown,
  scopes: readonly string[],
  world: World,
): Pick<Subscription, 'eventFilters' | 'disabledFilters'> {
  if (!Array.isArray(given) || given.length === 0) throw badParameter('eventFilters', String(given));
  const eventFilters = given.map(String);
  const unknown = eventFilters.find((filter) => scopeOfFilter(filter) === undefined || world.refusedFilters.includes(filter));
  if (unknown) throw refuse(400, 'SUB-508', `Event filter [${unknown}] is not valid`, { parameterName: 'eventFilters' });
  const disabledFilters = eventFilters.flatMap((filter) => {
    const scope = scopeOfFilter(filter) ?? '';
    if (scopes.includes(scope)) return [];
    return [{ filter, reason: 'CMN-401', message: `Application needs to have [${scope}] permission` }];
  });
  if (disabledFilters.length === eventFilters.length) throw missingScope(scopeOfFilter(eventFilters[0] ?? '') ?? '');
  return { eventFilters, disabledFilters };
}

function readExpiresIn(given: unknown): number {
  if (given === undefined) return usual;
  if (!Number.isInteger(given) || (given as number) < 1 || (given as number) > longest) {
    throw badParameter('expiresIn', String(given));
  }
  return given as number;
}

function subscriptionInfo(subscription: Subscription, world: World) {
  const { id, eventFilters, disabledFilters, status, creationTime, address, blacklistedData } = subscription;
  const left = Math.max(1, Math.floor((subscription.expiresAt - world.now()) / 1000));
  return {
    uri: `${world.url}/restapi/v1.0/subscription/${id}`,
    id,
    eventFilters: eventFilters.filter((filter) => !disabledFilters.some((disabled) => disabled.filter === filter)),
    ...(disabledFilters.length > 0 && { disabledFilters }),
    expirationTime: iso(subscription.expiresAt),
    expiresIn: left,
    status,
    creationTime,
    deliveryMode: { transportType: 'WebHook', address, encryption: false },
    ...(blacklistedData && { blacklistedData }),
  };
}
