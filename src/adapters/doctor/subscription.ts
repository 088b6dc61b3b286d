/** Whether RingCentral sends what an identity wants to hear to our address: judged as the bot itself judges it. */
import { z } from 'zod';
import type { Instant } from '../../core/model.js';
import type { Remembered } from '../ringcentral/accountSubscriptions.js';
import { isOptional, type ListedSubscription, planSubscription } from '../ringcentral/subscriptionPlan.js';
import { fine, missing, type Verdict, warning, wrong } from './examine.js';

export interface SubscriptionCase {
  readonly listed: readonly ListedSubscription[];
  readonly made: Remembered | null;
  readonly owner: string;
  readonly wanted: readonly string[];
  readonly address: string;
  readonly dictated?: string | undefined;
  readonly now: Instant;
}

export function checkSubscription({ made, owner, ...situation }: SubscriptionCase): Verdict<true> {
  const { listed, address } = situation;
  const ours = made && made.owner === owner ? made : null;
  const plan = planSubscription({ ...situation, made: ours });
  const disabled = listed.filter(({ id }) => id === ours?.id).flatMap(({ disabledFilters }) => disabledFilters.flatMap(nameOf));
  if (plan.reason === 'missing') {
    const elsewhere = listed.flatMap(({ deliveryMode }) => originOf(deliveryMode?.address) ?? []);
    const other = elsewhere.length === 0 ? '' : `, only to ${[...new Set(elsewhere)].join(', ')}`;
    return missing(`RingCentral sends nothing to ${address}${other}`);
  }
  if (plan.reason === 'blacklisted') return wrong('RingCentral suspended it, because our address failed too often');
  if (plan.reason === 'disabled in a needed filter') return wrong(`RingCentral switched off ${disabled.join(', ')}`);
  if (plan.create) return wrong(`is ${plan.reason ?? 'not ours'}`);
  const refused = ours?.refused ?? [];
  const lacking = refused.filter((filter) => !isOptional(filter));
  if (lacking.length > 0) return wrong(`RingCentral refused ${lacking.join(', ')}`);
  const hints = [...refused, ...disabled];
  if (hints.length > 0) return warning(`active, without ${hints.join(', ')}`, true);
  return fine('active', true);
}

const filter = z.object({ filter: z.string() });

const nameOf = (wire: unknown): string[] => {
  const parsed = filter.safeParse(wire);
  return parsed.success ? [parsed.data.filter] : [];
};

/** The rest of an address may hold a secret. */
const originOf = (address: string | undefined) =>
  address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;
