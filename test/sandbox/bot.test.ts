/** A bot as its own process: what it is given, how its clock follows, and that it never outlives us. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bot, startBot } from './bot.js';
import { movableClock } from './clock.js';
import type { Sandbox } from './server/sandbox.js';
import { startSandbox } from './server/start.js';

const start = Date.parse('2026-11-18T18:00:00.000Z');

/** Stands in for the built program: tells its environment and its time. */
const program = `
import { createServer } from 'node:http';
createServer((request, response) => {
  const now = [Date.now(), new Date().getTime(), Date.parse(Date()), new Date(5).getTime(), new Date() instanceof Date];
  response.end(JSON.stringify({ env: process.env, now, cwd: process.cwd() }));
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening'));
`;

interface Told {
  readonly env: Readonly<Record<string, string>>;
  readonly now: readonly [number, number, number, number, boolean];
  readonly cwd: string;
}

let folder: string;
let sandbox: Sandbox;
const started: Bot[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchboard-test-'));
  await writeFile(join(folder, 'program.mjs'), program);
  sandbox = await startSandbox({ seed: 1, now: () => start, days: 1 });
});

afterAll(async () => {
  for (const bot of started) await bot.stop();
  await sandbox.close();
  await rm(folder, { recursive: true });
});

async function run(options: Partial<Parameters<typeof startBot>[0]> = {}): Promise<Bot> {
  const bot = await startBot({ sandbox, program: join(folder, 'program.mjs'), ...options });
  started.push(bot);
  return bot;
}

const told = async (bot: Bot) => (await (await fetch(bot.url)).json()) as Told;

test('it gets what an operator would set, and nothing else of ours', async () => {
  process.env.LEAKED_FROM_TEST = 'yes';
  const bot = await run({ env: { LOG_LEVEL: 'debug', RINGCENTRAL_JWT: undefined } });
  delete process.env.LEAKED_FROM_TEST;
  const { env, cwd } = await told(bot);
  expect(env).toMatchObject({
    RINGCENTRAL_SERVER: sandbox.url,
    RINGCENTRAL_CHATBOT_SERVER: bot.url,
    DATABASE_URL: bot.databaseUrl,
    LOG_LEVEL: 'debug',
  });
  expect(env).not.toHaveProperty('LEAKED_FROM_TEST');
  expect(env).not.toHaveProperty('RINGCENTRAL_JWT');
  expect(cwd).not.toBe(process.cwd());
  expect(bot.lines).toEqual(['listening']);
  expect(await bot.stop()).toBe('SIGTERM');
});

test('its Date follows the clock, and only its Date', async () => {
  const clock = movableClock(start);
  const bot = await run({ clock });
  const near = async () => {
    const { now } = await told(bot);
    for (const shown of [now[0], now[1]]) expect(Math.abs(shown - clock.now())).toBeLessThan(2_000);
    expect(Math.abs(now[2] - clock.now())).toBeLessThan(3_000);
    expect(now.slice(3)).toEqual([5, true]);
  };
  await near();
  await clock.move(86_400_000);
  await near();
  await clock.move(-3_600_000);
  await near();
  await bot.stop();
  await clock.move(1_000);
});

test('it ends when nobody holds its clock any more', async () => {
  const bot = await run({ clock: movableClock() });
  bot.process.disconnect();
  expect(await bot.exited).toBe(0);
});

test('a death is told with the last words', async () => {
  await writeFile(join(folder, 'dead.mjs'), "console.error('no key'); process.exit(3);");
  await expect(run({ program: join(folder, 'dead.mjs') })).rejects.toThrow(/ended \(3\) before \/readyz is 200\nno key/);
  await expect(run({ program: join(folder, 'none.mjs') })).rejects.toThrow('npm run build');
});
