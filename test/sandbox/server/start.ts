/** Starts a stand-in RingCentral on 127.0.0.1: a seeded company, its calls, and the API over them. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seedCompany } from '../company.js';
import { loadContract } from '../contract.js';
import { seeded } from '../random.js';
import { createActions } from './actions.js';
import { createDeliveries } from './deliveries.js';
import { createFaults } from './faults.js';
import { createBotHost } from './install.js';
import { createLiveCalls } from './live-calls.js';
import { seededPhone } from './phone.js';
import { createApp, type Pipeline } from './pipeline.js';
import { createRateLimits } from './rate-limits.js';
import type { Sandbox, SandboxOptions } from './sandbox.js';
import { createTokens } from './tokens.js';
import type { Account, World } from './world.js';

const day = 86_400_000;
const botScopes = ['ReadAccounts', 'SubscriptionWebhook', 'TeamMessaging'];
const readerScopes = ['ReadCallLog', 'ReadAccounts', 'SubscriptionWebhook'];

/** Listens when it resolves. Without `port` any free one is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { seed, now } = options;
  const phone = options.phone ?? seededPhone;
  const random = seeded('sandbox', seed);
  const accounts = new Map<string, Account>();
  for (const { company, stories } of options.companies ?? [{ company: seedCompany(seed) }]) {
    const told = stories ?? phone.stories(company, seed, now() - (options.days ?? 90) * day, now());
    accounts.set(company.id, { company, stories: [...told], log: told.flatMap((story) => phone.records(company, story)) });
  }
  const account = [...accounts.values()][0];
  if (!account) throw new RangeError('a sandbox needs at least one company');

  const faults = createFaults();
  const { botApp = { clientId: 'bot-app', clientSecret: 'bot-secret' } } = options;
  const { readerApp = { clientId: 'reader-app', clientSecret: 'reader-secret', jwt: 'reader-jwt' } } = options;
  const server = createServer();
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const deliveries = createDeliveries(() => world, faults, options.redeliver ?? false);
  // Thirteen digits, and never those of an earlier run whose answers somebody may still remember.
  let lastId = Math.floor(now());
  const world: World = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    now,
    applications: [
      { scopes: botScopes, ...botApp },
      { scopes: readerScopes, ...readerApp },
    ],
    accounts,
    tokens: createTokens(),
    posts: new Map(),
    chatChanges: new Map(),
    subscriptions: new Map(),
    syncEpoch: 0,
    refusedFilters: faults.refusedFilters,
    publish: (happening) => {
      for (const listener of listeners) listener(happening);
      deliveries.publish(happening);
    },
    subscribed: (subscription) => bots.subscribed(subscription),
    newId: () => {
      lastId += random.whole(1, 30);
      return String(lastId);
    },
    newUuid: randomUUID,
    random: () => random.next(),
  };
  const listeners = new Set<World['publish']>();
  const bots = createBotHost(world, botApp.clientId, botApp.scopes ?? botScopes);
  const calls = createLiveCalls(world, account, phone, seed);

  const serviceUser =
    account.company.extensions.find(({ id }) => id === readerApp.extensionId) ??
    account.company.extensions.find(({ type, permissions }) => type === 'User' && permissions?.includes('FullCompanyCallLog')) ??
    account.company.extensions.find(({ type, status }) => type === 'User' && status === 'Enabled');
  world.tokens.jwts.set(readerApp.jwt, {
    clientId: readerApp.clientId,
    accountId: account.company.id,
    extensionId: serviceUser?.id ?? account.company.id,
    ...(options.readerPermissions && { permissions: options.readerPermissions }),
    expiresAt: Number.POSITIVE_INFINITY,
  });

  const { min, max } = options.latencyMs ?? { min: 0, max: 0 };
  const rates = createRateLimits();
  const contract = options.contract ? loadContract() : undefined;
  const pipeline: Pipeline = {
    world,
    faults,
    ...(options.rateLimits !== false && { rates }),
    latency: () => min + world.random() * (max - min),
    requests: [],
    unknownPaths: [],
    ...(contract && { contract }),
    violations: [],
  };
  server.on('request', createApp(pipeline));
  const beat = setInterval(calls.tick, 100);
  beat.unref();

  return {
    url: world.url,
    company: account.company,
    companies: [...accounts.values()].map(({ company }) => company),
    stories: account.stories,
    world,
    account,
    faults,
    rates,
    requests: pipeline.requests,
    unknownPaths: pipeline.unknownPaths,
    violations: pipeline.violations,
    deliveries: deliveries.log,
    serviceUserId: serviceUser?.id ?? account.company.id,
    ...createActions(world, account, listeners),
    install: (publicUrl, name) => bots.install(account, publicUrl, name),
    uninstall: () => bots.uninstall(account),
    makeCall: calls.make,
    tick: calls.tick,
    blacklist: (subscriptionId, reason = 'Read timed out') => {
      const subscription = world.subscriptions.get(subscriptionId);
      if (!subscription) throw new RangeError(`no subscription ${subscriptionId}`);
      deliveries.blacklist(subscription, reason);
    },
    settled: deliveries.settled,
    close: async () => {
      clearInterval(beat);
      deliveries.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await deliveries.settled();
    },
  };
}
