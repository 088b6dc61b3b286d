/** Reads configuration and environment, builds the adapters, starts, and stops in order. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import config from '../bot.config.js';
import { createBeat } from './adapters/beat.js';
import { isBuiltLate } from './adapters/build.js';
import { calmLog } from './adapters/calmLog.js';
import { machineClock } from './adapters/clock.js';
import { type AuditOptions, runCommandLine } from './adapters/commandLine.js';
import { createCompanies } from './adapters/connecting/companies.js';
import { installPolicy, publicExchange } from './adapters/connecting/policy.js';
import { examineAll } from './adapters/doctor/doctor.js';
import type { Finding } from './adapters/doctor/examine.js';
import { isWell, lineOf, summaryOf } from './adapters/doctor/report.js';
import { createMetrics } from './adapters/http/metrics.js';
import { createSelfProver, proofPurpose } from './adapters/http/selfProof.js';
import { createHttp } from './adapters/http/server.js';
import { createLog } from './adapters/log.js';
import { createNewsReader } from './adapters/newsReader.js';
import { mountChatbotCore } from './adapters/ringcentral/chatbotCore.js';
import { createConnections, type LiveConnections } from './adapters/ringcentral/connections.js';
import { createTokenCheck } from './adapters/ringcentral/deliveredToken.js';
import { unknownAccount } from './adapters/ringcentral/environmentReader.js';
import { createReader } from './adapters/ringcentral/reader.js';
import { type Grant, jwtGrant } from './adapters/ringcentral/session.js';
import { createSubscriptions } from './adapters/ringcentral/subscriptions.js';
import { accountLines } from './adapters/status/accounts.js';
import { openStore } from './adapters/store/open.js';
import { recountAll } from './adapters/store/recount-all.js';
import { rotateKey } from './adapters/store/rotate.js';
import { linesOf } from './adapters/store/rotation-report.js';
import { writeAudit } from './adapters/writeAudit.js';
import { type App, checkDigests, createApp } from './app.js';
import { missingSettings, resolveSettings, type Settings, SettingsError } from './config.js';
import type { Clock, Log } from './ports.js';

const tickMs = 500;

async function start(settings: Settings, log: Log, clock: Clock): Promise<void> {
  const metrics = createMetrics();
  const store = await openStore({
    databaseUrl: settings.databaseUrl,
    ...(settings.secretKey && { secretKey: settings.secretKey }),
    rules: settings.bot.rules,
    clock,
    log,
    isBot: true,
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
    const left = await connections.reload();
    for (const account of connections.accounts()) await subscriptions.load(account);
    for (const account of left) await leaving.elsewhere(account);
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
  log.info('listening', { port: listening.port });
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

/** @throws SettingsError with every fault */
function readSettings(): Settings {
  const settings = resolveSettings(config, process.env);
  checkDigests(settings);
  return settings;
}

async function startOrSayWhy(): Promise<void> {
  let settings: Settings;
  try {
    settings = readSettings();
  } catch (fault) {
    if (!(fault instanceof SettingsError)) throw fault;
    console.error(fault.message);
    process.exit(1);
  }
  const log = calmLog(createLog(settings.logLevel), machineClock);
  process.on('unhandledRejection', (error) => log.error('a promise was left to itself', { error }));
  if (isBuiltLate(import.meta.url)) log.warn('bot.config.ts is newer than the build: run npm run build');
  try {
    await start(settings, log, machineClock);
  } catch (fault) {
    console.error(`Switchboard cannot start: ${fault instanceof Error ? fault.message : String(fault)}`);
    process.exit(1);
  }
}

async function doctor(): Promise<void> {
  const findings: Finding[] = [];
  const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const { version: nodeVersion, env: environment } = process;
  const log = createLog('silent');
  const builtLate = isBuiltLate(import.meta.url);
  for await (const finding of examineAll({ nodeVersion, environment, readSettings, builtLate, clock: machineClock, log })) {
    findings.push(finding);
    console.log(lineOf(finding, coloured));
  }
  console.log(`\n${summaryOf(findings)}`);
  process.exit(isWell(findings) ? 0 : 1);
}

async function status(): Promise<void> {
  for await (const line of accountLines(readSettings(), createLog('silent'))) console.log(line);
}

async function rotate(): Promise<void> {
  const { databaseUrl, secretKey } = readSettings();
  const rotation = await rotateKey({ databaseUrl, secretKey, log: createLog('silent') });
  for (const line of linesOf(rotation)) console.log(line);
  process.exitCode = rotation.damaged.length === 0 ? 0 : 1;
}

async function recount(): Promise<void> {
  const { databaseUrl, bot } = readSettings();
  const how = { rules: bot.rules, onScreen: process.stdout.isTTY === true, clock: machineClock, log: createLog('silent') };
  for await (const text of recountAll({ databaseUrl, ...how })) process.stdout.write(text);
}

async function audit(options: AuditOptions): Promise<void> {
  const { databaseUrl, bot } = readSettings();
  const asked = { ...options, zone: bot.zone, databaseUrl, clock: machineClock, log: createLog('silent') };
  await writeAudit(asked, process.stdout);
}

async function orSayWhy(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : String(fault));
    process.exitCode = 1;
  }
}

if (existsSync('.env')) process.loadEnvFile('.env');
// Frameworks below us print stack traces unless told that this is production.
process.env.NODE_ENV ??= 'production';
await runCommandLine(process.argv, {
  start: startOrSayWhy,
  doctor,
  status: () => orSayWhy(status()),
  rotateKey: () => orSayWhy(rotate()),
  recount: () => orSayWhy(recount()),
  audit: (options) => orSayWhy(audit(options)),
});
