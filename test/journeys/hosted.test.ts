/** As on Heroku: an address that says nothing of TLS, a server that lets nobody in without, and that is restarted when it likes. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../postgres.js';
import type { Chat } from '../sandbox/model.js';
import { type Journey, startJourney } from './journey.js';

const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** How the program ends, and what it printed. */
function runAlone(env: Readonly<Record<string, string>>, ...args: string[]): Promise<{ code: number; text: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-alone-'));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { cwd: folder, env, timeout: 30_000 }, (_error, out, faults) => {
      rmSync(folder, { recursive: true });
      resolve({ code: child.exitCode ?? -1, text: out + faults });
    });
  });
}

const withoutDatabase = /DATABASE_URL is missing: this is Heroku \(DYNO is set\).*attach Heroku Postgres/;

test('on a dyno without a database the bot refuses to start and says why; doctor names it', async () => {
  const started = await runAlone({ DYNO: 'web.1' });
  expect(started).toEqual({ code: 1, text: expect.stringMatching(withoutDatabase) });
  const looked = await runAlone({ DYNO: 'web.1' }, 'doctor');
  expect(looked).toEqual({ code: 1, text: expect.stringMatching(/^wrong +configuration/m) });
  expect(looked.text).toMatch(withoutDatabase);
});

const server = await startPostgres({ hosted: true });

describe.skipIf(server === null)('on a hosted database', () => {
  const key = randomBytes(32).toString('base64');
  let databaseUrl: string;
  let journey: Journey;
  let rooms: readonly Chat[];
  let asked = 0;
  const word = (number: number) => `nobody-${number}-here`;
  const ask = (room: Chat) => {
    journey.say('alice', room, `whois ${word(asked)}`);
    return asked++;
  };
  const answers = (number: number) =>
    rooms.flatMap(({ id }) =>
      journey.sandbox.posts(id).filter((post) => post.creatorId === journey.botId && post.text?.includes(word(number))),
    ).length;
  const allAnswered = (withinMs?: number) =>
    journey.bot.waitUntil('all is answered', () => Array.from({ length: asked }, (_, n) => answers(n)).every(Boolean), withinMs);
  const once = () => expect(Array.from({ length: asked }, (_, n) => answers(n))).toEqual(Array(asked).fill(1));

  beforeAll(async () => {
    if (!server) return;
    databaseUrl = await server.createDatabase();
    const env = {
      DYNO: 'web.1',
      DATABASE_URL: databaseUrl,
      BOT_SECRET_KEY: key,
    };
    journey = await startJourney({ env, errorsExpected: true });
    rooms = [await journey.team('East', ['alice', 'bob']), await journey.team('West', ['alice']), journey.direct('alice')];
    for (const room of rooms) ask(room);
    await allAnswered();
  });
  afterAll(async () => {
    if (!server) return;
    for (const line of journey.ears.unheard()) await journey.ears.next(line.split(':')[0] ?? '');
    await journey.end();
    await server.stop();
  });

  test('without a key the bot refuses to start, and doctor names it', async () => {
    const env = { DYNO: 'web.1', DATABASE_URL: (await server?.createDatabase()) ?? '' };
    const started = await runAlone(env);
    expect(started).toEqual({ code: 1, text: expect.stringContaining('BOT_SECRET_KEY is required with Postgres') });
    const looked = await runAlone(env, 'doctor');
    expect(looked.text).toMatch(/^ok +database/m);
    expect(looked.text).toMatch(/^missing +secret key +BOT_SECRET_KEY is not set/m);
  });

  test('doctor and status look into it, and name the process that works', async () => {
    const env = {
      DATABASE_URL: databaseUrl,
      BOT_SECRET_KEY: key,
      PORT: `${journey.bot.port}`,
      RINGCENTRAL_SERVER: journey.sandbox.url,
      RINGCENTRAL_CHATBOT_SERVER: journey.bot.url,
      RINGCENTRAL_CLIENT_ID: 'reader-app',
      RINGCENTRAL_CLIENT_SECRET: 'reader-secret',
      RINGCENTRAL_JWT: 'reader-jwt',
    };
    const { id } = journey.sandbox.company;
    const { text } = await runAlone(env, 'doctor');
    for (const line of ['database +answers', 'tables +all are in place', 'secret key +BOT_SECRET_KEY fits the data'])
      expect(text).toMatch(new RegExp(`^ok +${line}`, 'm'));
    expect(text).toMatch(new RegExp(`^ok +process at work +web\\.1 works for account ${id}\\.$`, 'm'));
    expect((await runAlone(env, 'status')).text).toMatch(/^ {2}process {2}web\.1$/m);
    await journey.bot.stop();
    expect((await runAlone(env, 'status')).text).toMatch(/^ {2}process {2}none works for it now$/m);
    await journey.start();
  }, 120_000);

  test('connections that are cut while nobody asks are made anew', async () => {
    server?.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'switchboard'`);
    for (const room of rooms) ask(room);
    await allAnswered();
    once();
  });

  test('restarted amid questions it loses none and answers each once', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (const room of rooms) ask(room);
      const back = server?.restart(1_500);
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (const room of rooms) ask(room);
      await back;
      await journey.bot.waitUntil('it is ready again', async () => (await journey.readiness()).ready);
    }
    await journey.clock.move(6 * 60_000);
    await allAnswered(60_000);
    once();
    expect(journey.bot.process.exitCode).toBeNull();
    expect(journey.lines.filter((line) => /unhandled|left to itself|uncaught/i.test(line))).toEqual([]);
  });
});
