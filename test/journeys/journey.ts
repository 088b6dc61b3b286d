/** One whole run: the stand-in, the production bot beside it as a process of its own, and the people who talk to it. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Bot, startBot } from '../sandbox/bot.js';
import { type MovableClock, movableClock } from '../sandbox/clock.js';
import { contractFile } from '../sandbox/contract.js';
import type { RateGroup } from '../sandbox/server/operations.js';
import type { Sandbox, SandboxOptions } from '../sandbox/server/sandbox.js';
import { startSandbox } from '../sandbox/server/start.js';
import { type JourneyCompany, journeyCompany } from './company.js';
import { type Ears, listen } from './ears.js';
import { leaksIn, numbersOf, secretsOf, textsOf } from './secrets.js';
import { count } from './stored.js';

export interface JourneyOptions {
  /** Epoch ms; a Wednesday afternoon in summer time unless given. */
  readonly startAt?: number;
  readonly sandbox?: Omit<Partial<SandboxOptions>, 'now'>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Keep the platform's own limits; else they are raised far out of the way. */
  readonly realLimits?: boolean;
  /** Called before the bot starts, for faults that meet it from the beginning. */
  readonly before?: (sandbox: Sandbox) => void;
  readonly install?: boolean;
  /** The built program to run, asked for at each start; the project's own unless given. */
  readonly program?: () => string;
  /** A new SQLite file unless given. */
  readonly databaseUrl?: string;
  /** For journeys that make the bot fail inside: its log may then tell of errors. */
  readonly errorsExpected?: boolean;
}

interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
  readonly sync: {
    readonly people: string | null;
    readonly calls: { readonly through: string | null; readonly backfilling: boolean };
  };
}

/** The whole, and in it the first company. */
export interface Journey extends JourneyCompany {
  readonly sandbox: Sandbox;
  /** By its place in the sandbox's list. */
  inCompany(place: number): JourneyCompany;
  readonly clock: MovableClock;
  readonly bot: Bot;
  readonly lines: readonly string[];
  readonly ears: Ears;
  readonly databaseFile: string;
  readiness(): Promise<Readiness>;
  /** Until the calls of all the days there are have been read. */
  covered(): Promise<void>;
  /** Until calls are known up to then. */
  callsRead(then: number): Promise<void>;
  /** Until people have been read since now; they are some seconds after the platform told of a change. */
  peopleRead(): Promise<void>;
  /** Until each answer that stands is noted: after a death before that, its chat would wait until it is known. */
  noted(): Promise<void>;
  /** Starts the bot again after it was killed, on the same port and database. */
  start(): Promise<void>;
  /** Ends everything; nothing may have been said, asked or logged that should not. */
  end(): Promise<void>;
}

const wednesday = Date.UTC(2025, 8, 17, 16);

export async function startJourney(options: JourneyOptions = {}): Promise<Journey> {
  if (process.env.CI === 'true' && !existsSync(contractFile)) throw new Error(`the contract is not there: ${contractFile}`);
  const clock = movableClock(options.startAt ?? wednesday);
  const sandbox = await startSandbox({ seed: 42, days: 30, contract: true, ...options.sandbox, now: clock.now });
  if (!options.realLimits) {
    for (const group of ['Light', 'Medium', 'Heavy', 'Auth'] satisfies RateGroup[]) sandbox.rates.setLimit(group, 1_000_000);
  }
  options.before?.(sandbox);
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-journey-'));
  const databaseFile = join(folder, 'switchboard.db');
  const lines: string[] = [];
  const secrets = new Set<string>();
  const ears = listen(sandbox);
  const run = (port?: number) =>
    startBot({
      sandbox,
      clock,
      databaseUrl: options.databaseUrl ?? `sqlite:${databaseFile}`,
      ...(options.program && { program: options.program() }),
      onLine: (line) => lines.push(line),
      ...(port !== undefined && { port }),
      // The most talkative log has the most chances to say too much.
      env: { LOG_LEVEL: 'trace', ...options.env },
      ...(options.env && 'RINGCENTRAL_JWT' in options.env && { readyWithinMs: 0 }),
    });
  let bot = await run();
  const companies = sandbox.companies.map((_company, place) =>
    journeyCompany(sandbox.inCompany(place), {
      ears,
      listens: (accountId, id) =>
        [...sandbox.world.subscriptions.values()].some((one) => one.accountId === accountId && one.extensionId === id),
      waitUntil: (what, isSo) => bot.waitUntil(what, isSo),
      url: () => bot.url,
      keepSecrets: () => {
        for (const secret of secretsOf(sandbox)) secrets.add(secret);
      },
    }),
  );
  const first = companies[0] as JourneyCompany;

  const journey: Journey = {
    ...first,
    sandbox,
    inCompany: (place) => companies[place] ?? raise(`no company at place ${place}`),
    clock,
    get bot() {
      return bot;
    },
    get botId() {
      return first.botId;
    },
    lines,
    ears,
    databaseFile,
    readiness: async () => (await (await fetch(`${bot.url}/readyz`)).json()) as Readiness,
    covered: () =>
      bot.waitUntil(
        'all calls are read',
        async () => {
          const { calls } = (await journey.readiness()).sync;
          return calls.through !== null && !calls.backfilling;
        },
        60_000,
      ),
    async callsRead(then) {
      let movedAt = performance.now();
      await bot.waitUntil('calls are read', async () => {
        if (Date.parse((await journey.readiness()).sync.calls.through ?? '') >= then) return true;
        if (performance.now() - movedAt < 5_000) return false;
        // A reading that was under way when the clock was moved has put the next one off by a minute.
        movedAt = performance.now();
        await clock.move(60_000);
        return false;
      });
    },
    async peopleRead() {
      const since = clock.now();
      await sandbox.settled();
      await clock.move(6_000);
      const read = async () => Date.parse((await journey.readiness()).sync.people ?? '');
      await bot.waitUntil('people are read', async () => (await read()) >= since);
    },
    noted: () =>
      bot.waitUntil('every answer is noted', async () => (await count(databaseFile, 'deliveries', "state <> 'answered'")) === 0),
    async start() {
      await bot.stop();
      bot = await run(bot.port);
    },
    async end() {
      await sandbox.settled();
      for (const secret of secretsOf(sandbox)) secrets.add(secret);
      const how = await bot.stop();
      ears.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
      expect(how).toBe(0);
      expect(ears.unheard()).toEqual([]);
      expect(sandbox.violations).toEqual([]);
      expect(sandbox.unknownPaths).toEqual([]);
      expect(leaksIn(lines, { secrets, texts: textsOf(sandbox), numbers: numbersOf(sandbox) })).toEqual([]);
      const posted = companies.flatMap(({ sandbox: { account }, botId }) =>
        [...account.posts.values()].flat().flatMap(({ creatorId, text }) => (creatorId === botId ? [text ?? ''] : [])),
      );
      expect(leaksIn(posted, { secrets })).toEqual([]);
      if (!options.errorsExpected) expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    },
  };
  if (options.install ?? true) await journey.install();
  return journey;
}

function raise(message: string): never {
  throw new RangeError(message);
}
