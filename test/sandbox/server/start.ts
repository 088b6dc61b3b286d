/** Starts a stand-in RingCentral on 127.0.0.1: seeded companies, their calls, and the API over them. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadContract } from '../contract.js';
import { seeded } from '../random.js';
import { createActions } from './actions.js';
import { createAccounts } from './companies.js';
import { createConsents } from './consents.js';
import { createDeliveries } from './deliveries.js';
import { createFaults } from './faults.js';
import { createBotHost } from './install.js';
import { createLiveCalls, type LiveCalls } from './live-calls.js';
import { seededPhone } from './phone.js';
import { createApp, type Pipeline } from './pipeline.js';
import { postEventOf } from './post-events.js';
import { createRateLimits } from './rate-limits.js';
import type { CompanySandbox, Sandbox, SandboxOptions } from './sandbox.js';
import { createTokens } from './tokens.js';
import type { Account, Happening, World } from './world.js';

const day = 86_400_000;
const botScopes = ['ReadAccounts', 'SubscriptionWebhook', 'TeamMessaging'];
const readerScopes = ['ReadCallLog', 'ReadAccounts', 'SubscriptionWebhook'];

/** Listens when it resolves. Without `port` any free one is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { seed, now } = options;
  const phone = options.phone ?? seededPhone;
  const random = seeded('sandbox', seed);
  const from = now() - (options.days ?? 90) * day;
  const accounts = createAccounts(options.companies ?? [{ seed }], { phone, seed, from, to: now() });
  const account = [...accounts.values()][0] as Account;

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
      { scopes: botScopes, ...botApp, redirectUris: [...(botApp.redirectUris ?? [])] },
      { scopes: readerScopes, ...readerApp, redirectUris: [...(readerApp.redirectUris ?? [])] },
    ],
    accounts,
    tokens: createTokens(),
    consentRequests: new Map(),
    subscriptions: new Map(),
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
  const listeners = new Set<(happening: Happening) => void>();
  const bots = createBotHost(world, botApp.clientId, botApp.scopes ?? botScopes);
  const calls = [...accounts.values()].map((one) => createLiveCalls(world, one, phone, seed));
  const tick = () => {
    for (const { tick } of calls) tick();
  };
  const places = [...accounts.values()].map((one, place): CompanySandbox => {
    const { make } = calls[place] as LiveCalls;
    return {
      company: one.company,
      account: one,
      stories: one.stories,
      ...createActions(world, one),
      ...createConsents(world, one),
      install: (publicUrl, bot) => bots.install(one, publicUrl, bot),
      installPublic: (publicUrl, bot) => bots.installPublic(one, publicUrl, bot),
      uninstall: () => bots.uninstall(one),
      botId: () => bots.botId(one),
      makeCall: make,
    };
  });

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
  const beat = setInterval(tick, 100);
  beat.unref();

  return {
    url: world.url,
    ...(places[0] as CompanySandbox),
    inCompany: (which) => {
      const found = places.find(({ company }, place) => which === place || which === company.id);
      if (!found) throw new RangeError(`no company ${which}`);
      return found;
    },
    companies: [...accounts.values()].map(({ company }) => company),
    world,
    faults,
    rates,
    requests: pipeline.requests,
    unknownPaths: pipeline.unknownPaths,
    violations: pipeline.violations,
    deliveries: deliveries.log,
    serviceUserId: serviceUser?.id ?? account.company.id,
    registerRedirect: (clientId, redirectUri) => {
      const application = world.applications.find((one) => one.clientId === clientId);
      if (!application) throw new RangeError(`no application ${clientId}`);
      if (!application.redirectUris.includes(redirectUri)) application.redirectUris.push(redirectUri);
    },
    onPost: (listener) => {
      const hear = (happening: Happening) => {
        const event = postEventOf(happening, world);
        if (event) listener(event);
      };
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    tick,
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
