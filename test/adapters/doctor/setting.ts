/** A bot that was installed and has read everything, as `doctor` finds it; and visits of `doctor`. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { examineAll } from '../../../src/adapters/doctor/doctor.js';
import type { Finding } from '../../../src/adapters/doctor/examine.js';
import { lineOf } from '../../../src/adapters/doctor/report.js';
import { createLog } from '../../../src/adapters/log.js';
import { type BotConfig, resolveSettings } from '../../../src/config.js';
import { freePort } from '../../freePort.js';
import { secretsOf } from '../../journeys/secrets.js';
import { type Bot, startBot } from '../../sandbox/bot.js';
import { contractFile } from '../../sandbox/contract.js';
import type { Sandbox } from '../../sandbox/server/sandbox.js';
import { startSandbox } from '../../sandbox/server/start.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What of a doctor's visit a case says differently. */
export interface Visit {
  readonly env?: Environment;
  readonly config?: BotConfig;
  readonly nodeVersion?: string;
  readonly builtLate?: boolean;
}

export interface Practice {
  readonly sandbox: Sandbox;
  readonly bot: Bot;
  readonly botId: string;
  readonly folder: string;
  readonly env: Environment;
  /** Where nobody listens. */
  readonly deadUrl: string;
  /** Every line of every visit. */
  readonly lines: string[];
  visit(visit?: Visit): Promise<readonly Finding[]>;
  /** A copy of the database with its key, changed by these statements; its address. */
  copy(...statements: readonly string[]): Promise<string>;
  secrets(): readonly string[];
  end(): Promise<void>;
}

const readerScopes = ['ReadCallLog', 'ReadAccounts', 'SubscriptionWebhook', 'CallControl'];

export async function openPractice(): Promise<Practice> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-doctor-'));
  const file = join(folder, 'switchboard.db');
  const readerApp = { clientId: 'reader-app', clientSecret: 'reader-secret', jwt: 'reader-jwt', scopes: readerScopes };
  const sandbox = await startSandbox({
    seed: 5,
    now: Date.now,
    days: 1,
    rateLimits: false,
    readerApp,
    contract: existsSync(contractFile),
  });
  const bot = await startBot({ sandbox, databaseUrl: `sqlite:${file}` });
  const { botId } = await bot.install();
  await bot.waitUntil('both listen', () => sandbox.world.subscriptions.size === 2);
  await bot.waitUntil('calls are read', async () => {
    const { sync } = (await (await fetch(`${bot.url}/readyz`)).json()) as { sync: { calls: { through: string | null } } };
    return sync.calls.through !== null;
  });
  const env: Environment = {
    PORT: String(bot.port),
    RINGCENTRAL_SERVER: sandbox.url,
    RINGCENTRAL_CHATBOT_SERVER: bot.url,
    RINGCENTRAL_CHATBOT_CLIENT_ID: 'bot-app',
    RINGCENTRAL_CHATBOT_CLIENT_SECRET: 'bot-secret',
    RINGCENTRAL_CLIENT_ID: readerApp.clientId,
    RINGCENTRAL_CLIENT_SECRET: readerApp.clientSecret,
    RINGCENTRAL_JWT: readerApp.jwt,
    DATABASE_URL: bot.databaseUrl,
  };
  const lines: string[] = [];
  const secrets = new Set(secretsOf(sandbox));
  return {
    sandbox,
    bot,
    botId,
    folder,
    env,
    deadUrl: `http://127.0.0.1:${await freePort()}`,
    lines,
    async visit({ env: changed, config = {}, nodeVersion = 'v20.19.0', builtLate = false } = {}) {
      for (const secret of secretsOf(sandbox)) secrets.add(secret);
      const environment = { ...env, ...changed };
      const readSettings = () => resolveSettings(config, environment);
      const clock = { now: Date.now };
      const findings: Finding[] = [];
      for await (const finding of examineAll({
        nodeVersion,
        environment,
        readSettings,
        builtLate,
        clock,
        log: createLog('silent'),
      })) {
        findings.push(finding);
        lines.push(lineOf(finding, false));
      }
      return findings;
    },
    async copy(...statements) {
      const place = mkdtempSync(join(folder, 'copy-'));
      const copied = join(place, 'switchboard.db');
      await run(file, `VACUUM INTO '${copied}'`);
      copyFileSync(join(folder, 'switchboard.key'), join(place, 'switchboard.key'));
      for (const statement of statements) await run(copied, statement);
      return `sqlite:${copied}`;
    },
    secrets: () => [...secrets],
    async end() {
      await bot.stop();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run(file: string, statement: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (opening) => {
      if (opening) return reject(opening);
      database.run(statement, (failed) => database.close(() => (failed ? reject(failed) : resolve())));
    });
  });
}

/** Everything that is not right and not merely skipped, as `state item`. */
export const faultsOf = (findings: readonly Finding[]) =>
  findings.filter(({ state }) => state !== 'ok' && state !== 'skipped').map(({ state, item }) => `${state} ${item}`);
