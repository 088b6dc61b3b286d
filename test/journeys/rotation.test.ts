/** The secret key is changed in the middle of traffic, with deaths of both processes: nothing is lost, nothing is answered twice. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Crowd, gather, hearAll, keepBooks, untilAnswered } from '../soak/crowd.js';
import { type Journey, startJourney } from './journey.js';
import { stored } from './stored.js';

const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
/** Deaths and starts of whole processes, on a machine that has other work. */
const patience = 240_000;
const env: Record<string, string> = {};
let journey: Journey;
let crowd: Crowd;

beforeAll(async () => {
  journey = await startJourney({ env, errorsExpected: true, sandbox: { days: 2, latencyMs: { min: 5, max: 40 } } });
  crowd = await gather(journey);
});
afterAll(async () => {
  await hearAll(journey);
  await journey.end();
});

const keyFile = () => join(dirname(journey.databaseFile), 'switchboard.key');
const keys = () => readFileSync(keyFile(), 'utf8').trim().split('\n');

/** `npm run rotate-key`, ended after so many milliseconds where told. */
async function rotateKey(endAfterMs?: number) {
  const child = spawn(process.execPath, [program, 'rotate-key'], {
    cwd: dirname(journey.databaseFile),
    env: { PATH: process.env.PATH, DATABASE_URL: `sqlite:${journey.databaseFile}`, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const end = endAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), endAfterMs);
  const [code, signal] = await once(child, 'close');
  clearTimeout(end);
  expect(said).not.toMatch(/[\w+/]{43}=/);
  return { how: (code ?? signal) as number | string, said };
}

/** Questions in all chats for as long as the work takes, and a little longer. */
async function amidQuestions(work: () => Promise<void>): Promise<void> {
  let going = true;
  const asking = (async () => {
    while (going) {
      crowd.ask();
      await pause(40);
    }
  })();
  try {
    await pause(300);
    await work();
    await pause(300);
  } finally {
    going = false;
    await asking;
  }
}

async function dieAndStart(): Promise<void> {
  await journey.bot.kill();
  await journey.sandbox.settled();
  for (const subscription of journey.sandbox.world.subscriptions.values()) {
    Object.assign(subscription, { status: 'Active', failures: 0 });
  }
  // Past the time limit of a post, and past a lease.
  await journey.clock.move(20_000);
  await journey.start();
}

/** The ids of the keys that anything of the bot's is encrypted with. */
async function keysInUse(): Promise<readonly unknown[]> {
  const rows = await stored(
    journey.databaseFile,
    `SELECT token AS value FROM bots UNION ALL SELECT value FROM secrets UNION ALL SELECT say FROM digests
     UNION ALL SELECT body FROM deliveries WHERE body IS NOT NULL UNION ALL SELECT proof FROM secret_keys`,
  );
  return [...new Set(rows.map(({ value }) => String(value).split('.')[1]))];
}

async function nothingLost(): Promise<void> {
  await untilAnswered(journey, 16_000);
  const books = await keepBooks(journey, crowd);
  expect(books).toMatchObject({ lost: [], twice: [], strays: [] });
  expect(books.acknowledged).toBeGreaterThan(20);
  await hearAll(journey);
}

test(
  'a key in a file is changed while the bot answers',
  async () => {
    const [former] = keys();
    let said = '';
    await amidQuestions(async () => {
      const rotation = await rotateKey();
      expect(rotation.how, rotation.said).toBe(0);
      said = rotation.said;
    });
    expect(said).toMatch(
      /^bots +1\nsecrets +\d+\nconnections +0\naccount_secrets +\d+\ndeliveries +\d+\ndigests +0\n\d+ encrypted anew with key [0-9a-f]{8}; key [0-9a-f]{8} is forgotten\./,
    );
    expect(said).toContain('holds the new key alone, and the running bot uses it');
    expect(keys()).toHaveLength(1);
    expect(keys()[0]).not.toBe(former);
    await nothingLost();
    expect(await keysInUse()).toHaveLength(1);
    expect(journey.lines.filter((line) => line.includes('secret key'))).toHaveLength(1);
  },
  patience,
);

test(
  'the change and the bot die again and again, and it goes on',
  async () => {
    await amidQuestions(async () => {
      for (const moment of [400, 600]) {
        await rotateKey(moment);
        await dieAndStart();
      }
      const ended = rotateKey(550);
      await dieAndStart();
      await ended;
      const rotation = await rotateKey();
      expect(rotation.how, rotation.said).toBe(0);
    });
    expect(keys()).toHaveLength(1);
    await nothingLost();
    expect(await keysInUse()).toHaveLength(1);
  },
  patience,
);

test(
  'keys of the environment are changed in the order that the command asks for',
  async () => {
    const [present = ''] = keys();
    const next = randomBytes(32).toString('base64');
    env.BOT_SECRET_KEY = present;
    expect(await rotateKey()).toMatchObject({ how: 1, said: expect.stringContaining('holds one key') });
    env.BOT_SECRET_KEY = `${next},${present}`;
    expect(await rotateKey()).toMatchObject({ how: 1, said: expect.stringContaining('does not write with the new key yet') });
    await amidQuestions(async () => {
      await dieAndStart();
      const rotation = await rotateKey();
      expect(rotation.how, rotation.said).toBe(0);
      expect(rotation.said).toContain('Now set BOT_SECRET_KEY to its first key alone, and restart the bot.');
      env.BOT_SECRET_KEY = next;
      await dieAndStart();
    });
    await nothingLost();
    expect(await keysInUse()).toHaveLength(1);
  },
  patience,
);
