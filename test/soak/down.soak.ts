/** The bot away, its database locked, its disk full: what was asked meanwhile is answered or excused, once, and nothing is broken. */
import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import sqlite3 from 'sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Journey, startJourney } from '../journeys/journey.js';
import { stored } from '../journeys/stored.js';
import { type Crowd, gather, hearAll, keepBooks, untilAnswered } from './crowd.js';

const minute = 60_000;
let journey: Journey;
let crowd: Crowd;

beforeEach(async () => {
  journey = await startJourney({ env: { LOG_LEVEL: 'info' }, sandbox: { days: 3 } });
  crowd = await gather(journey);
  await journey.covered();
});
afterEach(async () => {
  await hearAll(journey);
  await journey.end();
});

const saysTheStoreFailed = (line: string) =>
  line.includes('"level":"error"') && /SQLITE_|The store failed|took too long|inbox could not be written/.test(line);

/** So many lines about a store that fails, again and again within two minutes, can be read; there were hundreds of faults. */
const readable = 40;

/** Takes the lines that had to come out of the log, and gives them back. */
function expected(isIt: (line: string) => boolean): readonly string[] {
  const lines = journey.lines as string[];
  const taken = lines.filter(isIt);
  lines.splice(0, lines.length, ...lines.filter((line) => !isIt(line)));
  return taken;
}

const askEverywhere = () => crowd.rooms.map((room) => crowd.ask(room));

test.each(['stop', 'kill'] as const)('ten minutes and more without the process, after a %s', async (how) => {
  for (let round = 0; round < 3; round += 1) {
    await journey.bot[how]();
    for (const wait of [30_000, 2 * minute, 4 * minute, 4 * minute, 90_000]) {
      await journey.clock.move(wait);
      askEverywhere();
      await journey.sandbox.settled();
    }
    const said = journey.lines.length;
    await journey.start();
    await journey.clock.move(61_000);
    const found = () => journey.lines.slice(said).some((line) => line.includes('were read for what was missed'));
    await journey.bot.waitUntil('the chats are read', found);
    await untilAnswered(journey, 16_000);
    askEverywhere();
    await untilAnswered(journey, 16_000);
  }
  const books = await keepBooks(journey, crowd);
  console.log(
    `away three times (${how}): ${books.asked} asked, ${books.answered} answered, ${books.apologies} told to ask again`,
  );
  expect(books).toMatchObject({ asked: 180, lost: [], twice: [], strays: [] });
  expect(books.answered + books.apologies).toBe(180);
  // Of every five rounds, those asked more than ten minutes before the end get a word only.
  expect(books.apologies).toBeGreaterThan(0);
  expect(books.answered).toBeGreaterThan(books.apologies);
});

/** Holds the database as a careless backup would. */
async function locked(milliseconds: number): Promise<void> {
  const database = new sqlite3.Database(journey.databaseFile);
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => database.exec(sql, (error) => (error ? reject(error) : resolve())));
  database.configure('busyTimeout', 5_000);
  await run('BEGIN IMMEDIATE');
  await pause(milliseconds);
  await run('COMMIT');
  await new Promise<void>((resolve) => database.close(() => resolve()));
}

test('a database that is locked for seconds, again and again', async () => {
  for (const length of [500, 2_000, 4_000, 8_000, 20_000]) {
    const asking = askEverywhere();
    await pause(100);
    const lock = locked(length);
    await pause(50);
    asking.push(...askEverywhere());
    await lock;
    await untilAnswered(journey, 16_000);
    for (const subscription of journey.sandbox.world.subscriptions.values()) {
      Object.assign(subscription, { status: 'Active', failures: 0 });
    }
  }
  askEverywhere();
  await untilAnswered(journey, 16_000);
  await intact();
  const books = await keepBooks(journey, crowd);
  const said = expected(saysTheStoreFailed);
  console.log(
    `locked: ${books.asked} asked, ${books.acknowledged} acknowledged, ${books.answered} answered, ${said.length} errors logged`,
  );
  expect(books).toMatchObject({ lost: [], twice: [], strays: [] });
  expect(said.some((line) => line.includes('SQLITE_BUSY'))).toBe(true);
  expect(said.length).toBeLessThan(readable);
});

const program = 'prlimit';
const canLimit = spawnSync(program, ['--version']).status === 0;
const limitFiles = (limit: string) => execFileSync(program, ['--pid', String(journey.bot.process.pid), `--fsize=${limit}:`]);

test.skipIf(!canLimit)('a disk that takes no more', async () => {
  for (const length of [500, 3_000, 12_000]) {
    askEverywhere();
    await pause(150);
    limitFiles('0');
    askEverywhere();
    await pause(length);
    expect(await fetch(`${journey.bot.url}/healthz`).then(({ status }) => status)).toBe(200);
    limitFiles('unlimited');
    await untilAnswered(journey, 16_000);
    for (const subscription of journey.sandbox.world.subscriptions.values()) {
      Object.assign(subscription, { status: 'Active', failures: 0 });
    }
    askEverywhere();
    await untilAnswered(journey, 16_000);
  }
  await intact();
  const books = await keepBooks(journey, crowd);
  const said = expected(saysTheStoreFailed);
  console.log(
    `full: ${books.asked} asked, ${books.acknowledged} acknowledged, ${books.answered} answered, ${said.length} errors logged`,
  );
  expect(books).toMatchObject({ lost: [], twice: [], strays: [] });
  expect(said.some((line) => line.includes('The store could not write'))).toBe(true);
  expect(said.length).toBeLessThan(readable);
  await hearAll(journey);
  await journey.bot.kill();
  await journey.start();
  await journey.clock.move(61_000);
  expect(await journey.ask('grace', journey.direct('grace'), 'calls today')).toContain('today');
});

async function intact(): Promise<void> {
  expect(await stored(journey.databaseFile, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
}
