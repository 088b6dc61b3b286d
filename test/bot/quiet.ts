/** The world around the bot's own pipeline where nothing is the matter: a platform that must not be asked, and an office that has all it takes. */
import type { OfficeOptions } from '../../src/bot/desks/office.js';
import { commands } from '../../src/commands/index.js';
import type { AccessPolicy } from '../../src/core/access/policy.js';
import type { Locale } from '../../src/core/chat.js';
import type { PersonId } from '../../src/core/model.js';
import { standardRules } from '../../src/core/rules.js';
import type { Inbox, Messenger, Metrics, Reader } from '../../src/ports.js';

const nobody = () => Promise.reject(new Error('nobody expected this to be asked'));
const nothing = async () => {};

export const unmeasured: Metrics = {
  webhookRefused: () => {},
  delivered: () => {},
  commandRun: () => {},
  platformRequest: () => {},
  postFailed: () => {},
};

export const messengerOf = (self: PersonId, knows: Partial<Messenger> = {}): Messenger => ({
  self,
  post: nobody,
  edit: nobody,
  remove: nobody,
  recentPosts: nobody,
  postsPage: nobody,
  chat: nobody,
  openDirect: nobody,
  persons: nobody,
  ...knows,
});

/** Tells of one locale, and of permissions what `holds` says. */
export const readerOf = (locale: Locale, holds: Reader['holds'] = async () => false): Reader => ({
  directory: nobody,
  locale: async () => locale,
  holds,
  callLog: nobody,
  syncCalls: nobody,
});

export const openAccess: AccessPolicy = { permission: 'FullCompanyCallLog', colleagues: 'totals', holders: [], managers: [] };

const emptyInbox: Inbox = {
  shared: false,
  claim: async () => true,
  open: async () => [],
  posting: nothing,
  answered: nothing,
  held: async () => new Set(),
  askedIn: async () => [],
  postedSince: async () => 0,
  prune: nothing,
};

/** What the test does not say holds as it does after an install; a fault of ours stands in the test's output. */
export const quietOffice = (
  said: Partial<OfficeOptions> & Pick<OfficeOptions, 'account' | 'clock' | 'fallback'>,
): OfficeOptions => ({
  readerOf: () => readerOf(said.fallback),
  connectionOf: () => ({ kind: 'operator' }),
  connecting: { lacks: null, linkFor: () => 'https://bot.example/connect', disconnect: nobody },
  commands,
  accessOf: () => openAccess,
  keep: { calls: { count: 400, unit: 'day' }, audit: { count: 400, unit: 'day' } },
  masking: { masked: 'rooms', never: [] },
  pageSize: 10,
  rules: standardRules,
  missing: [],
  subscriptions: { state: () => ({ bot: 'active', reader: 'active' }) },
  refusedEvents: () => 0,
  inbox: emptyInbox,
  wake: () => {},
  wantCalls: nothing,
  countingChanged: nothing,
  joined: nothing,
  last: new Map(),
  permissions: new Map(),
  justRun: new Map(),
  log: { debug() {}, info() {}, warn() {}, error: (message, fields) => console.error(message, fields) },
  metrics: unmeasured,
  reference: () => 'r',
  ...said,
});
