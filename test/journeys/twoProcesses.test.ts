/** Two processes on one PostgreSQL behind a load balancer: one works, both hear, and whatever happens to one, each question is answered once. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../src/adapters/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres.js';
import { type Bot, startBot } from '../sandbox/bot.js';
import { type MovableClock, movableClock } from '../sandbox/clock.js';
import type { Chat } from '../sandbox/model.js';
import type { RateGroup } from '../sandbox/server/operations.js';
import type { Sandbox } from '../sandbox/server/sandbox.js';
import { startSandbox } from '../sandbox/server/start.js';
import { type JourneyCompany, journeyCompany } from './company.js';
import { type Ears, listen } from './ears.js';
import { type RoundRobin, startRoundRobin } from './roundRobin.js';

const server: PostgresServer | null = await startPostgres();

describe.skipIf(server === null)('two processes on one PostgreSQL', () => {
  const key = randomBytes(32).toString('base64');
  let sandbox: Sandbox;
  let clock: MovableClock;
  let balancer: RoundRobin;
  let databaseUrl: string;
  let ears: Ears;
  let company: JourneyCompany;
  let rooms: readonly Chat[];
  const bots: Bot[] = [];
  let asked = 0;

  const start = async () => {
    const env = { RINGCENTRAL_CHATBOT_SERVER: balancer.url, BOT_SECRET_KEY: key, LOG_LEVEL: 'debug' };
    const bot = await startBot({ sandbox, clock, databaseUrl, env });
    bots.push(bot);
    balancer.targets = [...balancer.targets, bot.port];
    return bot;
  };
  const alive = () => bots.filter(({ process: { exitCode, signalCode } }) => exitCode === null && signalCode === null);
  const takings = (bot: Bot) => bot.lines.filter((line) => line.includes('this process works for accounts')).length;
  const losses = (bot: Bot) => bot.lines.filter((line) => line.includes('another process works for an account now')).length;
  const holder = () => alive().find((bot) => takings(bot) > losses(bot)) as Bot;
  const follower = () => alive().find((bot) => bot !== holder()) as Bot;
  const operations = (bot: Bot) => bot.lines.filter((line) => line.includes('platform answered'));
  const waitUntil = (what: string, isSo: () => boolean, withinMs?: number) => (alive()[0] as Bot).waitUntil(what, isSo, withinMs);

  const word = (number: number) => `nobody-${number}-here`;
  const ask = (room: Chat) => {
    const number = asked++;
    company.say('alice', room, `whois ${word(number)}`);
    return number;
  };
  const answers = (number: number) =>
    rooms
      .flatMap(({ id }) => sandbox.posts(id))
      .filter((post) => post.creatorId === company.botId && post.text?.includes(word(number)));
  const answered = (numbers: readonly number[], withinMs = 30_000) =>
    waitUntil('all is answered', () => numbers.every((number) => answers(number).length > 0), withinMs);
  const once = () => {
    const counts = Array.from({ length: asked }, (_, number) => answers(number).length);
    expect(counts).toEqual(counts.map(() => 1));
  };
  const told = (seconds: readonly number[]) =>
    `half within ${seconds[seconds.length >> 1]?.toFixed(1)} s, all within ${seconds.at(-1)?.toFixed(1)} s`;
  const secondsUntil = async (work: () => Promise<void>) => {
    const before = clock.now();
    await work();
    return (clock.now() - before) / 1000;
  };

  beforeAll(async () => {
    if (!server) return;
    clock = movableClock(Date.UTC(2025, 8, 17, 16));
    sandbox = await startSandbox({ seed: 42, days: 10, contract: true, latencyMs: { min: 5, max: 40 }, now: clock.now });
    for (const group of ['Light', 'Medium', 'Heavy', 'Auth'] satisfies RateGroup[]) sandbox.rates.setLimit(group, 1_000_000);
    balancer = await startRoundRobin();
    databaseUrl = await server.createDatabase();
    ears = listen(sandbox);
    company = journeyCompany(sandbox.inCompany(0), {
      ears,
      listens: (accountId, id) =>
        [...sandbox.world.subscriptions.values()].some((one) => one.accountId === accountId && one.extensionId === id),
      waitUntil: async (what, isSo) => waitUntil(what, isSo),
      url: () => balancer.url,
      keepSecrets: () => {},
    });
    await start();
    await start();
    // The one that only listens takes the install in; the other one has to hear of it.
    balancer.targets = [follower().port];
    await company.install();
    balancer.targets = alive().map(({ port }) => port);
    const teams: Chat[] = [];
    for (const name of ['East', 'West', 'North']) teams.push(await company.team(name, ['alice', 'bob']));
    rooms = [...teams, company.direct('alice')];
  });
  afterAll(async () => {
    if (!server) return;
    for (const bot of bots) await bot.stop();
    ears.close();
    await balancer.close();
    await sandbox.close();
    await server.stop();
  });

  test('one works, both hear, and an answer comes as soon as otherwise', async () => {
    const took = async (hearing: Bot) => {
      balancer.targets = [hearing.port];
      const seconds: number[] = [];
      for (let round = 0; round < 8; round += 1) {
        const number = ask(rooms[round % rooms.length] as Chat);
        seconds.push(await secondsUntil(() => answered([number])));
      }
      return seconds.sort((a, b) => a - b);
    };
    const [direct, across] = [await took(holder()), await took(follower())];
    balancer.targets = alive().map(({ port }) => port);
    once();
    expect(across.at(-1)).toBeLessThan(3);
    const heard = alive().map(({ port }) => balancer.answered.get(port) ?? 0);
    expect(Math.min(...heard)).toBeGreaterThan(5);
    expect(operations(follower()).filter((line) => !line.includes('readExtension'))).toEqual([]);
    expect(sandbox.requests.filter(({ operationId }) => operationId === 'getToken')).toHaveLength(1);
    console.log(`heard by who works: ${told(direct)}; by the other: ${told(across)}`);
  });

  test('when the one that works is killed, the other takes over within 30 seconds', async () => {
    const [dying, other] = [holder(), follower()];
    const numbers = rooms.map(ask);
    await dying.kill();
    numbers.push(...rooms.map(ask));
    const next = numbers.at(-1) as number;
    const seconds = await secondsUntil(() => answered([next], 40_000));
    expect(holder()).toBe(other);
    expect(seconds).toBeLessThan(30);
    await answered(numbers, 40_000);
    await sandbox.settled();
    once();
    console.log(`killed: the next answer after ${seconds.toFixed(1)} s`);
  });

  test('when it is only stopped, it posts nothing when it wakes up', async () => {
    await start();
    const [sleeping, other] = [holder(), follower()];
    sandbox.faults.add({ operation: 'createGlipPostNew', delayMs: 400, times: 3 });
    const numbers = rooms.map(ask);
    sleeping.process.kill('SIGSTOP');
    balancer.targets = [other.port];
    numbers.push(...rooms.map(ask));
    const seconds = await secondsUntil(() => answered(numbers, 60_000));
    sleeping.process.kill('SIGCONT');
    await other.waitUntil('it knows', () => losses(sleeping) > 0);
    balancer.targets = alive().map(({ port }) => port);
    const later = rooms.map(ask);
    await answered(later);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    once();
    expect(holder()).toBe(other);
    console.log(`stopped: the last answer after ${seconds.toFixed(1)} s`);
  });

  test('when it ends in order, the other takes over at once', async () => {
    const [leaving, other] = [holder(), follower()];
    balancer.targets = [other.port];
    expect(await leaving.stop()).toBe(0);
    const number = ask(rooms[0] as Chat);
    const seconds = await secondsUntil(() => answered([number]));
    expect(seconds).toBeLessThan(4);
    once();
    console.log(`ended: the next answer after ${seconds.toFixed(1)} s`);
  });

  test('nothing was read twice but what a death cut off', () => {
    const windows = sandbox.requests
      .filter(({ operationId }) => operationId === 'readCompanyCallLog')
      .map(({ path }) => new URLSearchParams(path.split('?')[1]).get('dateFrom'));
    expect(windows.length - new Set(windows).size).toBeLessThanOrEqual(1);
    // One login for each that ever worked.
    const logins = sandbox.requests.filter(({ operationId }) => operationId === 'getToken').length;
    expect(logins).toBeLessThanOrEqual(bots.reduce((sum, bot) => sum + Math.min(1, takings(bot)), 0));
    const mine = [...sandbox.world.subscriptions.values()].filter(({ extensionId }) => extensionId === company.botId);
    expect(mine).toHaveLength(1);
    expect(sandbox.violations).toEqual([]);
  });

  test('uninstalled by way of the one that only listens, nothing is left by the one that works', async () => {
    await start();
    const [working, other] = [holder(), follower()];
    balancer.targets = [other.port];
    sandbox.uninstall();
    const { engine } = await openEngine(databaseUrl, { debug() {}, info() {}, warn() {}, error() {} });
    const left = async () => {
      const counts = await Promise.all(
        ['bots', 'chats', 'deliveries', 'calls', 'participations'].map((table) =>
          engine.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`),
        ),
      );
      return counts.flat().reduce((sum, { n }) => sum + n, 0);
    };
    await working.waitUntil('everything is gone', async () => (await left()) === 0);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(await left()).toBe(0);
    const reasons = async (bot: Bot) =>
      ((await (await fetch(`${bot.url}/readyz`)).json()) as { reasons: string[] }).reasons.join();
    for (const bot of [working, other]) expect(await reasons(bot)).toContain('not installed');
    await engine.close();
  });
});
