/** What the operator runs beside the bot: to check it, to look into it, to change its key, to count anew. */
import { machineClock } from '../adapters/clock.js';
import type { AuditOptions } from '../adapters/commandLine.js';
import { examineAll } from '../adapters/doctor/doctor.js';
import type { Finding } from '../adapters/doctor/examine.js';
import { isWell, lineOf, summaryOf } from '../adapters/doctor/report.js';
import { createLog } from '../adapters/log.js';
import { accountLines } from '../adapters/status/accounts.js';
import { recountAll } from '../adapters/store/recount-all.js';
import { rotateKey } from '../adapters/store/rotate.js';
import { linesOf } from '../adapters/store/rotation-report.js';
import { writeAudit } from '../adapters/writeAudit.js';
import { readSettings } from './settings.js';

export async function doctor(builtLate: boolean): Promise<void> {
  const findings: Finding[] = [];
  const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const { version: nodeVersion, env: environment } = process;
  const log = createLog('silent');
  for await (const finding of examineAll({ nodeVersion, environment, readSettings, builtLate, clock: machineClock, log })) {
    findings.push(finding);
    console.log(lineOf(finding, coloured));
  }
  console.log(`\n${summaryOf(findings)}`);
  process.exit(isWell(findings) ? 0 : 1);
}

export async function status(): Promise<void> {
  for await (const line of accountLines(readSettings(), createLog('silent'))) console.log(line);
}

export async function rotate(): Promise<void> {
  const { databaseUrl, secretKey } = readSettings();
  const rotation = await rotateKey({ databaseUrl, secretKey, log: createLog('silent') });
  for (const line of linesOf(rotation)) console.log(line);
  process.exitCode = rotation.damaged.length === 0 ? 0 : 1;
}

export async function recount(): Promise<void> {
  const { databaseUrl, bot } = readSettings();
  const how = { rules: bot.rules, onScreen: process.stdout.isTTY === true, clock: machineClock, log: createLog('silent') };
  for await (const text of recountAll({ databaseUrl, ...how })) process.stdout.write(text);
}

export async function audit(options: AuditOptions): Promise<void> {
  const { databaseUrl, bot } = readSettings();
  const asked = { ...options, zone: bot.zone, databaseUrl, clock: machineClock, log: createLog('silent') };
  await writeAudit(asked, process.stdout);
}
