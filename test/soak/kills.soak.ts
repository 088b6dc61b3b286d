/** Two hundred deaths without warning, under a stream of questions in ten chats: what was acknowledged is answered once. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../journeys/journey.js';
import { seeded } from '../sandbox/random.js';
import { type Crowd, gather, hearAll, keepBooks, untilAnswered } from './crowd.js';

const deaths = 200;
const random = seeded('kills', 1);
let journey: Journey;
let crowd: Crowd;

beforeAll(async () => {
  // With a variable of its own the journey does not wait for a start to end, so that deaths can come in the middle of one.
  const env = { RINGCENTRAL_JWT: 'reader-jwt', LOG_LEVEL: 'info' };
  journey = await startJourney({ env, install: false, sandbox: { days: 3, latencyMs: { min: 5, max: 60 } } });
  await ready();
  await journey.install();
  crowd = await gather(journey);
});
afterAll(async () => {
  await hearAll(journey);
  await journey.end();
});

const ready = () => journey.bot.waitUntil('it is ready', () => listens('/readyz'));

async function listens(path: string): Promise<boolean> {
  return fetch(`${journey.bot.url}${path}`, { signal: AbortSignal.timeout(1000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Questions at random moments of the next milliseconds, and then the end. */
async function stream(milliseconds: number): Promise<void> {
  const moments = Array.from({ length: random.whole(4, 14) }, () => random.whole(0, milliseconds)).sort((a, b) => a - b);
  let at = 0;
  for (const moment of moments) {
    await pause(moment - at);
    at = moment;
    crowd.ask(random.pick(crowd.rooms));
  }
  await pause(milliseconds - at);
}

test(`${deaths} deaths`, async () => {
  for (let death = 0; death < deaths; death += 1) {
    if (random.next() < 0.15) await pause(random.whole(0, 1500));
    else {
      await journey.bot.waitUntil('it listens', () => listens('/healthz'));
      await stream(random.chance(0.3) ? random.whole(600, 2_500) : random.whole(20, 600));
    }
    expect(await journey.bot.kill()).toBe('SIGKILL');
    await journey.sandbox.settled();
    // How a blacklisted bot comes back is another soak's matter.
    for (const subscription of journey.sandbox.world.subscriptions.values()) {
      Object.assign(subscription, { status: 'Active', failures: 0 });
    }
    // Past the time limit of a post, at times past a lease.
    await journey.clock.move(random.whole(15_000, 20_000));
    await journey.start();
  }
  await ready();
  await journey.clock.move(61_000);
  await untilAnswered(journey, 16_000);
  const books = await keepBooks(journey, crowd);
  console.log(
    `${deaths} deaths: ${books.asked} asked, ${books.acknowledged} acknowledged, ${books.answered} answered,`,
    `${books.apologies} told to ask again, ${books.lost.length} lost, ${books.twice.length} twice`,
  );
  expect(books).toMatchObject({ lost: [], twice: [], strays: [] });
  expect(books.acknowledged).toBeGreaterThan(4 * deaths);
});
