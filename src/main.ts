/** Where the process begins: reads what it is asked to do, does it, and says why where it cannot. */
import { existsSync } from 'node:fs';
import { isBuiltLate } from './adapters/build.js';
import { calmLog } from './adapters/calmLog.js';
import { machineClock } from './adapters/clock.js';
import { runCommandLine } from './adapters/commandLine.js';
import { createLog } from './adapters/log.js';
import { type Settings, SettingsError } from './config.js';
import { audit, doctor, recount, rotate, status } from './main/operator.js';
import { start } from './main/run.js';
import { readSettings } from './main/settings.js';

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
  doctor: () => doctor(isBuiltLate(import.meta.url)),
  status: () => orSayWhy(status()),
  rotateKey: () => orSayWhy(rotate()),
  recount: () => orSayWhy(recount()),
  audit: (options) => orSayWhy(audit(options)),
});
