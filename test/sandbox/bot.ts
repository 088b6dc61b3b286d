/** The production bot as its own process beside the stand-in: only its environment differs, and its clock can be moved. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../freePort.js';
import type { MovableClock } from './clock.js';
import type { Installation } from './server/install.js';
import type { Sandbox } from './server/sandbox.js';

export interface BotOptions {
  readonly sandbox: Sandbox;
  /** Any free one unless given. */
  readonly port?: number;
  /** A new SQLite file, deleted by `stop`, unless given. */
  readonly databaseUrl?: string;
  /** Over what it gets anyway; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Moves the bot's Date whenever it is moved. */
  readonly clock?: MovableClock;
  /** The built program, `dist/src/main.js` unless given. */
  readonly program?: string;
  /** Real milliseconds to `/readyz` 200; a minute unless given. 0 does not wait. */
  readonly readyWithinMs?: number;
  /** Called with every line the bot prints, on either stream. */
  readonly onLine?: (line: string) => void;
}

export interface Bot {
  readonly url: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly process: ChildProcess;
  /** Every line printed so far, oldest first. */
  readonly lines: readonly string[];
  /** The exit code, or the signal's name; resolves however it ends. */
  readonly exited: Promise<number | string>;
  /** Lets the stand-in hand it its token. Throws unless the bot takes it. */
  install(): Promise<Installation>;
  /** Asks every 50 ms until it is so. Throws with `what` and the last lines of the log when it is not, or when the bot has died. */
  waitUntil(what: string, isSo: () => boolean | Promise<boolean>, withinMs?: number): Promise<void>;
  /** SIGTERM, and SIGKILL after ten seconds unless told otherwise; then its folder, with a database of its own, is deleted. */
  stop(patienceMs?: number): Promise<number | string>;
  /** SIGKILL. A database of its own stays until `stop`. */
  kill(): Promise<number | string>;
}

/** Where the bot has the platform send those who let it read their company's calls. */
const consentPath = '/connect/callback';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Resolves when `/readyz` says 200. Throws when it does not in time, dies, or was never built. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { sandbox, clock, program = join(root, 'dist/src/main.js') } = options;
  if (!existsSync(program)) throw new Error(`${program} is not there: run npm run build first`);
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const [, readerApp] = sandbox.world.applications;
  if (readerApp) sandbox.registerRedirect(readerApp.clientId, `${url}${consentPath}`);
  // Its own working folder too: a developer's .env in the project is none of its business.
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  const databaseUrl = options.databaseUrl ?? `sqlite:${folder}/switchboard.db`;
  const preload = new URL(`./clock.mjs?offset=${clock?.offset() ?? 0}`, import.meta.url).href;
  const child = spawn(process.execPath, ['--enable-source-maps', ...(clock ? ['--import', preload] : []), program], {
    cwd: folder,
    env: { ...environmentOf(sandbox, url, port, databaseUrl), ...options.env },
    // The preload's line to us; and a Ctrl-C in the terminal is ours to hand on.
    stdio: ['ignore', 'pipe', 'pipe', ...(clock ? (['ipc'] as const) : [])],
    detached: clock !== undefined,
  });

  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      options.onLine?.(line);
    });
  }
  let ended: number | string | undefined;
  const exited = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  }).then((how) => {
    ended = how;
    return how;
  });
  const unfollow = clock?.follow((offset) => (ended === undefined ? sendOffset(child, offset) : Promise.resolve()));

  const bot: Bot = {
    url,
    port,
    databaseUrl,
    process: child,
    lines,
    exited,
    install: async () => {
      const installation = await sandbox.install(url);
      if (installation.status !== 200) throw new Error(`the bot answered its install with ${installation.status}${tail(lines)}`);
      return installation;
    },
    waitUntil: async (what, isSo, withinMs = 30_000) => {
      const until = performance.now() + withinMs;
      while (!(await isSo())) {
        if (ended !== undefined) throw new Error(`the bot ended (${ended}) before ${what}${tail(lines)}`);
        if (performance.now() > until) throw new Error(`not within ${withinMs} ms: ${what}${tail(lines)}`);
        await pause(50);
      }
    },
    stop: async (patienceMs = 10_000) => {
      unfollow?.();
      const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      if (ended === undefined) child.kill('SIGTERM');
      const how = await exited;
      clearTimeout(patience);
      await rm(folder, { recursive: true, force: true });
      return how;
    },
    kill: () => {
      unfollow?.();
      if (ended === undefined) child.kill('SIGKILL');
      return exited;
    },
  };
  const { readyWithinMs = 60_000 } = options;
  if (readyWithinMs === 0) return bot;
  try {
    await bot.waitUntil('/readyz is 200', async () => (await statusOf(`${url}/readyz`)) === 200, readyWithinMs);
  } catch (error) {
    await bot.kill();
    await bot.stop();
    throw error;
  }
  return bot;
}

/** Nothing of our own environment but what finds programs and the temporary folder. */
function environmentOf(sandbox: Sandbox, url: string, port: number, databaseUrl: string): Record<string, string> {
  const [botApp, readerApp] = sandbox.world.applications;
  const [jwt = ''] = sandbox.world.tokens.jwts.keys();
  return {
    ...(process.env.PATH !== undefined && { PATH: process.env.PATH }),
    ...(process.env.TMPDIR !== undefined && { TMPDIR: process.env.TMPDIR }),
    PORT: `${port}`,
    RINGCENTRAL_SERVER: sandbox.url,
    RINGCENTRAL_CHATBOT_SERVER: url,
    RINGCENTRAL_CHATBOT_CLIENT_ID: botApp?.clientId ?? '',
    RINGCENTRAL_CHATBOT_CLIENT_SECRET: botApp?.clientSecret ?? '',
    RINGCENTRAL_CLIENT_ID: readerApp?.clientId ?? '',
    RINGCENTRAL_CLIENT_SECRET: readerApp?.clientSecret ?? '',
    RINGCENTRAL_JWT: jwt,
    DATABASE_URL: databaseUrl,
  };
}

function sendOffset(child: ChildProcess, clockOffset: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const hear = (message: unknown) => {
      if ((message as { clockOffset?: unknown }).clockOffset === clockOffset) done();
    };
    const done = (error?: Error | null) => {
      child.off('message', hear);
      child.off('exit', onExit);
      if (error) reject(error);
      else resolve();
    };
    const onExit = () => done();
    child.on('message', hear);
    child.once('exit', onExit);
    child.send({ clockOffset }, (error) => error && done(error));
  });
}

const tail = (lines: readonly string[]) => `\n${lines.slice(-15).join('\n')}`;

async function statusOf(url: string): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
