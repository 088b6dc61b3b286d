/** Twenty deaths at random moments while the past is read: it goes on where it was, misses nothing, counts nothing twice, and people are answered meanwhile. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Journey, startJourney } from '../journeys/journey.js';
import { stored } from '../journeys/stored.js';
import { startBot } from '../sandbox/bot.js';
import { seeded } from '../sandbox/random.js';

const deaths = 20;
const day = 86_400_000;
const random = seeded('backfill', 1);
let journey: Journey;

beforeAll(async () => {
  // With a variable of its own the journey does not wait for a start to end, so that deaths can come in the middle of one.
  journey = await startJourney({
    env: { RINGCENTRAL_JWT: 'reader-jwt', LOG_LEVEL: 'info' },
    sandbox: { days: 100 },
    install: false,
    before: ({ faults }) => faults.add({ operation: 'readCompanyCallLog', delayMs: 2_400, times: 100_000 }),
  });
  await journey.bot.waitUntil('it is ready', () => listens('/readyz'));
  await journey.install();
});
afterAll(() => journey.end());

const windows = () =>
  journey.lines.flatMap((line) =>
    line.includes('past calls read') ? [JSON.parse(line) as { from: string; percent: number }] : [],
  );
const reads = () => journey.sandbox.requests.filter(({ operationId }) => operationId === 'readCompanyCallLog');

async function listens(path = '/healthz'): Promise<boolean> {
  return fetch(`${journey.bot.url}${path}`, { signal: AbortSignal.timeout(1000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** What the store knows of calls that began in this time, but for when it was read. */
async function known(file: string, from: number, to: number) {
  const calls = await stored(
    file,
    'SELECT id, conversation, started_at, record FROM calls WHERE started_at >= ? AND started_at < ? ORDER BY id',
    from,
    to,
  );
  const parts = await stored(
    file,
    `SELECT conversation, extension, direction, part, rule, state, started_at, talk_ms, counterpart_extension, queue
     FROM participations WHERE started_at >= ? AND started_at < ? ORDER BY conversation, extension`,
    from,
    to,
  );
  return { calls, parts };
}

test(`${deaths} deaths`, async () => {
  const direct = journey.direct('grace');
  const waits: number[] = [];
  let amidst = 0;
  for (let death = 0; death < deaths; death += 1) {
    await journey.bot.waitUntil('it listens', () => listens());
    if (death % 5 === 2) {
      await journey.bot.waitUntil('the past is being read', () =>
        journey.bot.lines.some((line) => line.includes('past calls read')),
      );
      const before = performance.now();
      expect(await journey.ask('grace', direct, 'whois @alice')).toContain('colleague');
      waits.push(performance.now() - before);
    } else await pause(random.whole(100, 2_600));
    if ((windows().at(-1)?.percent ?? 0) < 100) amidst += 1;
    await journey.bot.kill();
    await journey.sandbox.settled();
    await journey.start();
  }
  await journey.bot.waitUntil('it listens', () => listens());
  const status = await journey.ask('grace', direct, 'status');
  journey.sandbox.faults.clear();
  await journey.covered();
  const percents = windows().map(({ percent }) => percent);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(amidst).toBeGreaterThanOrEqual(deaths);
  expect(status).toMatch(/% read(, about .* left)?\)/);

  const perWindow = new Map<string, number>();
  for (const { path } of reads()) {
    const query = new URLSearchParams(path.split('?')[1]);
    const key = `${query.get('dateFrom')} ${query.get('dateTo')} ${query.get('page')}`;
    perWindow.set(key, (perWindow.get(key) ?? 0) + 1);
  }
  const again = [...perWindow.values()].reduce((sum, times) => sum + times - 1, 0);

  const folder = await mkdtemp(join(tmpdir(), 'switchboard-undisturbed-'));
  const file = join(folder, 'switchboard.db');
  const { sandbox, clock } = journey;
  const undisturbed = await startBot({
    sandbox,
    clock,
    databaseUrl: `sqlite:${file}`,
    env: { RINGCENTRAL_CHATBOT_SERVER: undefined },
  });
  await undisturbed.waitUntil(
    'all calls are read',
    async () => {
      const { sync } = (await (await fetch(`${undisturbed.url}/readyz`)).json()) as Awaited<ReturnType<Journey['readiness']>>;
      return sync.calls.through !== null && !sync.calls.backfilling;
    },
    60_000,
  );
  const [from, to] = [clock.now() - 89 * day, clock.now() - 600_000];
  const [ours, theirs] = [await known(journey.databaseFile, from, to), await known(file, from, to)];
  await undisturbed.stop();
  await rm(folder, { recursive: true, force: true });
  expect(ours.calls.length).toBeGreaterThan(1_000);
  expect(ours).toEqual(theirs);
  console.log(
    `${deaths} deaths, ${amidst} of them amid the past: ${ours.calls.length} records and ${ours.parts.length} participations as read undisturbed,`,
    `${windows().length} windows, ${again} requests made again; questions meanwhile answered within ${Math.round(Math.max(...waits))} ms`,
  );
});
