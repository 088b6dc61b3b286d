/** The two bots, and other programs of the bench, as processes of their own: how they are started and what they weigh. */
import { execFileSync, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Bot, startBot } from '../sandbox/bot.js';
import type { Sandbox } from '../sandbox/server/sandbox.js';
import { startSandbox } from '../sandbox/server/start.js';

/** One way of the API, as seen from a server in a data centre. */
export const apiLatency = 150;

/**
 * Rate limits would decide every figure: they are as the Developer Console can raise them, which ours learns from the headers and obeys, and
 * off for the naive way, which does not know them.
 */
export async function startPlatform(kind: Kind): Promise<Sandbox> {
  const sandbox = await startSandbox({
    seed: 42,
    now: () => Date.now(),
    latencyMs: { min: apiLatency, max: apiLatency },
    rateLimits: kind === 'ours',
  });
  for (const group of ['Light', 'Medium', 'Heavy', 'Auth'] as const) sandbox.rates.setLimit(group, 100_000);
  return sandbox;
}

export interface Started {
  readonly bot: Bot;
  /** From the start of the process to its word that it listens, ms. */
  readonly listeningAfter: number;
}

export type Kind = 'ours' | 'naive';

const plainly = fileURLToPath(new URL('./plainly.js', import.meta.url));
const programs: Readonly<Record<Kind, string>> = {
  ours: new URL('../../dist/src/main.js', import.meta.url).href,
  naive: new URL('./naive/bot.js', import.meta.url).href,
};

/** What the Procfile gives to node, since memory is decided there, and the options of this run. */
function startOptions(): NodeJS.ProcessEnv {
  const web = readFileSync(new URL('../../Procfile', import.meta.url), 'utf8');
  const flags = [...(web.match(/--\S+/g) ?? []), process.env.NODE_OPTIONS ?? ''].join(' ').trim();
  const variables = [...web.matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]);
  return { ...Object.fromEntries(variables), NODE_OPTIONS: flags };
}

/** Both bots get the same environment, an empty database and `NODE_ENV=production`. */
export async function start(kind: Kind, sandbox: Sandbox): Promise<Started> {
  const begun = performance.now();
  let heard = (_at: number) => {};
  const listening = new Promise<number>((resolve) => {
    heard = resolve;
  });
  const bot = await startBot({
    sandbox,
    readyWithinMs: 0,
    onLine: (line) => line.includes('listening') && heard(performance.now()),
    program: plainly,
    env: {
      BENCH_PROGRAM: programs[kind],
      NODE_ENV: 'production',
      ...startOptions(),
      RINGCENTRAL_CHATBOT_DATABASE_CONNECTION_URI: 'sqlite:./naive.sqlite',
    },
  });
  const ended = bot.exited.then((how): never => {
    throw new Error(`the ${kind} bot ended (${how})\n${bot.lines.join('\n')}`);
  });
  return { bot, listeningAfter: (await Promise.race([listening, ended])) - begun };
}

/** A bot at work: in a platform of its own, and in a team with two colleagues. */
export interface Installed {
  readonly kind: Kind;
  readonly sandbox: Sandbox;
  readonly bot: Bot;
  readonly botId: string;
  readonly team: string;
  readonly alice: string;
  readonly bob: string;
  stop(): Promise<void>;
}

export type Both = Readonly<Record<Kind, Installed>>;

/** Resolves when the bot hears of posts; ours also must have read the people and the calls it wants. */
export async function install(kind: Kind): Promise<Installed> {
  const sandbox = await startPlatform(kind);
  const { bot } = await start(kind, sandbox);
  if (kind === 'ours') await bot.waitUntil('people are read', async () => (await readiness(bot)).ready);
  const { botId } = await bot.install();
  await bot.waitUntil('it is subscribed', () =>
    [...sandbox.world.subscriptions.values()].some((one) => one.extensionId === botId),
  );
  if (kind === 'ours')
    await bot.waitUntil('calls are read', async () => {
      const { sync } = await readiness(bot);
      return sync.calls.through !== null && !sync.calls.backfilling;
    });
  const people = sandbox.company.extensions.filter(({ type, status }) => type === 'User' && status === 'Enabled');
  const [alice = '', bob = '', carol = ''] = people.map(({ id }) => id);
  const team = sandbox.createTeam(alice, 'Bench', [alice, bob, carol, botId]).id;
  const stop = async () => {
    await bot.stop();
    await sandbox.close();
  };
  return { kind, sandbox, bot, botId, team, alice, bob, stop };
}

interface Readiness {
  readonly ready: boolean;
  readonly sync: { readonly calls: { readonly through: string | null; readonly backfilling: boolean } };
}

const readiness = async (bot: Bot) => (await (await fetch(`${bot.url}/readyz`)).json()) as Readiness;

/** Resident memory of a process, MB. */
export function residentMb(pid: number | undefined): number {
  if (pid === undefined) throw new Error('the process never started');
  if (process.platform !== 'linux')
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/**
 * Runs a program of the bench, compiled as the bot is, with `input` as its only argument, as JSON; resolves with the one message it sends.
 * The loader that runs the bench itself would be part of what is measured.
 * @param program its path in `test/bench`, without an ending
 */
export function inOwnProcess<Result>(program: string, input: unknown): Promise<Result> {
  const file = fileURLToPath(new URL(`../../dist/bench/test/bench/${program}.js`, import.meta.url));
  const child = fork(file, [JSON.stringify(input)], { execArgv: [], env: { ...process.env, ...startOptions() } });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Result));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${program} ended (${code ?? signal}) without a result`)));
  });
}
