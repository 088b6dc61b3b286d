/** Which events a subscription's filters let through, and which filters exist at all. */
import type { Happening, Subscription } from './world.js';

interface FilterKind {
  readonly pattern: RegExp;
  /** Scope without which the filter is listed as disabled. */
  readonly scope: string;
}

const account = '/restapi/v1\\.0/account/(~|\\d+)';
const extension = `${account}/extension/(~|\\d+)`;

const kinds: readonly FilterKind[] = [
  { pattern: /^\/team-messaging\/v1\/(posts|chats|groups)$/, scope: 'TeamMessaging' },
  { pattern: new RegExp(`^${account}/extension$`), scope: 'ReadAccounts' },
  { pattern: new RegExp(`^${extension}$`), scope: 'ReadAccounts' },
  { pattern: new RegExp(`^${account}/directory/entries$`), scope: 'ReadAccounts' },
  { pattern: new RegExp(`^${account}/telephony/sessions$`), scope: 'CallControl' },
  { pattern: new RegExp(`^${extension}/telephony/sessions$`), scope: 'CallControl' },
  { pattern: new RegExp(`^${account}/presence$`), scope: 'ReadPresence' },
  { pattern: new RegExp(`^${extension}/presence$`), scope: 'ReadPresence' },
  { pattern: new RegExp(`^${extension}/(voicemail|message-store)$`), scope: 'ReadMessages' },
  { pattern: /^\/restapi\/v1\.0\/subscription\/(~|[\w-]+)$/, scope: 'SubscriptionWebhook' },
];

/** The scope a filter needs; undefined for a filter the platform does not know. */
export function scopeOfFilter(filter: string): string | undefined {
  const path = filter.split('?')[0] ?? '';
  return kinds.find((kind) => kind.pattern.test(path))?.scope;
}

/** The first active filter of the subscription the happening passes. */
export function passingFilter(subscription: Subscription, happening: Happening): string | undefined {
  if (happening.accountId !== subscription.accountId) return undefined;
  if (happening.audience && !happening.audience.includes(subscription.extensionId)) return undefined;
  const disabled = new Set(subscription.disabledFilters.map(({ filter }) => filter));
  return subscription.eventFilters.find((filter) => !disabled.has(filter) && lets(filter, subscription, happening));
}

function lets(filter: string, subscription: Subscription, happening: Happening): boolean {
  const [path = '', query = ''] = filter.split('?');
  const full = path
    .replace('/account/~', `/account/${subscription.accountId}`)
    .replace('/extension/~', `/extension/${subscription.extensionId}`)
    .replace(/\/v1\/groups$/, '/v1/chats');
  if (full !== happening.path) return false;
  const parties = (happening.body.parties ?? []) as { missedCall?: boolean; direction?: string }[];
  const asked = new URLSearchParams(query);
  const direction = asked.get('direction');
  if (asked.get('missedCall') === 'true' && !parties.some((party) => party.missedCall)) return false;
  return direction === null || parties.some((party) => party.direction === direction);
}
