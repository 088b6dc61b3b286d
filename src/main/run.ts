/** The bot as one process: the adapters joined to the app, a beat, and an end in order. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { createBeat } from '../adapters/beat.js';
import { createCompanies } from '../adapters/connecting/companies.js';
import { installPolicy, publicExchange } from '../adapters/connecting/policy.js';
import { createMetrics } from '../adapters/http/metrics.js';
import { createSelfProver, proofPurpose } from '../adapters/http/selfProof.js';
import { createHttp } from '../adapters/http/server.js';
import { createNewsReader } from '../adapters/newsReader.js';
import { mountChatbotCore } from '../adapters/ringcentral/chatbotCore.js';
import { createConnections, type LiveConnections } from '../adapters/ringcentral/connections.js';
import { createTokenCheck } from '../adapters/ringcentral/deliveredToken.js';
import { unknownAccount } from '../adapters/ringcentral/environmentReader.js';
import { createReader } from '../adapters/ringcentral/reader.js';
import { type Grant, jwtGrant } from '../adapters/ringcentral/session.js';
import { createSubscriptions } from '../adapters/ringcentral/subscriptions.js';
import { openStore } from '../adapters/store/open.js';
import { type App, createApp } from '../app.js';
import { missingSettings, type Settings } from '../config.js';
import type { Clock, Log } from '../ports.js';

const tickMs = 500;

/** Builds the adapters over the settings and runs until a signal ends it. Rejects where it cannot start. */
export async function start(settings: Settings, log: Log, clock: Clock): Promise<void> {
  const metrics = createMetrics();
  const processName = process.env.DYNO || `${hostname()}:${process.pid}`;
  const store = await openStore({
    databaseUrl: settings.databaseUrl,
    ...(settings.secretKey && { secretKey: settings.secretKey }),
    rules: settings.bot.rules,
    clock,
    log,
    isBot: true,
    processName,
  });
  const { leases } = store;
  const locale = { zone: settings.bot.zone, language: settings.bot.locale, hour12: false };
  const platform = { server: settings.server, clock, log, metrics };
  const { readerApp } = settings;
  const readerBy = readerApp
    ? (grant: Grant, mayAsk: () => boolean) => createReader({ ...platform, app: readerApp, grant, locale, mayAsk })
    : null;
  const operatorMayAsk = (): boolean => leases.holds(connections.operatorAccount() ?? unknownAccount);
  const connections: LiveConnections = await createConnections({
    ...platform,
    ...store,
    reader: readerBy && readerApp?.jwt !== undefined ? readerBy(jwtGrant(readerApp.jwt), operatorMayAsk) : null,
    readerBy,
    holds: leases.holds,
    lost: (consent) => app.consentGone(consent),
  });
  const subscriptions = createSubscriptions({
    publicUrl: settings.publicUrl,
    verificationToken: settings.verificationToken,
    subscribers: connections.subscribers,
    secretsOf: (account) => store.secretsOf(account),
    clock,
    log,
  });
  const { connecting, leaving } = createCompanies(settings, {
    ...platform,
    store,
    connections,
    subscriptions,
    begin: (account) => app.begin(account),
    settled: (account) => app.settled(account),
  });
  const app: App = createApp(settings, {
    clock,
    log,
    metrics,
    connections,
    connecting,
    subscriptions,
    leases,
    inbox: store.inbox,
    work: store.work,
    account: (id) => store.account(id),
    refusedEvents: () => metrics.refusedEvents(),
    storeReady: () => store.ready(),
    reference: () => randomBytes(4).toString('hex'),
  });
  const news = createNewsReader(store.news, clock, async () => {
    const { left, changed } = await connections.reload();
    for (const account of connections.accounts()) await subscriptions.load(account);
    for (const account of left) await leaving.elsewhere(account);
    // Whoever took the install in told the one that works before it may have heard of the bot.
    for (const account of changed) if (leases.holds(account)) await app.begin(account);
  });
  const http = await createHttp({
    trustProxy: settings.trustProxy,
    metricsToken: settings.metricsToken,
    log,
    metrics,
    readiness: () => app.readiness(),
    prove: createSelfProver(() => store.deriveKey(proofPurpose)),
    guard: { tokens: () => subscriptions.tokens(), readAgain: news.onMiss },
    webhook: {
      clock,
      accountsOf: (bot) => connections.accountsOf(bot),
      receive: (event, account) => app.receive(event, account),
      handOn: () => app.handOn(),
    },
    install: {
      clientId: settings.botApp?.clientId,
      check: createTokenCheck(platform),
      ...installPolicy(settings, connections),
      exchange: publicExchange(settings, platform),
      clock,
    },
    connect: { connecting, clock },
    framework: (sub) =>
      mountChatbotCore(sub, {
        bots: store.bots,
        clock,
        installed: async (row) => {
          await connections.setUninstalled(row.account, false);
          await connections.addBot(row);
          log.info('the bot is installed', { bot: row.id, account: row.account });
          await app.begin(row.account);
        },
        removed: (row) => leaving.uninstalled(row),
      }),
  });
  await leaving.finish();
  for (const account of connections.accounts()) await subscriptions.load(account);
  const listening = await http.listen(settings.port);
  log.info('listening', { port: listening.port, process: processName });
  for (const part of missingSettings(settings)) log.warn('not configured', { missing: part });

  const failed = (what: string) => (error: unknown) => log.error(`${what} failed`, { error });
  const beat = createBeat({ app, leases, connections, news, failed });
  const timer = setInterval(() => void beat.beat().catch(failed('a tick')), tickMs);
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { signal });
    clearInterval(timer);
    setTimeout(() => process.exit(1), 15_000).unref();
    await beat.stop();
    await listening.close();
    await app.drain();
    await leases.giveBack().catch(failed('giving the leases back'));
    await store.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  // What was acknowledged before the last end of the process comes first.
  await beat.lead();
}
