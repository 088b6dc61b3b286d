/** The rules of counting are changed: the bot, or the operator's command beside it, counts all calls anew, and nobody is told figures of two rules as one. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine, openStore } from '../../src/adapters/store/open.js';
import type { CallRecord } from '../../src/core/call.js';
import { accountId } from '../../src/core/model.js';
import { type PartRules, standardRules } from '../../src/core/rules.js';
import { startPostgres } from '../postgres.js';
import { type Journey, startJourney } from './journey.js';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const log = { debug() {}, info() {}, warn() {}, error() {} };
const clock = { now: () => 0 };
const strict: PartRules = { missed: { callerGaveUpWithin: 15 }, queueRingsCount: true };

/** As an operator builds it who changed these rules. */
function builtWith(rules: object): string {
  const folder = mkdtempSync(join(dist, 'rules-'));
  cpSync(join(dist, 'src'), join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'bot.config.js'), `export default ${JSON.stringify({ rules })};`);
  return join(folder, 'src', 'main.js');
}

const server = await startPostgres();
afterAll(async () => server?.stop());

const databases: readonly [name: string, database: () => Promise<string | undefined>][] = [
  ['SQLite', async () => undefined],
  ...(server ? [['PostgreSQL', () => server.createDatabase()] as [string, () => Promise<string>]] : []),
];

describe.each(databases)('changed rules on %s', (_name, database) => {
  const env = { BOT_SECRET_KEY: randomBytes(32).toString('base64') };
  const programs = { before: '', after: '' };
  let running = '';
  let journey: Journey;
  let databaseUrl: string;
  const questions = ['summary @bob last week', 'calls missed @alice last week', 'summary Support last week'];

  beforeAll(async () => {
    programs.before = builtWith({});
    programs.after = builtWith(strict);
    running = programs.before;
    const url = await database();
    journey = await startJourney({
      env,
      sandbox: { days: 12 },
      program: () => running,
      ...(url !== undefined && { databaseUrl: url }),
    });
    databaseUrl = url ?? `sqlite:${journey.databaseFile}`;
    await journey.covered();
  });
  afterAll(async () => {
    await journey.end();
    for (const program of Object.values(programs)) rmSync(dirname(dirname(program)), { recursive: true, force: true });
  });

  /** Without when it was read, but with how it was counted. */
  const figures = async () => {
    const told: string[] = [];
    for (const question of questions)
      told.push((await journey.ask('grace', journey.direct('grace'), question)).replace(/As of [^.]+\./g, ''));
    return told;
  };
  const isMixed = (answer: string) => /Recounting by changed rules, \d+ % done/.test(answer);

  /** `npm run recount`. */
  async function recount(program: string) {
    const child = spawn(process.execPath, [program, 'recount'], {
      env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl, ...env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = await once(child, 'close');
    return { code, said };
  }

  /** Every participation that is stored, and those a new store would hold of the same records by these rules. */
  async function storedAndFresh(rules: PartRules) {
    const folder = mkdtempSync(join(dist, 'fresh-'));
    const fresh = `sqlite:${join(folder, 'switchboard.db')}`;
    const { engine } = await openEngine(databaseUrl, log);
    const [row] = await engine.query<{ account: string }>('SELECT account FROM directories');
    const account = accountId(row?.account ?? '');
    const records = await engine.query<{ record: string }>('SELECT record FROM calls WHERE deleted = 0');
    const opened = await openStore({ databaseUrl, secretKey: env.BOT_SECRET_KEY, clock, log });
    const directory = await opened.account(account).directory.read();
    await opened.close();
    const store = await openStore({ databaseUrl: fresh, secretKey: env.BOT_SECRET_KEY, rules, clock, log });
    if (directory)
      await store.account(account).calls.upsert(
        records.map(({ record }) => JSON.parse(record) as CallRecord),
        directory,
        0,
      );
    await store.close();
    const other = (await openEngine(fresh, log)).engine;
    const all = 'SELECT * FROM participations ORDER BY conversation, extension';
    const rows = async (of: typeof engine) =>
      (await of.query<Record<string, unknown>>(all)).map((each) => JSON.stringify(Object.entries(each).sort()));
    const both = { stored: (await rows(engine)).sort(), fresh: (await rows(other)).sort() };
    await engine.close();
    await other.close();
    rmSync(folder, { recursive: true, force: true });
    return both;
  }

  test('the bot counts anew by itself, says so until it is done, and holds then what a new store would', async () => {
    const before = await figures();
    expect((await storedAndFresh(standardRules)).stored.length).toBeGreaterThan(300);
    await journey.bot.stop();
    running = programs.after;
    await journey.start();
    const meanwhile: (readonly string[])[] = [];
    do meanwhile.push(await figures());
    while (meanwhile.at(-1)?.some(isMixed) && meanwhile.length < 50);
    const after = meanwhile.at(-1) ?? [];
    expect(after.some(isMixed)).toBe(false);
    expect(after).not.toEqual(before);
    for (const told of meanwhile) told.forEach((answer, at) => void (isMixed(answer) || expect(answer).toBe(after[at])));
    const { stored, fresh } = await storedAndFresh(strict);
    expect(stored).toEqual(fresh);
    expect(await journey.ask('grace', journey.direct('grace'), 'explain')).toContain('hung up within 15 seconds');
  });

  test('the operator counts anew beside a bot that answers on, and is told how many records', async () => {
    let counting = true;
    const answers: string[] = [];
    const asking = (async () => {
      while (counting) {
        answers.push(await journey.ask('grace', journey.direct('grace'), 'calls missed @bob last week'));
        await pause(50);
      }
    })();
    const { code, said } = await recount(programs.before);
    counting = false;
    await asking;
    expect(said).toMatch(/^Company \d+: all calls are counted by the rules in force; \d+ call records were counted anew\.\n$/);
    expect(code).toBe(0);
    expect(answers.length).toBeGreaterThan(1);
    for (const answer of answers) expect(answer).toMatch(/^(\d+|No) missed calls? · /);
    // The bot still goes by its own rules, knows that these figures rest on others, and says it.
    expect((await figures()).every(isMixed)).toBe(true);
    const { stored, fresh } = await storedAndFresh(standardRules);
    expect(stored).toEqual(fresh);
    running = programs.before;
    await journey.start();
    expect((await figures()).some(isMixed)).toBe(false);
    expect((await recount(programs.before)).said).toMatch(/^Company \d+: all calls are counted by the rules in force\.\n$/);
  });
});
