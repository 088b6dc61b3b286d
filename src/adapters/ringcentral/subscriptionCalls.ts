/** The requests about webhook subscriptions, and what is asked for instead where the platform refuses a filter. */
import { z } from 'zod';
import { Outage } from '../../core/errors.js';
import type { Api } from './request.js';
import { createdSubscription, isOptional, type ListedSubscription, listedSubscriptions, plain } from './subscriptionPlan.js';

const path = '/restapi/v1.0/subscription';

/** The longest life the contract allows, seconds. */
const expiresIn = 315_360_000;

/** listSubscriptions: those of this token's user and application. */
export const listSubscriptions = (api: Api): Promise<ListedSubscription[]> =>
  api.call({ operation: 'listSubscriptions', group: 'Light', priority: 'background', path }, listedSubscriptions);

/** deleteSubscription; one that is gone already is no fault. */
export async function deleteSubscription(api: Api, id: string, fromAnywhere = false): Promise<void> {
  try {
    await api.answer({
      operation: 'deleteSubscription',
      group: 'Medium',
      priority: 'background',
      method: 'DELETE',
      path: `${path}/${encodeURIComponent(id)}`,
      fromAnywhere,
    });
  } catch (error) {
    if (!(error instanceof Outage) || (error.status !== 404 && error.code !== 'CMN-102')) throw error;
  }
}

/** renewSubscription: the full life anew. */
export async function renewSubscription(api: Api, id: string): Promise<void> {
  await api.answer({
    operation: 'renewSubscription',
    group: 'Light',
    priority: 'background',
    method: 'POST',
    path: `${path}/${encodeURIComponent(id)}/renew`,
  });
}

export interface NewSubscription {
  readonly address: string;
  /** Comes back with every event in the Verification-Token header. */
  readonly token: string;
  readonly filters: readonly string[];
}

export interface CreatedSubscription {
  readonly id: string;
  readonly filters: readonly string[];
  readonly refused: readonly string[];
}

/**
 * createSubscription. The guide names the filter of chats in two ways, so the other one is tried; a filter of calls is optional.
 * @throws Outage, e.g. SUB-406, OAU-232 or CMN-405 right after an install, while the bot's user is still being made.
 */
export async function createSubscription(api: Api, wanted: NewSubscription): Promise<CreatedSubscription> {
  let refusal: unknown;
  for (const filters of alternatives(wanted.filters)) {
    try {
      const created = await post(api, { ...wanted, filters });
      const disabled = new Set(created.disabledFilters.flatMap((wire) => filterOf(wire)));
      const on = filters.filter((filter) => !disabled.has(plain(filter)));
      const had = new Set(on.map(plain));
      return { id: created.id, filters: on, refused: wanted.filters.filter((filter) => !had.has(plain(filter))) };
    } catch (error) {
      if (!(error instanceof Outage) || !aboutFilters(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

const post = (api: Api, { address, token, filters }: NewSubscription) =>
  api.call(
    {
      operation: 'createSubscription',
      group: 'Medium',
      priority: 'background',
      method: 'POST',
      path,
      body: { eventFilters: filters, deliveryMode: { transportType: 'WebHook', address, verificationToken: token }, expiresIn },
      // The platform shakes hands with the address before it answers.
      timeLimitMs: 15_000,
    },
    createdSubscription,
  );

function* alternatives(filters: readonly string[]): Generator<readonly string[]> {
  yield filters;
  const chats = '/team-messaging/v1/chats';
  if (filters.includes(chats)) yield filters.map((filter) => (filter === chats ? '/team-messaging/v1/groups' : filter));
  const withoutCalls = filters.filter((filter) => !isOptional(filter));
  if (withoutCalls.length < filters.length) yield withoutCalls;
}

/** Refusals that another choice of filters may lift; those of a bot that is not ready yet, and of the address, are not. */
const aboutFilters = ({ status, code }: Outage) =>
  (status === 400 || status === 403) &&
  !['SUB-406', 'SUB-521', 'SUB-522', 'SUB-523', 'SUB-524', 'SUB-525', 'OAU-232', 'CMN-405'].includes(code);

const grantedFilter = z.object({ filter: z.string() });

function filterOf(wire: unknown): string[] {
  const parsed = grantedFilter.safeParse(wire);
  return parsed.success ? [plain(parsed.data.filter)] : [];
}
